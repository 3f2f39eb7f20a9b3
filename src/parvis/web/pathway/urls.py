"""Pages of the pathway: one address a question and a language, then the answers to check, then the plan."""

from functools import partial

from parvis.pathway.catalogue import Question
from parvis.pathway.questions import QUESTIONS
from parvis.web.pages import Page, page
from parvis.web.pathway import views
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
]
