"""One question at a time: which comes next, what an answer is worth, and what a change of answer leaves standing.

Answers are kept as plain values under the question's key; `None` is "I do not know", absent is "not asked". They are
only ever made by `read_answer`, so that what is kept can always be read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, counted, listed, short_date, text_of
from parvis.pathway import inputs
from parvis.pathway.catalogue import ASKED, Answers, Question, couples, goes_elsewhere, said
from parvis.pathway.first_questions import FIRST_QUESTIONS
from parvis.pathway.later_questions import LATER_QUESTIONS
from parvis.pathway.separation.questions import SEPARATION_QUESTIONS

QUESTIONS: tuple[Question, ...] = (*FIRST_QUESTIONS, *SEPARATION_QUESTIONS, *LATER_QUESTIONS)
BY_KEY: Mapping[str, Question] = {question.key: question for question in QUESTIONS}
#: Value of the choice "I do not know" in a form.
UNKNOWN = "unknown"
_DAYS = (Text("jour", "day"), Text("jours", "days"))
#: How far ahead a hearing can be set: a later date is a slip.
FARTHEST = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one is: "3 of about 9"."""

    number: int
    about: int


def applicable(answers: Answers) -> list[Question]:
    """The questions asked of this situation, in order, as far as the answers tell today."""
    return [question for question in QUESTIONS if question.asked(answers)]


def answered(answers: Answers) -> list[Question]:
    """The questions whose answer is kept, so that it can be shown again, in order."""
    return [question for question in applicable(answers) if question.kept and question.key in answers]


def standing(answers: Answers) -> dict[str, Any]:
    """The answers that still stand: those of questions still asked, and still among the answers offered."""
    kept: dict[str, Any] = {}
    for question in QUESTIONS:
        if question.key in answers and question.asked(kept) and _still_possible(question, answers[question.key], kept):
            kept[question.key] = answers[question.key]
    return kept


def _still_possible(question: Question, answer: Any, kept: Answers) -> bool:
    if answer is None:
        return question.unknown is not None
    if not question.kept:
        return bool(answer == ASKED)
    offered = {option.value for option in question.offered(kept)}
    if question.kind == "one":
        return answer in offered
    if question.kind == "several":
        return set(answer) <= offered
    if question.kind == "day":
        return all(kept.get(key) is None or kept[key] <= answer for key in question.after)
    if question.kind == "amount":
        return Money.parse(answer) >= _least(question, kept)
    return True


def next_question(answers: Answers) -> Question | None:
    """The first question that has no answer yet; None where all are answered."""
    return next((question for question in applicable(answers) if question.key not in answers), None)


def question_before(question: Question, answers: Answers) -> Question | None:
    """The question asked before this one; None for the first."""
    earlier = None
    for each in applicable(answers):
        if each.key == question.key:
            return earlier
        earlier = each
    return None


def progress(question: Question, answers: Answers) -> Progress:
    """The number of a question, and about how many there are."""
    asked = [each.key for each in applicable(answers)]
    number = asked.index(question.key) + 1 if question.key in asked else 1
    return Progress(number, max(len(asked), number, 7 if len(answers) < 2 else 0))


def is_complete(answers: Answers) -> bool:
    """Whether a plan can be made: the role and the stage are known (or it is a couple), and nothing is left to ask."""
    begun = "role" in answers and ("stage" in answers or couples(answers))
    return begun and next_question(answers) is None


def with_answer(question: Question, value: Any, answers: Answers) -> dict[str, Any]:
    """The answers with this one given or changed; what no longer applies is dropped, the rest stays."""
    return standing({**answers, question.key: value})


# Reading an answer --------------------------------------------------------------------------------------------------

CHOOSE = Text("Choisissez une réponse.", "Choose an answer.")


def read_answer(question: Question, typed: Sequence[str], answers: Answers, *, on: date, lang: str = "fr") -> Any:
    """What was typed or chosen, as it is kept. `typed`: every value sent for this question; `on`: today; `lang`: the page's.

    `inputs.Unclear` where it cannot be understood. Questions of kind `place` are read in `place_answers`.
    """
    values = [value for value in typed if value.strip()]
    if values == [UNKNOWN] and question.unknown is not None:
        return None
    if question.kind in ("one", "several"):
        chosen = _chosen(question, values, answers)
        return chosen if question.kept else ASKED
    text = values[-1] if values else ""
    if question.kind == "amount":
        return str(inputs.read_amount(text, lang=lang, least=_least(question, answers)))
    if question.kind == "number":
        return inputs.read_number(text, least=question.least, most=question.most)
    latest = on + FARTHEST if question.may_be_later else on
    if question.kind == "time":
        span = inputs.read_time(text, on=on, earliest=question.earliest, latest=latest)
        return [span.first.isoformat(), (span.last or span.first).isoformat()]
    day = inputs.read_day(text, on=on, earliest=question.earliest, latest=latest)
    _after_earlier_days(question, day, answers)
    return day.isoformat()


