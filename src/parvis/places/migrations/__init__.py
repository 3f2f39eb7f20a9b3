"""Migrations of the places."""
