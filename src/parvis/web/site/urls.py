"""Pages of the site itself."""

from parvis.web.pages import Page

PAGES: list[Page] = []
