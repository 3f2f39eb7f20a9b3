"""A mediator under an undertaking whose clock is moved by hand: what happens to them, said in few words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest

from parvis.config.clock import QUEBEC
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.extensions import (
    Established,
    establish_facts,
)
from parvis.roster.actions.supervision import (
    confirm_supervision,
    record_supervision,
)
from parvis.roster.actions.training import Course, declare_training
from parvis.roster.extending import fingerprint
from parvis.roster.models import (
    Certification,
    ExtensionRequest,
    Mandate,
    SupervisionSession,
    Training,
    Undertaking,
)
from tests.factories.files import jpeg
from tests.factories.mandates import person_behind
from tests.factories.roster import make_mediator, make_officer
from tests.factories.undertakings import keep_mandate, make_supervisor

CERTIFIED = date(2022, 3, 15)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), QUEBEC)


BEGIN = at(date(2022, 3, 1))


@dataclass
class World:
    """A mediator under an undertaking, their supervisor and two officers; `day` is the clock."""

    mediator: Certification
    supervisor: Certification
    officer: Person
    other: Person
    day: date = CERTIFIED
    mandates: list[Mandate] = field(default_factory=list)

    @property
    def me(self) -> Person:
        return person_behind(self.mediator)

    @property
    def they(self) -> Person:
        return person_behind(self.supervisor)

    @property
    def now(self) -> datetime:
        return at(self.day)

    def on(self, iso: str) -> None:
        self.day = date.fromisoformat(iso)

    def row(self) -> Undertaking:
        return Undertaking.objects.get(certification=self.mediator)

    def open(self, opened: str, **said: object) -> Mandate:
        return keep_mandate(self.mediator, date.fromisoformat(opened), None, at=self.now, **said)  # type: ignore[arg-type]

    def close(self, mandate: Mandate, closed: str, agreed: list[str] | None = None) -> None:
        Mandate.objects.filter(pk=mandate.pk).update(
            closed=date.fromisoformat(closed),
            agreed=mandate.objects_entrusted if agreed is None else agreed,
            outcome="full",
        )

    def supervise(self, mandate: Mandate, *days: str) -> list[SupervisionSession]:
        held = []
        for day in days:
            session = record_supervision(
                mandate, supervisor=self.supervisor, day=date.fromisoformat(day), by=self.me, on=self.day, at=self.now
            )
            held.append(confirm_supervision(session, by=self.they, on=self.day, at=self.now))
        return held

    def course(self, first: str, subject: str, hours: int, kind: str = "complementary", last: str = "") -> Training:
        said = Course(
            kind, subject, date.fromisoformat(first), date.fromisoformat(last or first), hours, "École Exemple"
        )
        return declare_training(self.mediator, said, attestation=jpeg(), by=self.me, on=self.day, at=self.now)

    def established(self, request: ExtensionRequest, found: Established) -> ExtensionRequest:
        return establish_facts(request, found, seen=fingerprint(request), by=self.officer, at=self.now)


def new_world() -> World:
    """A mediator certified on that day, who may supervise them, two officers."""
    mediator = make_mediator(since=CERTIFIED, at=BEGIN)
    return World(
        mediator, make_supervisor(at=BEGIN), make_officer(at=BEGIN), make_officer(name="Ariane Exemple", at=BEGIN)
    )


Act = Callable[[], object]


def refused(act: Act, *, field: str = "", norm: str = "") -> str:
    """What is said of an act that is refused."""
    with pytest.raises(Refused) as caught:
        act()
    assert (caught.value.field, caught.value.norm.removeprefix("c25.01-r0.7/")) == (field, norm)
    return caught.value.reason.en
