"""Pages of a certifying body's officer."""

from parvis.web.certifying import applications, deciding, index
from parvis.web.certifying.undertaking import urls as undertaking_urls
from parvis.web.pages import Page, page, reading

#: The pages of one application.
_ONE_FR, _ONE_EN = "accreditation/demandes/<slug:slug>/", "certification/applications/<slug:slug>/"

PAGES: list[Page] = [
    reading(fr="accreditation/", en="certification/", view=index.certifying, name="certifying"),
    reading(
        fr="accreditation/demandes/",
        en="certification/applications/",
        view=applications.applications,
        name="certifying_applications",
    ),
    reading(fr=_ONE_FR, en=_ONE_EN, view=deciding.application, name="certifying_application"),
    page(fr=f"{_ONE_FR}complement/", en=f"{_ONE_EN}ask/", view=deciding.ask, name="certifying_ask"),
    page(fr=f"{_ONE_FR}refuser/", en=f"{_ONE_EN}refuse/", view=deciding.refuse, name="certifying_refuse"),
    page(fr=f"{_ONE_FR}accorder/", en=f"{_ONE_EN}grant/", view=deciding.grant, name="certifying_grant"),
    reading(
        fr=f"{_ONE_FR}documents/<uuid:document>/",
        en=f"{_ONE_EN}documents/<uuid:document>/",
        view=deciding.document,
        name="certifying_document",
    ),
    *undertaking_urls.PAGES,
]
