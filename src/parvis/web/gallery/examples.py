"""The values that the gallery gives to the components. Invented: the Exemple family, no real service."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator

from parvis.directory.desk.editing_texts import pair_digest
from parvis.documents.models import CLEAN, NOT_SCANNED, StoredDocument
from parvis.documents.sound import JPEG, PDF
from parvis.law.kernel.money import Money
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.law.kernel.period import Span
from parvis.law.kernel.text import Text
from parvis.places.map import State, draw_map
from parvis.web.law import charts
from parvis.web.law.days import Day

WEEKDAYS = [
    {"short": Text(fr=fr, en=en), "full": Text(fr=full_fr, en=full_en)}
    for fr, en, full_fr, full_en in (
        ("di", "Su", "dimanche", "Sunday"),
        ("lu", "Mo", "lundi", "Monday"),
        ("ma", "Tu", "mardi", "Tuesday"),
        ("me", "We", "mercredi", "Wednesday"),
        ("je", "Th", "jeudi", "Thursday"),
        ("ve", "Fr", "vendredi", "Friday"),
        ("sa", "Sa", "samedi", "Saturday"),
    )
]


def examples(day: date, lang: str = "fr") -> dict[str, Any]:
    """Everything the gallery shows, on a day."""
    return {
        "today": day,
        **_forms(),
        **_blocks(day),
        **_pictures(day),
        **_law(day),
        **_older(day),
        "map": _map(lang),
        "documents": _documents(day),
    }


def _documents(day: date) -> list[StoredDocument]:
    """Documents as somebody sent them; none of them is stored."""
    at = datetime.combine(day, time(12), UTC)
    return [
        StoredDocument(
            purpose="training_attestation", media_type=PDF, pages=2, size=1_340_000, scan=CLEAN, added_at=at
        ),
        StoredDocument(purpose="session_sheet", media_type=JPEG, size=482_000, scan=NOT_SCANNED, added_at=at),
    ]


def _older(day: date) -> dict[str, Any]:
    """A text that is older than the one in the other language."""
    text = Text("Ouvert le jeudi.", "Open on Thursdays.")
    mark = {"dated": day - timedelta(days=90), "at": day - timedelta(days=2)}
    return {"older_text": text, "older_marks": {pair_digest(text.fr, text.en): mark}}


def _map(lang: str) -> str:
    links: dict[str, tuple[str, int | None, str]] = {
        "laval": ("#g-pictures", 3, State.HERE),
        "montreal": ("#g-pictures", 4, State.ALL),
        "gatineau": ("#g-pictures", 6, State.SOME),
        "rimouski": ("#g-pictures", 0, State.NONE),
        "abitibi": ("#g-pictures", None, State.UNKNOWN),
    }
    return draw_map(links, lang, ids="gallery-map")


def _forms() -> dict[str, Any]:
    roles = [
        {"value": "claimant", "label": Text(fr="Je réclame quelque chose", en="I am claiming something")},
        {
            "value": "defendant",
            "label": Text(fr="On me réclame quelque chose", en="Something is claimed from me"),
            "hint": Text(fr="Vous avez reçu une lettre ou une demande.", en="You received a letter or a claim."),
        },
        {"value": "unknown", "label": Text(fr="Je ne sais pas", en="I do not know"), "apart": True},
    ]
    wrong = Text(fr="Écrivez un montant, par exemple 8 400,50.", en="Write an amount, for example 8,400.50.")
    return {
        "roles": roles,
        "chosen": ["claimant"],
        "towns": ["Gatineau", "Laval", "Sept-Îles"],
        "wrong": wrong,
        "example_errors": [{"field": "amount_wrong", "message": wrong}],
    }


def _blocks(day: date) -> dict[str, Any]:
    return {
        "fits": [Text(fr="vous réclamez", en="you are claiming"), Text(fr="à Laval", en="in Laval")],
        "unknown": [Text(fr="la langue", en="the language"), Text(fr="s’il faut réserver", en="whether to book")],
        "card_tags": [
            {"label": Text(fr="gratuit", en="free"), "kind": "go"},
            {"label": Text(fr="information", en="information")},
        ],
        "soon": day + timedelta(days=11),
        "gone": day - timedelta(days=3),
        "range": Text(fr="entre le 3 et le 12 décembre 2026", en="between December 3 and 12, 2026"),
        "words": [
            {"label": Text(fr="Gatineau", en="Gatineau"), "href": "?"},
            {"label": Text(fr="gratuit", en="free"), "href": "?"},
        ],
        "page": Paginator(range(95), 20).page(2),
    }


def _pictures(day: date) -> dict[str, Any]:
    sunday = day - timedelta(days=(day.weekday() + 1) % 7)
    strip = [{"day": sunday + timedelta(days=n), "label": "", "state": ""} for n in range(7)]
    strip[0]["state"] = strip[6]["state"] = "closed"
    strip[3] |= {"state": "marked", "label": Text(fr="Séance", en="Session")}
    weeks = [
        [
            {
                "day": sunday + timedelta(days=7 * week + n),
                "today": sunday + timedelta(days=7 * week + n) == day,
                "href": "#month-example" if (week, n) == (1, 4) else "",
                "label": Text(fr="séance à Laval", en="session in Laval"),
            }
            for n in range(7)
        ]
        for week in range(3)
    ]
    return {
        "strip": strip,
        "weeks": weeks,
        "weekdays": WEEKDAYS,
        "stations": [
            {"label": Text(fr="Mise en demeure", en="Formal notice"), "state": "done"},
            {
                "label": Text(fr="Demande déposée", en="Claim filed"),
                "state": "here",
                "detail": Text(
                    fr="L’autre partie a 20 jours pour répondre.", en="The other party has 20 days to answer."
                ),
            },
            {"label": Text(fr="Médiation", en="Mediation"), "state": "next"},
            {
                "label": Text(fr="Un jugement par défaut est possible.", en="A default judgment is possible."),
                "state": "nothing",
            },
        ],
        "columns": [{"label": Text(fr="District", en="District")}, {"label": Text(fr="Dossiers", en="Files")}],
        "rows": [["Gatineau", "497"], ["Laval", "212"]],
        "bar_rows": [
            {"label": "Gatineau, 2019", "value": 22, "text": Text(fr="22 % (110 de 497)", en="22% (110 of 497)")},
            {
                "label": "Laval, 2020",
                "value": 47,
                "text": Text(fr="47 % (21 de 45)", en="47% (21 of 45)"),
                "note": Text(fr="Chiffres inventés", en="Invented figures"),
            },
        ],
    }


def _law(day: date) -> dict[str, Any]:
    """Invented versions and values, an unknown stretch and one past its horizon included."""
    spans = [
        Span(date(2003, 1, 1), date(2012, 11, 30)),
        Span(date(2012, 12, 1), date(2019, 3, 31)),
        Span(date(2019, 4, 1)),
    ]
    says = Text(fr="Trois séances au plus.", en="Three sessions at most.")
    norms = [Norm("exemple/a1", says, says, span, "S", says, "") for span in spans]
    known = [Money.dollars(95), None, Money.dollars(110)]
    values = tuple(
        DatedValue(
            value, span, date(2021, 4, 1) if span.last is None else span.last, "S" if value else "unknown", "Exemple"
        )
        for value, span in zip(known, spans, strict=True)
    )
    runs = [
        {"text": Text(fr="Trois", en="Three"), "marked": True, "space": True},
        {"text": Text("séances", "sessions"), "marked": False, "space": False},
    ]
    return {
        "yes_no": [
            {"value": "yes", "label": Text(fr="Oui", en="Yes")},
            {"value": "no", "label": Text(fr="Non", en="No")},
            {"value": "", "label": Text(fr="Je ne sais pas", en="I do not know")},
        ],
        "law_bar": charts.version_bar(norms, date(2015, 6, 1), day),
        "law_chart": charts.step_chart(Parameter("exemple/n", "exemple/a1", values, "money"), date(2008, 6, 1), day),
        "law_runs": runs,
        "law_day": Day(date(2012, 10, 15), day, "2012-10-15"),
    }
