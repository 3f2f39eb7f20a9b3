"""The formal-notice writer."""
