"""The API: decisions, the directory as open data, calendars."""
