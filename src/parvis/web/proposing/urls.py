"""Pages of a proposal's link."""

from parvis.web.pages import Page, page
from parvis.web.proposing import links

PAGES: list[Page] = [
    page(fr="proposer/<str:token>/", en="propose/<str:token>/", view=links.link, name="proposal_link"),
    page(
        fr="proposer/<str:token>/<slug:record>/<slug:screen>/", en="propose/<str:token>/<slug:record>/<slug:screen>/",
        view=links.screen, name="proposal_screen",
    ),
]  # fmt: skip
