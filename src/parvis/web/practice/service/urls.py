"""Pages of what the Service and the certifying bodies bring to a mediator."""

from parvis.web.pages import Page, page, reading
from parvis.web.practice.service import designations, groups, offers

PAGES: list[Page] = [
    reading(
        fr="pratique/designations/",
        en="practice/designations/",
        view=designations.designations,
        name="practice_designations",
    ),
    page(
        fr="pratique/designations/<int:number>/",
        en="practice/designations/<int:number>/",
        view=designations.designation,
        name="practice_designation",
    ),
    page(fr="pratique/seances-de-groupe/", en="practice/group-sessions/", view=groups.groups, name="practice_groups"),
    reading(
        fr="pratique/seances-de-groupe/calendrier.ics",
        en="practice/group-sessions/calendar.ics",
        view=groups.calendar,
        name="practice_groups_calendar",
    ),
    reading(fr="pratique/formations/", en="practice/courses/", view=offers.offers, name="practice_offers"),
]
