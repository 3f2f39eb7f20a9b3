"""Articles 546 and 552: what silence brings, and what an answer that comes late is still worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened by the day of the question: the last day to answer, the answer, the judgment.

    `grounds_by` is the last day to give the grounds that the clerk asked for and that are not given; None otherwise.
    """

    on: date
    last_day: date | None
    answered: date | None
    judgment: date | None
    grounds_by: date | None = None

    @property
    def lacks_grounds(self) -> bool:
        """CCP 549, par. 2: the grounds were asked for, and the time to give them is over."""
        return self.grounds_by is not None and self.on > self.grounds_by

    @property
    def status(self) -> str:
        """Where the defendant stands: not_notified, open, answered, answered_late, default_possible or judged."""
        if self.last_day is None:
            return "not_notified" if self.answered is None else "answered"
        if self.answered is not None and self.answered <= self.last_day:
            if not self.lacks_grounds:
                return "answered"
            return "default_possible" if self.judgment is None else "judged"
        if self.judgment is not None and (self.answered is None or self.judgment <= self.answered):
            return "judged"
        if self.answered is not None:
            return "answered_late"
        return "open" if self.on <= self.last_day else "default_possible"


RULES: Rulebook[Callable[[Course], Verdict]] = Rulebook(LAW.norms)

_ANSWERED, _NOTIFIED, _JUDGMENT = ("/answered",), ("/claim_notified",), ("/judgment",)
_SILENCE = Text(
    "Le délai a pris fin le {day} sans réponse: un jugement peut être rendu sans autre avis.",
    "The period ended on {day} without an answer: judgment may be rendered without further notice.",
)
_GROUNDS = ("/grounds_asked", "/done")
_NO_GROUNDS = Text(
    "Les motifs que le greffe a demandés n'ont pas été donnés le {day} au plus tard: c'est un défaut.",
    "The grounds that the clerk asked for were not given by {day}: it is a default.",
)
_IN_TIME = Verdict(None, Text("La réponse est venue à temps.", "The answer came in time."), _ANSWERED)
_RUNNING = Verdict(None, Text("Le délai court encore.", "The period is still running."), _NOTIFIED)
_NOT_STARTED = Verdict(
    None,
    Text("On ne sait pas si la demande est notifiée.", "Whether the claim is notified is not known."),
    _NOTIFIED,
    _NOTIFIED,
)


@RULES.encodes("ccp/a546-al2-default")
def silence_allows_judgment(course: Course) -> Verdict:
    """CCP 546, par. 2: once the period is over without an answer, judgment may follow without notice or extension."""
    if course.status == "not_notified":
        return _NOT_STARTED
    if course.status == "answered":
        return _IN_TIME
    if course.status == "open":
        return _RUNNING
    if course.lacks_grounds:
        return Verdict(True, _NO_GROUNDS.fill(day=course.grounds_by), _GROUNDS)
    return Verdict(True, _SILENCE.fill(day=course.last_day), (*_NOTIFIED, *_ANSWERED))


_RENDERED = Verdict(
    True, Text("Un jugement est rendu, faute de réponse.", "Judgment was rendered, for want of an answer."), _JUDGMENT
)
_MAY_BE = Verdict(
    True,
    Text(
        "La greffière spéciale, le greffier spécial ou le tribunal peut rendre un jugement.",
        "The special clerk or the court may render judgment.",
    ),
    _NOTIFIED,
)
_NO_DEFAULT = Verdict(None, Text("Il n'y a pas de défaut.", "There is no default."), _ANSWERED)


@RULES.encodes("ccp/a552-default")
def default_judgment(course: Course) -> Verdict:
    """CCP 552: the special clerk or the court decides where the defendant is silent."""
    if course.status == "judged":
        return _RENDERED
    return _MAY_BE if course.status == "default_possible" else _NO_DEFAULT


_STILL = Verdict(
    True,
    Text(
        "Aucun jugement n'est rendu: le greffe ne peut pas refuser une contestation en retard.",
        "No judgment has been rendered: the clerk cannot refuse a late contestation.",
    ),
    (*_ANSWERED, *_JUDGMENT),
)
_TOO_LATE = Verdict(
    False,
    Text(
        "Un jugement est rendu: il reste la rétractation, dans certains cas.",
        "Judgment was rendered: revocation remains, in some cases.",
    ),
    _JUDGMENT,
)
_NOT_LATE = Verdict(None, Text("Rien n'est en retard.", "Nothing is late."), _ANSWERED)
JUDGE_DECIDES = Text(
    "La réponse vient après le délai: la juge ou le juge décide si elle est reçue.",
    "The answer comes after the period: the judge decides whether it is admitted.",
)


@RULES.encodes("quebec.ca/late-answer")
def late_answer_until_judgment(course: Course) -> Verdict:
    """Québec.ca: until a judgment is rendered, the clerk cannot refuse a late contestation; the judge decides on it."""
    if course.status == "judged":
        return _TOO_LATE
    return _STILL if course.status in ("default_possible", "answered_late") else _NOT_LATE
