"""The desk of a certifying body's officer: applications, the register of its mediators, undertakings, duties."""
