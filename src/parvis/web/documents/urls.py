"""Pages of the site's documents."""

from parvis.web.documents.views import edition_pdf
from parvis.web.pages import Page, reading

PAGES: list[Page] = [
    reading(fr="repertoire/edition.pdf", en="directory/edition.pdf", view=edition_pdf, name="edition_pdf"),
]
