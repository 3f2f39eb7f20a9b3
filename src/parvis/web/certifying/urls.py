"""Pages of a certifying body's officer."""

from parvis.web.certifying import index
from parvis.web.pages import Page, reading

PAGES: list[Page] = [
    reading(fr="accreditation/", en="certification/", view=index.certifying, name="certifying"),
]
