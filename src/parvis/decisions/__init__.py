"""Decisions that were recorded: what the law answered, from which facts, and whether it still would."""
