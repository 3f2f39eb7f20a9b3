"""Parvis: a dispute in Québec, from the first question to its end."""

__version__ = "0.1.0"
