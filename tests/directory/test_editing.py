"""Drafts of records: saved at every step, merged, published against the version that was seen, in both languages."""

from datetime import date, timedelta
from typing import Any

import pytest

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.actions import revise_record
from parvis.directory.desk.assuring import confirm_facts
from parvis.directory.desk.changing import bring_back
from parvis.directory.desk.editing import (
    Keeper,
    discard_draft,
    forget_drafts,
    put_back,
    remove_row,
    save_answers,
    start_new,
)
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.editing_content import Answers, mark, mark_of
from parvis.directory.desk.editing_publish import fields_changed
from parvis.directory.exchange.export import present, toml_files
from parvis.directory.models import Draft, Edition, Organization, Service, Version
from parvis.directory.models.draft import KEPT
from parvis.directory.tasks import forget_old_drafts
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text
from parvis.people.actions.roles import end_role
from parvis.people.models import Membership
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from tests.factories.drafts import LAVAL, answer, asked, draft_of, keeper, publish, published
from tests.factories.people import make_person
from tests.factories.roles import give_role

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_at_every_step_and_taken_up_again() -> None:
    me = keeper()
    draft = draft_of(me)
    assert answer(draft, me, "contact", {"access.phone": "450 555-0123"}) == []
    again = draft_of(me)
    assert again.pk == draft.pk
    assert again.content["access"]["phone"] == "450 555-0123"
    assert published()["access"].get("phone") != "450 555-0123", "nothing is published"
    assert Draft.objects.visible_to(keeper("Lou Exemple")).count() == 0
    with side("staff"):
        discard_draft(again, holder=Keeper(me), at=clock.instant())
    assert not Draft.objects.exists()
    assert {one.kind for one in Entry.objects.filter(subject=LAVAL)} >= {"draft.started", "draft.discarded"}


def test_publishing_is_a_version_that_says_how_it_is_known() -> None:
    me = keeper()
    draft, edition = draft_of(me), Edition.present_number()
    answer(draft, me, "cost", {"kind": "paid", "amount": 1500, "payer": "user"}, row=1)
    answer(draft, me, "contact", {"access.phone": "450 555-0123"})
    assert fields_changed(draft) == ["costs", "access"]
    version = publish(draft, me)
    one = Service.objects.listed().get(pk=LAVAL)
    assert (one.phone, one.costs.get().amount_cents) == ("450 555-0123", 1500)
    assert one.assurance_of("costs").how == "called"  # type: ignore[union-attr]
    assert one.assurance_of("summary").how == "document_read"  # type: ignore[union-attr]
    assert Edition.present_number() == edition + 1
    assert version.by == me.code
    assert not Draft.objects.exists()
    entry = Entry.objects.get(kind="directory.revised")
    assert (entry.codes["how"], entry.codes["fields"]) == ("called", "costs+access")
    first = Version.objects.of("service", LAVAL).last()
    assert first is not None
    with side("staff"):
        bring_back(first, seen=version.digest, by=me, at=clock.instant())
    assert Service.objects.get(pk=LAVAL).phone != "450 555-0123", "undo is one more version"


def test_only_the_words_change_and_nothing_was_checked() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "name", {"name": {"fr": "Séance du jeudi", "en": "Thursday session"}})
    before = published()["assurance"]
    publish(draft, me, how="wording")
    assert published()["assurance"] == before


