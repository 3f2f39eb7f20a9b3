"""The journey from the first question to a plan."""
