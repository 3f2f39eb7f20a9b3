"""Pages of the site itself."""

from parvis.web.pages import Page, reading
from parvis.web.site import views

PAGES: list[Page] = [
    reading(fr="", en="", view=views.home, name="home"),
    reading(fr="a-propos/", en="about/", view=views.about, name="about"),
    reading(fr="vie-privee/", en="privacy/", view=views.privacy, name="privacy"),
    reading(fr="accessibilite/", en="accessibility/", view=views.accessibility, name="accessibility"),
    reading(fr="glossaire/", en="glossary/", view=views.glossary, name="glossary"),
    reading(fr="signaler/", en="report/", view=views.report, name="report"),
    reading(fr="courrier/", en="mail/", view=views.mail, name="mail"),
]