@pytest.mark.parametrize(
    ("code", "row", "sets", "group"),
    [
        ("contact", 0, {"access.phone": "450 555-0123"}, "access"),
        ("cost", 1, {"words": {"fr": "25 $ la séance", "en": "$25 a session"}}, "costs"),
        ("status", 0, {"status": "paused"}, "status"),
        ("schedule-words", 1, {"words": {"fr": "Le mardi, à 9 h.", "en": "Tuesdays, at 9:00 a.m."}}, "schedules"),
        (
            "correction",
            1,
            {
                "field": "access",
                "said": {"fr": "Ouvert.", "en": "Open."},
                "known": {"fr": "Fermé.", "en": "Closed."},
                "source": "Un appel",
                "confidence": "high",
            },
            "corrections",
        ),
    ],
)
def test_a_fact_that_changes_never_keeps_the_check_of_what_it_said_before(
    code: str, row: int, sets: dict[str, Any], group: str
) -> None:
    me = keeper()
    with side("staff"):
        confirm_facts(
            Service.objects.get(pk=LAVAL),
            fields=[group],
            how="visited",
            on=day_of(clock.instant()),
            seen=Service.objects.get(pk=LAVAL).digest,
            by=me,
            at=clock.instant(),
        )
    draft = draft_of(me)
    answer(draft, me, code, sets, row=row)
    answer(draft, me, "name", {"name": {"fr": "Séance du jeudi", "en": "Thursday session"}})
    versions = Version.objects.count()
    with pytest.raises(Refused) as refused:
        publish(draft, me, how="wording")
    assert refused.value.field == "how"
    assert Version.objects.count() == versions
    publish(draft, me, how="called")
    held = [one for one in published()["assurance"] if group in one["fields"]]
    assert [one["how"] for one in held] == ["called"]


def test_an_unchanged_draft_publishes_nothing() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "contact", {})
    with pytest.raises(Refused, match="changes nothing"):
        publish(draft, me)
    texts = toml_files(present())
    assert Version.objects.of("service", LAVAL).count() == 1
    assert "séance" in texts["barreau-de-laval.toml"].lower()


@pytest.mark.slow
def test_a_changed_value_changes_only_its_own_lines_in_the_file() -> None:
    me = keeper()
    before = toml_files(present())
    draft = draft_of(me)
    answer(draft, me, "name", {"name": {"fr": "Séance du jeudi", "en": "Thursday session"}})
    publish(draft, me, how="wording")
    after = toml_files(present())
    assert {name for name in after if after[name] != before[name]} == {"barreau-de-laval.toml"}
    old, new = before["barreau-de-laval.toml"].splitlines(), after["barreau-de-laval.toml"].splitlines()
    assert [line for line in new if line not in old] == ['name = { fr = "Séance du jeudi", en = "Thursday session" }']


def test_what_is_wrong_is_said_at_its_field_and_kept_apart() -> None:
    me = keeper()
    draft = draft_of(me)
    faults = answer(draft, me, "schedule-hours", {"starts": "17:00", "ends": "15:00"}, row=1)
    assert [name for name, _ in faults] == ["ends"]
    assert draft.content["schedules"][0]["starts"] == "15:30", "the draft says what it said"
    assert "schedule-hours.1" in draft.unread
    with pytest.raises(Refused, match="to be corrected"):
        publish(draft, me)
    assert answer(draft, me, "schedule-hours", {"starts": "17:00", "ends": "18:00"}, row=1) == []
    assert draft.unread == {}


@pytest.mark.parametrize(
    ("code", "sets", "row", "field"),
    [
        ("territory", {"territory.scope": "districts", "territory.districts": None}, 0, "territory-scope"),
        ("territory", {"territory.scope": "province"}, 0, "territory-scope"),
        ("capacity", {"access.capacity.people_min": 50}, 0, "access-capacity-people_min"),
        ("schedule-rhythm", {"rrule": "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"}, 1, "rrule"),
        ("schedule-words", {"certainty": "unknown"}, 1, "certainty"),
        ("cost", {"kind": "free"}, 2, "payer"),
        ("contact", {"access.web": "ftp://exemple.org"}, 0, "access-web"),
        ("contact", {"access.web": "https://exemple.org/?gclid=1"}, 0, "access-web"),
        ("claim", {"eligibility.amount_max": 0}, 0, "eligibility-amount_max"),
        ("schedule-hours", {"slot_minutes": 40_000}, 1, "slot_minutes"),
        ("schedule-exceptions", {"pauses": [{"from": "2026-08-01", "to": "2026-07-01"}]}, 1, "pauses-1-to"),
        (
            "organizations",
            {"organizations": [{"id": "ORG-35", "role": "provider"}, {"id": "ORG-35", "role": "partner"}]},
            0,
            "organizations-1-id",
        ),
        ("status", {"since": "2024", "until": "2020"}, 0, "until"),
    ],
)
def test_every_check_of_the_files_is_told_on_its_page(code: str, sets: dict[str, Any], row: int, field: str) -> None:
    me = keeper()
    draft = draft_of(me)
    faults = answer(draft, me, code, sets, row)
    assert field in [name for name, _ in faults]
    assert all(words.fr and words.en for _, words in faults)


