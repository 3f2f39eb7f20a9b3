"""The pages of the directory: search, records, districts, calendar, figures, the Répertoire as of a day."""
