"""Pages of the site itself."""

from parvis.web.pages import Page, page, reading
from parvis.web.site import reports, views

PAGES: list[Page] = [
    reading(fr="", en="", view=views.home, name="home"),
    reading(fr="a-propos/", en="about/", view=views.about, name="about"),
    reading(fr="vie-privee/", en="privacy/", view=views.privacy, name="privacy"),
    reading(fr="accessibilite/", en="accessibility/", view=views.accessibility, name="accessibility"),
    reading(fr="glossaire/", en="glossary/", view=views.glossary, name="glossary"),
    page(fr="signaler/", en="report/", view=reports.report, name="report"),
    reading(fr="signaler/<str:token>/", en="report/<str:token>/", view=reports.answer, name="report_answer"),
    reading(fr="courrier/", en="mail/", view=views.mail, name="mail"),
]
