"""The gallery: every component in all its states."""

from parvis.web.gallery.views import gallery
from parvis.web.pages import Page, reading

PAGES: list[Page] = [reading(fr="galerie/", en="gallery/", view=gallery, name="gallery")]