def _least(question: Question, answers: Answers) -> Money:
    return Money(0 if answers.get("matter") in ("contract", "return_of_property") and question.key == "amount" else 1)


def _chosen(question: Question, values: Sequence[str], answers: Answers) -> Any:
    offered = {option.value for option in question.offered(answers)}
    if question.kind == "one":
        if len(values) != 1 or values[0] not in offered:
            raise inputs.Unclear(CHOOSE)
        return values[0]
    if not values or not set(values) <= offered | {UNKNOWN}:
        raise inputs.Unclear(Text("Cochez au moins une réponse.", "Check at least one answer."))
    alone = [value for value in values if value in ("none", UNKNOWN)]
    if alone and len(set(values)) > 1:
        raise inputs.Unclear(
            Text(
                "Deux réponses se contredisent. Gardez l'une ou l'autre.",
                "Two answers contradict each other. Keep one or the other.",
            )
        )
    return sorted(set(values))


def _after_earlier_days(question: Question, day: date, answers: Answers) -> None:
    for key in question.after:
        if answers.get(key) and day.isoformat() < answers[key]:
            earlier = date.fromisoformat(answers[key])
            raise inputs.Unclear(
                Text(
                    "Le {day} est avant une autre date que vous avez donnée ({what} {earlier}). Vérifiez les deux.",
                    "{day} is before another date that you gave ({what} {earlier}). Check both.",
                ).fill(day=short_date(day), what=_lower(BY_KEY[key].short), earlier=short_date(earlier))
            )


def _lower(text: Text) -> Text:
    return Text(text.fr[0].lower() + text.fr[1:], text.en[0].lower() + text.en[1:])


# Showing an answer --------------------------------------------------------------------------------------------------


def shown(question: Question, answer: Any, answers: Answers) -> Text:
    """An answer in words, for "check your answers"."""
    if answer is None:
        return question.unknown or Text("Je ne sais pas", "I do not know")
    if question.kind in ("one", "several"):
        labels = {option.value: said(option.label, answers) for option in question.offered(answers)}
        chosen = [labels[value] for value in (answer if isinstance(answer, list) else [answer])]
        return listed([chosen[0], *(_lower(each) for each in chosen[1:])])
    if question.kind == "amount":
        return amount(Money.parse(answer))
    if question.kind == "number":
        return counted(answer, *_DAYS) if question.key == "notice_days" else Text(str(answer), str(answer))
    if question.kind == "place":
        return text_of(answer["label"]) if "label" in answer else Text(answer["name"], answer["name"])
    if question.kind == "time":
        first, last = (date.fromisoformat(day) for day in answer)
        return (
            short_date(first)
            if first == last
            else Text("du {first} au {last}", "from {first} to {last}").fill(
                first=short_date(first), last=short_date(last)
            )
        )
    return short_date(date.fromisoformat(answer))


def typed_again(question: Question, answer: Any, lang: str) -> str:
    """A kept answer as it stands in its field when the question is asked again."""
    if answer is None:
        return ""
    if question.kind == "amount":
        dollars, _, cents = answer.partition(".")  # always with cents: "8,400" alone would be asked about again
        grouped = f"{int(dollars):,}"
        return f"{grouped}.{cents}" if lang == "en" else f"{grouped.replace(',', ' ')},{cents}"
    if question.kind == "time" and answer[0] != answer[1]:
        whole_year = answer[0].endswith("-01-01") and answer[1].endswith("-12-31")
        return answer[0][:4] if whole_year else answer[0][:7]
    if question.kind in ("day", "time"):
        day = date.fromisoformat(answer if question.kind == "day" else answer[0])
        return short_date(day).to(lang).replace("\u00a0", " ")
    if question.kind == "place":
        return "" if answer.get("picked") else str(answer["name"])
    return str(answer)


__all__ = [
    "BY_KEY",
    "QUESTIONS",
    "UNKNOWN",
    "Progress",
    "Question",
    "answered",
    "applicable",
    "goes_elsewhere",
    "is_complete",
    "next_question",
    "progress",
    "question_before",
    "read_answer",
    "said",
    "shown",
    "standing",
    "typed_again",
    "with_answer",
]
