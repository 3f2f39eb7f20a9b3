"""What the night does of undertakings: worked out again, told once; and ten thousand of them listed by deadline."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from time import perf_counter

import pytest
from django.core import mail

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.people import letters
from parvis.roster.models import Certification, CertifyingBody, Professional, Undertaking
from parvis.roster.reminding import follow_undertakings
from parvis.web.pages import address
from tests.factories.people import signed_in
from tests.factories.roster import BARREAU, make_mediator, make_officer
from tests.factories.undertakings import keep_mandate

pytestmark = pytest.mark.django_db
CERTIFIED = date(2022, 3, 15)


def at(day: date) -> datetime:
    return datetime.combine(day, time(4, 27), QUEBEC)


@pytest.fixture
def night(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object]
) -> Callable[[str], list[str]]:
    """Live a night; the letters that left, as text."""
    monkeypatch.setattr(letters, "later", lambda work: work())

    def lived(iso: str) -> list[str]:
        mail.outbox.clear()
        day = date.fromisoformat(iso)
        with django_capture_on_commit_callbacks(execute=True), side("worker"):  # type: ignore[attr-defined]
            follow_undertakings(on=day, at=at(day))
        return [str(one.body) for one in mail.outbox]

    return lived


def test_each_date_is_told_once_and_again_when_it_moves(night: Callable[[str], list[str]]) -> None:
    """The year is to be asked by 2023-12-15, everything done by 2024-03-15."""
    mediator = make_mediator(since=CERTIFIED, at=at(CERTIFIED))
    assert night("2022-03-16") == []
    row = Undertaking.objects.get(certification=mediator)
    assert (row.status, row.deadline, row.ask_by) == ("open", date(2024, 3, 15), date(2023, 12, 15))
    (first,) = night("2023-09-16")
    assert "15 décembre 2023" in first.replace("\u00a0", " ")
    assert night("2023-09-17") == [], "told once"
    (month,) = night("2023-11-20")
    assert "un an de plus" in month
    (both,) = night("2023-12-16")
    assert "15 mars 2024" in both.replace("\u00a0", " ")
    alone = keep_mandate(mediator, date(2023, 12, 1), date(2023, 12, 20), objects=["custody"], at=at(CERTIFIED))
    (flagged,) = night("2023-12-21")
    assert alone.number in flagged
    assert night("2023-12-22") == []
    assert len(night("2024-02-14")) == 1
    (over,) = night("2024-03-16")
    assert "a pris fin" in over
    assert night("2024-03-17") == []
    assert Undertaking.objects.get(certification=mediator).status == "lapsed"


@pytest.mark.slow
def test_ten_thousand_undertakings_are_listed_in_a_tenth_of_a_second() -> None:
    now = datetime.now(QUEBEC)
    body = CertifyingBody.objects.get(slug=BARREAU)
    people = Professional.objects.bulk_create(
        Professional(slug=f"p{each}", name=f"Exemple {each}", name_key=f"exemple {each}", profession="lawyer", added_at=now,
                     added_by="system", changed_at=now)
        for each in range(10_000)
    )  # fmt: skip
    held = Certification.objects.bulk_create(
        Certification(professional=one, body=body, kind="family_mediation", background="legal", added_at=now)
        for one in people
    )
    Undertaking.objects.bulk_create(
        Undertaking(certification=one, began=CERTIFIED, deadline=CERTIFIED + timedelta(days=place % 3000),
                    status=("open", "met", "lapsed")[place % 3], computed_on=CERTIFIED, unsupervised=place % 7 == 0)
        for place, one in enumerate(held)
    )  # fmt: skip
    officer, page = signed_in(make_officer()), address("fr", "certifying_undertakings")
    officer.get(page)
    spent = []
    for query in ("", "?page=200", "?state=lapsed", "?state=unsupervised&q=exemple+9"):
        start = perf_counter()
        response = officer.get(page + query)
        spent.append(perf_counter() - start)
        assert response.status_code == 200
    assert "10\u00a0000" in officer.get(page).content.decode()
    assert min(spent) < 0.1, spent
    assert max(spent) < 0.5, spent
