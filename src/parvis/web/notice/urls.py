"""Pages of this journey."""

from parvis.web.pages import Page

PAGES: list[Page] = []
