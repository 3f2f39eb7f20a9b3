"""Tables that people send (CSV, XLSX), read within bounds before anything believes them; and cells that no spreadsheet runs."""
