"""Pages of the law."""

from parvis.web.law import asking, confidentiality, views
from parvis.web.pages import Page, page, reading

PAGES: list[Page] = [
    reading(fr="loi/", en="law/", view=views.law, name="law"),
    reading(fr="loi/a-confirmer/", en="law/unconfirmed/", view=views.unconfirmed, name="law_unconfirmed"),
    reading(
        fr="loi/qui-peut-savoir/",
        en="law/who-may-know/",
        view=confidentiality.confidentiality,
        name="law_confidentiality",
    ),
    reading(
        fr="loi/textes/<str:head>/",
        en="law/texts/<str:head>/",
        view=views.instrument,
        name="law_instrument",
    ),
    reading(
        fr="loi/normes/<str:head>/<str:unit>/",
        en="law/norms/<str:head>/<str:unit>/",
        view=views.norm,
        name="law_norm",
    ),
    reading(
        fr="loi/parametres/<str:head>/<str:unit>/",
        en="law/parameters/<str:head>/<str:unit>/",
        view=views.parameter,
        name="law_parameter",
    ),
    page(
        fr="loi/questions/<str:head>/<str:unit>/",
        en="law/questions/<str:head>/<str:unit>/",
        view=asking.question,
        name="law_question",
    ),
]