def test_of_two_windows_the_second_is_told() -> None:
    me = keeper()
    draft = draft_of(me)
    was = mark(asked("contact"), draft.content, 0)
    answer(draft, me, "contact", {"access.phone": "450 555-0123"})
    with pytest.raises(Refused, match="another window"), side("staff"):
        save_answers(
            draft,
            asked("contact"),
            0,
            Answers({"access.email": "a@exemple.invalid"}, {}, "fr"),
            was=was,
            holder=Keeper(me),
            at=clock.instant(),
        )


def test_a_row_is_taken_out_and_the_list_put_back() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "cost", {"kind": "paid", "payer": "user", "as_of": "2026-11-01", "source": "Page, 2026"}, row=2)
    answer(draft, me, "cost", {"amount": -5}, row=2)
    with side("staff"):
        remove_row(draft, "costs", 1, was=mark_of(draft.content["costs"][0]), holder=Keeper(me), at=clock.instant())
    assert [one["kind"] for one in draft.content["costs"]] == ["paid"]
    with pytest.raises(Refused), side("staff"):
        remove_row(draft, "costs", 1, was="another", holder=Keeper(me), at=clock.instant())
    with side("staff"):
        put_back(draft, asked("cost"), holder=Keeper(me), at=clock.instant())
    assert draft.content == draft.base()


# Who ----------------------------------------------------------------------------------------------------------------------


def test_a_role_that_ends_between_two_steps_ends_there_and_the_draft_stays() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "contact", {"access.phone": "450 555-0123"})
    end_role(Membership.objects.get(person=me), reason="left", by=me, at=clock.instant())
    with pytest.raises(Refused):
        answer(draft, me, "contact", {"access.phone": "450 555-0199"})
    with pytest.raises(Refused):
        publish(draft, me)
    assert Draft.objects.get().content["access"]["phone"] == "450 555-0123"


def test_a_role_for_a_district_reaches_no_other_record_and_gives_none_away() -> None:
    near = make_person("Noé Exemple")
    give_role(near, "directory_editor", districts=("laval",))
    with pytest.raises(Refused):
        draft_of(near, "SVC-112")
    draft = draft_of(near)
    with pytest.raises(Refused):
        answer(draft, near, "organizations", {"organizations": [{"id": "ORG-02", "role": "provider"}]})
    assert Draft.objects.get().content["organizations"][0]["id"] == "ORG-35"


def test_another_holder_cannot_touch_a_draft() -> None:
    me, other = keeper(), keeper("Lou Exemple")
    draft = draft_of(me)
    with pytest.raises(Refused, match="no longer exists"):
        answer(draft, other, "contact", {"access.phone": "450 555-0123"})
    with side("staff"):
        discard_draft(draft, holder=Keeper(other), at=clock.instant())
    assert Draft.objects.count() == 1


# New records, organizations, figures --------------------------------------------------------------------------------------


