"""Keeping an installation: its backups, its restores, its upgrades."""
