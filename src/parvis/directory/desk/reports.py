"""Readers' reports: taking one in, answering it, forgetting it. A reader needs no account; only a reference."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from parvis.directory.desk.reach import reach_of
from parvis.directory.models import ReaderReport
from parvis.directory.models.report import LONGEST, OUTCOMES, READABLE, Told, take_in, told
from parvis.journal.actions import Code, record_entry
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.people.models import Nobody, Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.people.sealing import cipher, keyed_digest

#: Letters and digits that nobody takes for one another, on paper or on the telephone.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE = re.compile(rf"[{_SIGNS}]{{5}}-?[{_SIGNS}]{{5}}")
#: What a report may be about: a record, or a page by its name; never an address that somebody typed.
ABOUT = re.compile(r"(?=.{1,79}$)((SVC|ORG)-\d{1,6}|page:[a-z_]+(/[A-Za-z0-9._-]+)*)")
_TOO_MANY = Text(
    "Beaucoup de signalements arrivent en ce moment. Le vôtre n’est pas enregistré. "
    "Vos mots sont encore ci-dessous : essayez dans une heure.",
    "Many reports are coming in right now. Yours is not recorded. Your words are still below: try again in an hour.",
)
_EMPTY = Text("Dites ce qui ne va pas.", "Say what is wrong.")
_LONG = Text(f"Écrivez {LONGEST} caractères au plus.", f"Write at most {LONGEST} characters.")
_EMAIL = Text(
    "Écrivez une adresse comme nom@exemple.com, ou laissez la case vide.",
    "Write an address such as name@example.com, or leave the field empty.",
)
#: What was done of a report, as its reader is told.
OUTCOME_WORDS = {
    "corrected": Text("Nous avons corrigé la page.", "We have corrected the page."),
    "confirmed": Text("Nous avons vérifié : la page dit vrai.", "We have checked: the page is right."),
    "passed_on": Text("Nous l’avons transmis à l’organisme.", "We have passed it on to the organization."),
    "not_ours": Text("Ce n’est pas une erreur de ce site.", "This is not an error of this site."),
}
_GONE = Text("Ce signalement a déjà reçu une réponse.", "This report has already been answered.")
_OUTCOME = Text("Dites ce que vous avez fait.", "Say what you have done.")
_ANSWER = Text("Écrivez la réponse.", "Write the answer.")


def normal_reference(typed: str) -> str:
    """A reference as it is kept, however it was typed; "" where it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed[:40]).upper()
    return f"{plain[:5]}-{plain[5:]}" if REFERENCE.fullmatch(plain) else ""


def report_told(reference: str) -> Told | None:
    """What the holder of a reference may know; None where no report has it."""
    known = normal_reference(reference)
    return told(_digest(known)) if known else None


@transaction.atomic
def file_report(words: str, *, about: str, language: str, email: str = "", by: Person | Nobody, at: datetime) -> str:
    """Take in what a reader says is wrong; the reference under which they find the answer. `Refused` with the field.

    `about` is a code of a page (anything else counts as none); the address, where one is given, is sealed.
    """
    said, where = _plain(words), about if ABOUT.fullmatch(about) else ""
    if len(said) < 3:
        raise Refused(_EMPTY, field="words")
    if len(said) > LONGEST:
        raise Refused(_LONG, field="words")
    sealed = cipher("report").encrypt(_address(email).encode()) if email.strip() else None
    plain = "".join(secrets.choice(_SIGNS) for _ in range(10))
    reference = f"{plain[:5]}-{plain[5:]}"
    number = take_in(_digest(reference), about=where, language=language, words=said, email=sealed, at=at)
    if number is None:
        raise Refused(_TOO_MANY)
    codes: dict[str, Code] = {"about": where} if where else {}
    record_entry("report.filed", by=by.code, at=at, subject=("report", str(number)), codes=codes)
    return reference


@transaction.atomic
def answer_report(
    report: ReaderReport, *, outcome: str, answer: str, page: Text | None = None, by: Person, at: datetime
) -> ReaderReport:
    """Answer a reader: on the page of the reference, and by e-mail where an address was left, which is then forgotten.

    `page`: the name and the address of the page that the report is about, for the e-mail; None for the site as a whole.
    """
    authorise(by, "desk.answer", at=at)
    held = ReaderReport.objects.select_for_update().get(pk=report.pk)
    reach_of(by, "desk.answer", at=at).demand(held.about)
    if outcome not in OUTCOMES:
        raise Refused(_OUTCOME, field="outcome")
    said = _plain(answer)
    if len(said) < 3:
        raise Refused(_ANSWER, field="answer")
    if len(said) > LONGEST:
        raise Refused(_LONG, field="answer")
    if held.answered_at is not None:
        raise Refused(_GONE)
    to = cipher("report").decrypt(bytes(held.email)).decode() if held.email else ""
    held.outcome, held.answer, held.answered_by, held.answered_at = outcome, said, by.code, at
    held.email, held.forget_at = None, at + READABLE
    held.save()
    record_entry(
        "report.answered",
        by=by.code,
        at=at,
        subject=("report", str(held.pk)),
        codes={"outcome": outcome, "by_mail": bool(to)},
    )
    if to:
        post(_letter(held, to, page))
    return held


@transaction.atomic
def forget_reports(*, at: datetime) -> int:
    """Delete the reports whose time has passed; how many. Doing it twice changes nothing."""
    numbers = list(ReaderReport.objects.over(at).order_by("pk").values_list("pk", flat=True))
    ReaderReport.objects.filter(pk__in=numbers).delete()
    for number in numbers:
        record_entry("report.forgotten", by="system", at=at, subject=("report", str(number)))
    return len(numbers)


def _digest(reference: str) -> str:
    return keyed_digest("report", reference)


def _plain(typed: str) -> str:
    """What was typed, without signs that cannot be seen, its lines kept."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable() or sign == "\t") for line in lines).strip()


def _address(typed: str) -> str:
    plain = typed.strip()
    try:
        validate_email(plain)
    except ValidationError as error:
        raise Refused(_EMAIL, field="email") from error
    if len(plain) > 254:
        raise Refused(_EMAIL, field="email")
    return plain


def _letter(report: ReaderReport, to: str, page: Text | None) -> Letter:
    day = short_date(day_of(report.filed_at))
    about = page or Text("Parvis, le site en général", "Parvis, the site as a whole")
    done = OUTCOME_WORDS[report.outcome]
    lines = (
        Text(
            f"Le {day.fr}, vous avez signalé une erreur sur cette page :\n{about.fr}",
            f"On {day.en}, you reported an error on this page:\n{about.en}",
        ),
        done,
        Text(report.answer, report.answer),
        Text(
            "Votre adresse vient d’être effacée de Parvis. Personne ne lit les réponses à ce courriel.",
            "Your address has just been erased from Parvis. Nobody reads replies to this e-mail.",
        ),
    )
    return Letter(to, report.language, Text("Réponse à votre signalement", "Answer to your report"), lines)
