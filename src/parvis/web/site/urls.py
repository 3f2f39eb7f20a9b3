"""Pages of the site itself."""

from parvis.web.pages import Page, page
from parvis.web.site import views

PAGES: list[Page] = [
    page(fr="", en="", view=views.home, name="home"),
    page(fr="a-propos/", en="about/", view=views.about, name="about"),
    page(fr="vie-privee/", en="privacy/", view=views.privacy, name="privacy"),
    page(fr="accessibilite/", en="accessibility/", view=views.accessibility, name="accessibility"),
    page(fr="glossaire/", en="glossary/", view=views.glossary, name="glossary"),
    page(fr="signaler/", en="report/", view=views.report, name="report"),
    page(fr="courrier/", en="mail/", view=views.mail, name="mail"),
]
