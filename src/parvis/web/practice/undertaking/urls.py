"""Pages of an undertaking at a mediator's desk."""

from parvis.web.pages import Page, page, reading
from parvis.web.practice.undertaking import completion, more_time, picture, supervision, training

_FR, _EN = "pratique/engagement/<int:number>/", "practice/undertaking/<int:number>/"

PAGES: list[Page] = [
    reading(
        fr="pratique/engagement/", en="practice/undertaking/", view=picture.undertakings, name="practice_undertaking"
    ),
    reading(fr=_FR, en=_EN, view=picture.undertaking, name="practice_undertaking_one"),
    reading(
        fr=f"{_FR}calendrier.ics", en=f"{_EN}calendar.ics", view=picture.calendar, name="practice_undertaking_calendar"
    ),
    page(fr=f"{_FR}formations/", en=f"{_EN}courses/", view=training.trainings, name="practice_trainings"),
    reading(fr=f"{_FR}delai/", en=f"{_EN}more-time/", view=more_time.more_time, name="practice_more_time"),
    page(
        fr=f"{_FR}delai/incapacite/",
        en=f"{_EN}more-time/inability/",
        view=more_time.inability,
        name="practice_inability",
    ),
    page(fr=f"{_FR}delai/un-an/", en=f"{_EN}more-time/one-year/", view=more_time.one_year, name="practice_one_year"),
    page(fr=f"{_FR}fin/", en=f"{_EN}end/", view=completion.completion, name="practice_completion"),
    page(
        fr="pratique/engagement/demande/<int:number>/",
        en="practice/undertaking/request/<int:number>/",
        view=more_time.one_request,
        name="practice_request",
    ),
    reading(
        fr="pratique/engagement/piece/<uuid:document>/",
        en="practice/undertaking/proof/<uuid:document>/",
        view=picture.proof,
        name="practice_proof",
    ),
    page(
        fr="pratique/mandats/<int:number>/supervision/",
        en="practice/mandates/<int:number>/supervision/",
        view=supervision.supervision,
        name="practice_supervision",
    ),
    reading(
        fr="pratique/supervision/", en="practice/supervision/", view=supervision.to_confirm, name="practice_to_confirm"
    ),
    page(
        fr="pratique/supervision/<int:number>/",
        en="practice/supervision/<int:number>/",
        view=supervision.answer,
        name="practice_supervision_answer",
    ),
]
