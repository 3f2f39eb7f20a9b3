"""Rosters that bodies already keep, taken in from a table; and everything given back as tables."""
