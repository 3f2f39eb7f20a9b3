"""Pages of the pathway: one address a question and a language, then the answers to check, then the plan."""

from functools import partial

from parvis.pathway.catalogue import Question
from parvis.pathway.questions import QUESTIONS
from parvis.web.pages import Page, page, reading
from parvis.web.pathway import kept_views, plan_views, views
from parvis.web.pathway.answers import question_page


def _question_page(question: Question) -> Page:
    view = partial(views.ask, question=question)
    view.takes_no_side = question.kind != "place"  # type: ignore[attr-defined]
    return page(
        fr=f"commencer/{question.slug.fr}/", en=f"start/{question.slug.en}/", view=view, name=question_page(question)
    )


PAGES: list[Page] = [
    page(fr="commencer/", en="start/", view=views.start, name="start"),
    *(_question_page(question) for question in QUESTIONS),
    page(fr="verifier/", en="check/", view=views.check, name="check"),
    page(fr="effacer/", en="forget/", view=views.forget, name="forget"),
    page(fr="plan/", en="plan/", view=plan_views.plan, name="plan"),
    page(fr="plan/pdf/", en="plan/pdf/", view=plan_views.pdf, name="plan_pdf"),
    page(fr="plan/calendrier.ics", en="plan/calendar.ics", view=plan_views.calendar, name="plan_calendar"),
    page(fr="plan/garder/", en="plan/keep/", view=kept_views.keep, name="plan_keep"),
    page(fr="p/<str:token>/", en="p/<str:token>/", view=kept_views.kept, name="kept_plan"),
    reading(fr="p/<str:token>/pdf/", en="p/<str:token>/pdf/", view=kept_views.pdf, name="kept_plan_pdf"),
    reading(
        fr="p/<str:token>/calendrier.ics",
        en="p/<str:token>/calendar.ics",
        view=kept_views.calendar,
        name="kept_plan_calendar",
    ),
    page(fr="p/<str:token>/reprendre/", en="p/<str:token>/resume/", view=kept_views.resume, name="kept_plan_resume"),
    page(fr="p/<str:token>/supprimer/", en="p/<str:token>/delete/", view=kept_views.delete, name="kept_plan_delete"),
]
