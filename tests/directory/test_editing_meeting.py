"""Drafts that meet: the two languages of a text, and two keepers on one record."""

from datetime import timedelta
from typing import Any

import pytest

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk import editing_merge
from parvis.directory.desk.editing import (
    Keeper,
    say_agreement,
    take_in,
)
from parvis.directory.desk.editing_texts import behind_of, changed_alone, marks_of, pairs, work_left
from parvis.directory.models import Concordance, Edition, Version
from parvis.people.refused import Refused
from tests.factories.drafts import LAVAL, answer, draft_of, keeper, publish, published

pytestmark = pytest.mark.django_db


# Both languages ---------------------------------------------------------------------------------------------------------


def test_a_text_changed_in_one_language_is_published_behind_and_is_work_until_somebody_agrees() -> None:
    me = keeper()
    draft = draft_of(me)
    english = draft.content["summary"]["en"]
    answer(draft, me, "summary", {"summary": {"fr": "Une heure pour comprendre.", "en": english}})
    [alone] = changed_alone("service", draft.base(), draft.content)
    assert (alone.pair.path, alone.older) == ("summary", "en")
    publish(draft, me)
    [left] = behind_of("service", LAVAL, published())
    first = Version.objects.of("service", LAVAL).last()
    assert first is not None
    assert (left.older, left.dated) == ("en", first.valid_from)
    assert (list(marks_of("service", LAVAL, "fr")), len(marks_of("service", LAVAL, "en"))) == ([], 1)
    assert [record for _, record, _, _ in work_left()] == [LAVAL]

    again, edition = draft_of(me), Edition.present_number()
    with side("staff"):
        say_agreement(again, {left.pair.digest: "agree"}, holder=Keeper(me), at=clock.instant())
    versions = Version.objects.count()
    publish(again, me, how="wording")
    assert work_left() == []
    assert Version.objects.count() == versions, "the record did not change"
    assert Edition.present_number() == edition + 1, "but its page did"
    event = Concordance.objects.latest("pk")
    assert (event.by, event.version.digest, event.behind) == (
        me.code,
        Version.objects.of("service", LAVAL)[0].digest,
        "",
    )


def test_a_text_that_changes_again_stays_dated_from_when_it_agreed() -> None:
    me, day = keeper(), timedelta(days=1)
    now = clock.instant()
    english = published()["summary"]["en"]
    for number, words in enumerate(("Une heure.", "Deux heures.")):
        draft = draft_of(me)
        answer(draft, me, "summary", {"summary": {"fr": words, "en": english}})
        publish(draft, me, at=now + number * 3 * day)
    [left] = behind_of("service", LAVAL, published())
    assert left.dated == Version.objects.of("service", LAVAL).last().valid_from  # type: ignore[union-attr]
    draft = draft_of(me)
    answer(draft, me, "summary", {"summary": {"fr": "Trois heures.", "en": "Three hours."}})
    publish(draft, me, at=now + 9 * day)
    assert work_left() == [], "both changed together"


def test_a_text_is_dated_from_its_own_last_change_not_from_that_of_the_record() -> None:
    me, now = keeper(), clock.instant()
    english = published()["summary"]["en"]
    first = Version.objects.of("service", LAVAL).last()
    assert first is not None
    draft = draft_of(me)
    answer(draft, me, "status", {"status": "paused"})
    publish(draft, me, at=now + timedelta(days=2))
    draft = draft_of(me)
    answer(draft, me, "summary", {"summary": {"fr": "Une heure.", "en": english}})
    publish(draft, me, at=now + timedelta(days=4))
    [left] = behind_of("service", LAVAL, published())
    assert (left.older, left.dated) == ("en", first.valid_from), "the record was published since, not this text"
    draft = draft_of(me)
    answer(draft, me, "summary", {"summary": {"fr": "Une heure.", "en": "One hour."}})
    publish(draft, me, at=now + timedelta(days=6))
    draft = draft_of(me)
    answer(draft, me, "summary", {"summary": {"fr": "Deux heures.", "en": "One hour."}})
    publish(draft, me, at=now + timedelta(days=8))
    [left] = behind_of("service", LAVAL, published())
    assert left.dated == first.valid_from + timedelta(days=6)


def test_a_text_is_followed_when_its_row_moves() -> None:
    base = {"costs": [{"words": {"fr": "un", "en": "one"}}, {"words": {"fr": "deux", "en": "two"}}]}
    moved = {"costs": [{"words": {"fr": "deux bis", "en": "two"}}]}
    [alone] = changed_alone("service", base, moved)
    assert (alone.pair.path, alone.was.path, alone.older) == ("costs.1.words", "costs.2.words", "en")
    assert len(pairs("service", base)) == 2


