"""The journal: append-only facts; who did what, when, under which norm."""
