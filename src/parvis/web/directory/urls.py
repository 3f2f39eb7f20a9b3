"""Pages of the directory."""

from parvis.web.directory.calendar import calendar
from parvis.web.directory.districts import district, districts
from parvis.web.directory.edition import edition
from parvis.web.directory.figures import figures
from parvis.web.directory.records import organization, organizations, service
from parvis.web.directory.search import advice, directory
from parvis.web.pages import Page, reading

PAGES: list[Page] = [
    reading(fr="repertoire/", en="directory/", view=directory, name="directory"),
    reading(fr="repertoire/services/<slug:slug>/", en="directory/services/<slug:slug>/", view=service, name="service"),
    reading(fr="repertoire/organismes/", en="directory/organizations/", view=organizations, name="organizations"),
    reading(
        fr="repertoire/organismes/<slug:slug>/",
        en="directory/organizations/<slug:slug>/",
        view=organization,
        name="organization",
    ),
    reading(fr="districts/", en="districts/", view=districts, name="districts"),
    reading(fr="districts/<slug:slug>/", en="districts/<slug:slug>/", view=district, name="district"),
    reading(fr="calendrier/", en="calendar/", view=calendar, name="calendar"),
    reading(fr="chiffres/", en="figures/", view=figures, name="figures"),
    reading(fr="repertoire/edition/", en="directory/edition/", view=edition, name="edition"),
    reading(fr="qui-peut-conseiller/", en="who-can-advise/", view=advice, name="advice"),
]
