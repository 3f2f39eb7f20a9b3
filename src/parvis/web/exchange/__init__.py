"""The keepers' import and export pages."""
