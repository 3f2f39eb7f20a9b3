"""Page of a party's link."""

from parvis.web.pages import Page, page
from parvis.web.signing import sheet

PAGES: list[Page] = [
    page(fr="signature/<str:token>/", en="signature/<str:token>/", view=sheet.signing, name="signing"),
]
