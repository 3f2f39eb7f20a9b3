"""Code of Civil Procedure (C-25.01): small claims, time limits, execution."""