def test_a_new_service_gets_its_identifier_and_is_published_once_it_is_whole() -> None:
    me = keeper()
    with side("staff"):
        draft = start_new(
            "service",
            name=Text("Clinique Exemple", "Example Clinic"),
            owner="ORG-35",
            holder=Keeper(me),
            at=clock.instant(),
        )
    assert not Service.objects.filter(pk=draft.record).exists()
    missing = {one.key for one in faults_of("service", draft.content)}
    assert missing == {"kind", "summary", "status", "guidance", "territory", "source"}
    with pytest.raises(Refused):
        publish(draft, me)
    answer(draft, me, "kind", {"kind": "legal_assistance"})
    answer(draft, me, "summary", {"summary": {"fr": "Un avis gratuit.", "en": "Free advice."}})
    answer(draft, me, "status", {"status": "active"})
    answer(draft, me, "guidance", {"guidance": "advice", "for_public": True})
    answer(draft, me, "territory", {"territory.scope": "districts", "territory.districts": ["laval"]})
    answer(draft, me, "source", {"as_of": "2026-11-01"})
    publish(draft, me, how="declared")
    made = Service.objects.listed().get(pk=draft.record)
    assert (made.slug, made.provider.pk, made.edited) == ("clinique-exemple", "ORG-35", True)
    assert made.assurance_of("summary").how == "declared"  # type: ignore[union-attr]


def test_a_new_organization_and_its_address() -> None:
    me = keeper()
    with side("staff"):
        draft = start_new(
            "organization",
            name=Text("Maison Exemple", "Example House"),
            owner="",
            holder=Keeper(me),
            at=clock.instant(),
        )
    answer(draft, me, "kind", {"kind": "nonprofit"})
    answer(draft, me, "description", {"description": {"fr": "Une maison.", "en": "A house."}})
    answer(draft, me, "territory", {"territory.scope": "province"})
    answer(draft, me, "location", {"town": "Laval", "district": "laval"}, row=1)
    answer(draft, me, "source", {"as_of": "2026-11-01"})
    publish(draft, me, how="called")
    made = Organization.objects.listed().get(slug="maison-exemple")
    assert (made.pk, made.locations.get().town) == (draft.record, "Laval")


def test_a_figure_and_an_organization_are_changed_too() -> None:
    me = keeper()
    figure = next(one for one in present() if one.kind == "statistic" and "percent" in one.says)
    draft = draft_of(me, figure.record, "statistic")
    answer(draft, me, "percent", {"percent": "12.5"})
    publish(draft, me)
    assert published(figure.record, "statistic")["percent"] == "12.5"
    body = draft_of(me, "ORG-35", "organization")
    answer(body, me, "contact", {"phone": "450 555-0123"})
    publish(body, me)
    assert Organization.objects.get(pk="ORG-35").phone == "450 555-0123"


def test_an_identifier_taken_meanwhile_is_replaced() -> None:
    me = keeper()
    with side("staff"):
        draft = start_new(
            "organization",
            name=Text("Maison Exemple", "Example House"),
            owner="",
            holder=Keeper(me),
            at=clock.instant(),
        )
    Draft.objects.filter(pk=draft.pk).update(
        content={**published("ORG-35", "organization"), "id": "ORG-35"}, record="ORG-35"
    )
    draft.refresh_from_db()
    version = publish(draft, me)
    assert (
        version.record not in ("ORG-35", "")
        and Organization.objects.get(pk=version.record).slug == "barreau-de-laval-2"
    )


def test_drafts_nobody_touches_are_forgotten_after_a_year() -> None:
    me = keeper()
    draft_of(me)
    now = clock.instant()
    assert forget_drafts(at=now + KEPT - timedelta(days=1)) == 0
    Draft.objects.update(started_at=now - KEPT, saved_at=now - KEPT)
    assert forget_old_drafts(0) == 1, "on the worker's side"
    assert not Draft.objects.exists()


def test_a_load_of_the_files_does_not_overwrite_what_was_published() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "contact", {"access.phone": "450 555-0123"})
    publish(draft, me)
    assert Service.objects.get(pk=LAVAL).edited
    revise_record(Service.objects.get(pk=LAVAL), says=published(), by=me.code, at=clock.instant())
    assert Version.objects.of("service", LAVAL).count() == 2
    assert date.fromisoformat(published()["assurance"][-1]["on"]) == day_of(clock.instant())
