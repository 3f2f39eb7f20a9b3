"""Documents of the site itself: the Répertoire as a PDF."""
