"""Two acts at the same moment: a long publication is said, not waited for; one button pressed twice makes one draft."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from parvis.config import clock
from parvis.config.database import side
from parvis.directory import actions
from parvis.directory.desk.assuring import confirm_facts
from parvis.directory.desk.editing import Keeper, start_draft
from parvis.directory.models import Draft, Service, Version
from parvis.journal.models import Entry
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from tests.factories.roles import make_in_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_publication() -> Iterator[None]:
    """Somebody else's publication, which does not end."""
    settings = connection.settings_dict
    with psycopg.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"]) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtext('parvis directory'))")
        yield


def test_a_long_publication_is_said_and_nothing_is_saved(
    long_publication: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PATIENCE", 0.2)
    by, now, one = make_in_role("directory_editor"), clock.instant(), Service.objects.listed().get(pk="SVC-097")
    before = Version.objects.count()
    with side("staff"), pytest.raises(Refused) as refused:
        confirm_facts(one, fields=("costs",), how="called", on=day_of(now), seen=one.digest, by=by, at=now)
    assert refused.value.reason == actions.BUSY
    assert Version.objects.count() == before


def test_one_button_pressed_twice_makes_one_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    by, now = make_in_role("directory_editor"), clock.instant()
    first = start_draft("service", "SVC-097", holder=Keeper(by), at=now)
    entries = Entry.objects.filter(kind="draft.started").count()
    # The second request looked before the first had written.
    monkeypatch.setattr(type(Draft.objects.all()), "first", lambda _: None)
    version = Version.objects.of("service", "SVC-097")[0]
    monkeypatch.setattr(type(Version.objects.all()), "first", lambda _: version)
    second = start_draft("service", "SVC-097", holder=Keeper(by), at=now)
    assert second.pk == first.pk
    assert Entry.objects.filter(kind="draft.started").count() == entries
