"""The keepers' desk, in a browser."""
