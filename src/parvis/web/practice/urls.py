"""Pages of a professional's desk."""

from parvis.web.pages import Page, page, reading
from parvis.web.practice import applications, co_mediation, contact, index, mandate_change, opening, steps
from parvis.web.practice.undertaking import urls as undertaking_urls

#: The pages of one application.
_ONE_FR, _ONE_EN = "pratique/demandes/<slug:slug>/", "practice/applications/<slug:slug>/"

PAGES: list[Page] = [
    reading(fr="pratique/", en="practice/", view=index.practice, name="practice"),
    page(fr="pratique/coordonnees/", en="practice/contact/", view=contact.contact, name="practice_contact"),
    page(fr="pratique/compte/", en="practice/account/", view=opening.ask, name="practice_account"),
    page(
        fr="pratique/compte/<str:token>/",
        en="practice/account/<str:token>/",
        view=opening.link,
        name="practice_account_link",
    ),
    reading(
        fr="pratique/demandes/",
        en="practice/applications/",
        view=applications.applications,
        name="practice_applications",
    ),
    page(
        fr="pratique/demandes/nouvelle/",
        en="practice/applications/new/",
        view=applications.begin,
        name="practice_begin",
    ),
    reading(fr=_ONE_FR, en=_ONE_EN, view=applications.application, name="practice_application"),
    page(fr=f"{_ONE_FR}verifier/", en=f"{_ONE_EN}check/", view=steps.check, name="practice_check"),
    page(fr=f"{_ONE_FR}retirer/", en=f"{_ONE_EN}withdraw/", view=applications.withdraw, name="practice_withdraw"),
    page(fr=f"{_ONE_FR}documents/", en=f"{_ONE_EN}documents/", view=applications.documents, name="practice_documents"),
    reading(
        fr=f"{_ONE_FR}documents/<uuid:document>/",
        en=f"{_ONE_EN}documents/<uuid:document>/",
        view=applications.document,
        name="practice_document",
    ),
    page(fr=f"{_ONE_FR}page/<slug:step>/", en=f"{_ONE_EN}page/<slug:step>/", view=steps.step, name="practice_step"),
    page(
        fr="pratique/mandats/<int:number>/corriger/",
        en="practice/mandates/<int:number>/correct/",
        view=mandate_change.change,
        name="practice_mandate_change",
    ),
    page(
        fr="pratique/comediations/",
        en="practice/co-mediations/",
        view=co_mediation.co_mediations,
        name="practice_co_mediations",
    ),
    *undertaking_urls.PAGES,
]
