"""Pages of the public register."""

from parvis.web.pages import Page, reading
from parvis.web.register import courses, districts, pages, sessions, tables

PAGES: list[Page] = [
    reading(fr="mediateurs/", en="mediators/", view=pages.register, name="register"),
    reading(fr="mediateurs/a-cette-date/", en="mediators/on-that-day/", view=pages.certified, name="register_day"),
    reading(fr="mediateurs/registre.csv", en="mediators/register.csv", view=tables.register_csv, name="register_csv"),
    reading(
        fr="mediateurs/districts/", en="mediators/districts/", view=districts.by_district, name="register_districts"
    ),
    reading(fr="mediateurs/formations/", en="mediators/courses/", view=courses.courses, name="register_courses"),
    reading(
        fr="seances-d-information/",
        en="information-sessions/",
        view=sessions.information_sessions,
        name="information_sessions",
    ),
    reading(fr="mediateurs/<slug:slug>/", en="mediators/<slug:slug>/", view=pages.person, name="register_person"),
]