def test_the_holder_says_that_the_other_language_holds() -> None:
    me = keeper()
    draft = draft_of(me)
    answer(draft, me, "name", {"name": {"fr": "Séance du jeudi", "en": draft.content["name"]["en"]}})
    [alone] = changed_alone("service", draft.base(), draft.content)
    with side("staff"):
        say_agreement(draft, {alone.pair.digest: "agree", "forged": "agree"}, holder=Keeper(me), at=clock.instant())
    assert draft.agreed == {alone.pair.digest: "agree"}
    publish(draft, me, how="wording")
    assert (work_left(), Concordance.objects.get().behind) == ([], "")


# Two keepers ------------------------------------------------------------------------------------------------------------


def test_two_keepers_on_different_values_merge_by_themselves() -> None:
    first, second = keeper(), keeper("Lou Exemple")
    one, two = draft_of(first), draft_of(second)
    answer(one, first, "contact", {"access.phone": "450 555-0123"})
    answer(two, second, "contact", {"access.email": "info@exemple.invalid"})
    publish(one, first)
    with pytest.raises(Refused, match="Nothing is lost"):
        publish(two, second)
    meeting = editing_merge.meanwhile(two)
    assert meeting is not None
    assert meeting.clashes == ()
    assert "access.phone" in meeting.taken
    with side("staff"):
        take_in(two, {}, seen=meeting.digest, holder=Keeper(second), at=clock.instant())
    publish(two, second)
    access = published()["access"]
    assert (access["phone"], access["email"]) == ("450 555-0123", "info@exemple.invalid")


def test_two_keepers_on_the_same_value_choose_and_nothing_is_lost() -> None:
    first, second = keeper(), keeper("Lou Exemple")
    one, two = draft_of(first), draft_of(second)
    answer(one, first, "contact", {"access.phone": "450 555-0123"})
    answer(two, second, "contact", {"access.phone": "450 555-0199"})
    publish(one, first)
    meeting = editing_merge.meanwhile(two)
    assert meeting is not None
    [clash] = meeting.clashes
    assert (clash.path, clash.theirs, clash.mine) == ("access.phone", "450 555-0123", "450 555-0199")
    with pytest.raises(Refused) as refused, side("staff"):
        take_in(two, {}, seen=meeting.digest, holder=Keeper(second), at=clock.instant())
    assert refused.value.field == "access.phone"
    with pytest.raises(Refused, match="again"), side("staff"):
        take_in(two, {"access.phone": "mine"}, seen="old", holder=Keeper(second), at=clock.instant())
    with side("staff"):
        take_in(two, {"access.phone": "mine"}, seen=meeting.digest, holder=Keeper(second), at=clock.instant())
    publish(two, second)
    assert published()["access"]["phone"] == "450 555-0199"


@pytest.mark.parametrize(
    ("theirs", "mine", "clashes", "merged"),
    [
        ({"a": 2, "b": 1}, {"a": 1, "b": 2}, [], {"a": 2, "b": 2}),
        ({"a": 2, "b": 1}, {"b": 1}, ["a"], {"b": 1}),
        ({"b": 1}, {"a": 1, "b": 1, "c": 3}, [], {"b": 1, "c": 3}),
        (
            {"a": 1, "b": 1, "r": [{"x": 9}, {"x": 2}]},
            {"a": 1, "b": 1, "r": [{"x": 1}, {"x": 8}]},
            [],
            {"a": 1, "b": 1, "r": [{"x": 9}, {"x": 8}]},
        ),
        (
            {"a": 1, "b": 1, "r": [{"x": 9}]},
            {"a": 1, "b": 1, "r": [{"x": 1}, {"x": 8}]},
            ["r"],
            {"a": 1, "b": 1, "r": [{"x": 1}, {"x": 8}]},
        ),
    ],
)
def test_three_texts_meet(theirs: dict[str, Any], mine: dict[str, Any], clashes: list[str], merged: Any) -> None:
    base = {"a": 1, "b": 1} | ({"r": [{"x": 1}, {"x": 2}]} if "r" in theirs else {})
    found = editing_merge.met("d", base, theirs, mine)
    assert [one.path for one in found.clashes] == clashes
    assert found.merged(dict.fromkeys(clashes, "mine")) == merged
