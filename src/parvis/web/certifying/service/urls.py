"""Pages of what a certifying body organizes."""

from parvis.web.certifying.service import duties
from parvis.web.pages import Page, page

PAGES: list[Page] = [
    page(fr="accreditation/activites/", en="certification/activities/", view=duties.duties, name="certifying_duties"),
    page(
        fr="accreditation/activites/annoncer/",
        en="certification/activities/announce/",
        view=duties.announce,
        name="certifying_announce",
    ),
]
