"""The pathway's branch for a couple: one person, answering alone, who separates or wants to change what was settled."""
