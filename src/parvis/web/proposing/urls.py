"""Pages of a proposal's link."""

from parvis.web.pages import Page, page
from parvis.web.proposing import links

#: The editor's screens in the addresses of each language.
_SCREENS = {
    "list": ("fiche", "record"),
    "question": ("question", "question"),
    "languages": ("langues", "languages"),
    "meanwhile": ("entre-temps", "meanwhile"),
    "preview": ("changements", "changes"),
    "discard": ("jeter", "discard"),
}

PAGES: list[Page] = [
    page(fr="proposer/<str:token>/", en="propose/<str:token>/", view=links.link, name="proposal_link"),
    *(
        page(
            fr=f"proposer/<str:token>/<slug:slug>/{fr}/",
            en=f"propose/<str:token>/<slug:slug>/{en}/",
            view=links.opening(name),
            name=f"proposal_{name}",
        )
        for name, (fr, en) in _SCREENS.items()
    ),
]
