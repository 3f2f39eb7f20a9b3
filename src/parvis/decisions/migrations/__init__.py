"""Migrations of the recorded decisions."""
