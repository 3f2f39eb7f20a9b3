"""The machine under an installation: its home, server, roles, settings, logs, clock (decision 0003)."""
