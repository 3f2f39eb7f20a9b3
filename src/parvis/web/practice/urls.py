"""Pages of a professional's desk."""

from parvis.web.pages import Page, reading
from parvis.web.practice import index

PAGES: list[Page] = [
    reading(fr="pratique/", en="practice/", view=index.practice, name="practice"),
]
