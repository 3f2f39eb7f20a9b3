"""Exchange: the directory taken in from other forms (HSDS, CSV, XLSX, the Répertoire's own) and written out again."""
