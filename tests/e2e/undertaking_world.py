"""What a browser does not do of two years of an undertaking: the people, and the months between two visits, written as rows.

Run as `python -m tests.e2e.undertaking_world STAGE` beside the running Parvis; prints what the journey needs, as JSON.
"""

import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.roster.models import Certification, Couple

CERTIFIED = date(2022, 3, 15)
#: The officer holds the role since before the first day lived here, and still today.
OFFICE = datetime(2022, 1, 10, 12, tzinfo=UTC)
NAMES = {"mediator": "Maëlle Exemple", "supervisor": "Sam Exemple", "officer": "Odile Exemple"}


def main(stage: str) -> None:
    """Prepare a stage: `people`, `courses` or `mandates`."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PARVIS_PROCESS": "owner"}
    import django

    django.setup()
    sys.stdout.write(json.dumps({"people": people, "courses": courses, "mandates": mandates}[stage]()) + "\n")


def people() -> dict[str, int]:
    """The mediator, certified in 2022, their supervisor, the officer; a first mandate."""
    from parvis.config import clock
    from parvis.people.models import Person
    from tests.factories.people import make_person
    from tests.factories.roster import certified_since, make_certification, make_officer, make_professional
    from tests.factories.undertakings import keep_mandate

    now = clock.instant()
    officer = make_officer(name=NAMES["officer"], at=OFFICE)
    found = {"officer": officer.pk}
    for who, before, since in (("mediator", 0, CERTIFIED), ("supervisor", 45, date(2005, 1, 10))):
        person = make_person(NAMES[who], at=now)
        professional = make_professional(NAMES[who], person=person, at=now)
        certification = make_certification(professional, mandates_before=before, at=now)
        certified_since(certification, since, at=now)
        found |= {who: person.pk, f"{who}_certification": certification.pk}
        if who == "mediator":
            mandate = keep_mandate(
                certification, date(2022, 4, 4), None, objects=["custody"], number=f"M-J-{person.pk}", at=now
            )
            found["mandate"] = mandate.pk
    Person.objects.filter(pk__in=[found[who] for who in NAMES]).update(added_by="demonstration")
    return found


def _couple(number: int, now: datetime) -> "Couple":
    """A couple that no other test has: this database is everybody's."""
    from parvis.roster.models import Couple

    defaults = {"digest": f"{number:064x}", "given_by": "system", "given_at": now}
    return Couple.objects.get_or_create(number=f"C-J-{number}", defaults=defaults)[0]


def _both() -> "tuple[Certification, Certification, datetime]":
    from parvis.config import clock
    from parvis.roster.models import Certification

    known = Certification.objects.order_by("pk")
    mediator, supervisor = (known.filter(professional__name=NAMES[who]).last() for who in ("mediator", "supervisor"))
    assert mediator is not None
    assert supervisor is not None
    return mediator, supervisor, clock.instant()


def courses() -> dict[str, int]:
    """The complementary training, accepted in 2023."""
    from tests.factories.undertakings import keep_course

    mediator, _, now = _both()
    for day, subject, hours in (
        (date(2022, 10, 1), "process_negotiation", 15),
        (date(2023, 1, 14), "psychosocial", 30),
    ):
        keep_course(mediator, day, subject, hours, at=now)
    return {}


def mandates() -> dict[str, int]:
    """Five mandates under supervision and the practical training, by the end of 2024."""
    from tests.factories.undertakings import keep_course, keep_mandate, keep_sessions

    mediator, supervisor, now = _both()
    for place, sessions in enumerate((4, 4, 3, 3, 3)):
        opened = date(2024, 4, 2) + timedelta(days=30 * place)
        held = keep_mandate(
            mediator,
            opened,
            opened + timedelta(days=60),
            number=f"M-J-{mediator.pk}-{place}",
            couple=_couple(mediator.professional.file.person_id or 0, now),
            at=now,
        )
        days = [opened + timedelta(days=7 * each) for each in range(sessions)]
        keep_sessions(held, supervisor, days, at=now)
    keep_course(mediator, date(2024, 11, 4), "", 21, kind="practical", at=now)
    return {}


if __name__ == "__main__":
    main(sys.argv[1])
