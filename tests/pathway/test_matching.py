"""Which services fit: a pure function over plain values."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from parvis.directory.recurrence import Rule
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.pathway.matching import fit, helpers, kept_apart
from parvis.pathway.offers import Centre, Directory, Offer
from parvis.pathway.situation import Situation, situation_of
from tests.pathway.situations import ON, SITUATIONS

CONVENED = situation_of(SITUATIONS["convened_in_montreal"])
CONTESTED = situation_of(SITUATIONS["mandatory_in_trois_rivieres"])


def offer(slug: str = "service", **values: Any) -> Offer:
    facts: dict[str, Any] = {
        "slug": slug,
        "kind": "legal_information",
        "status": "active",
        "name": Text(slug, slug),
        "provider": None,
        "summary": Text("Vous êtes informé.", "You are informed."),
        "scope": "province",
        "districts": frozenset(),
        "guidance": "information",
        "roles": ("claimant", "defendant"),
        "stages": ("contested", "hearing_convened", "hearing_day"),
    }
    return Offer(**(facts | values))


def fits(one: Offer, situation: Situation = CONVENED, mandatory: bool | None = False) -> bool:
    return fit(one, situation, ON, mandatory=mandatory) is not None


@pytest.mark.parametrize(
    "values",
    [
        {"kind": kind}
        for kind in (
            "usual_channels",
            "governance",
            "collaboration",
            "funding",
            "outreach",
            "facility_support",
            "court_service",
            "conciliation",
            "e_filing",
        )
    ]
    + [
        {"for_public": False},
        {"status": "ended"},
        {"status": "planned"},
        {"roles": ("defendant",)},
        {"stages": ("before_claim",)},
        {"scope": "districts", "districts": frozenset({"laval"})},
        {"amount_max": Money.dollars(5000)},
        {"contested": True, "stages": ("after_judgment",)},
        {"roles": (), "stages": ()},
    ],
)
def test_what_is_stated_otherwise_is_never_offered(values: dict[str, Any]) -> None:
    assert fits(offer()) and not fits(offer(**values))


def test_what_is_not_stated_never_excludes_and_is_said() -> None:
    found = fit(
        offer(roles=(), not_stated=("cost",), low_income=True, amount_max=Money.dollars(15000)),
        replace(CONVENED, amount=None),
        ON,
        mandatory=False,
    )
    assert found is not None
    said = " ".join(text.fr for text in found.not_known)
    assert "le prix" in said and "revenu" in said and "15\u00a0000\u00a0$" in said


def test_a_service_for_people_without_a_lawyer() -> None:
    alone = offer(represented=False)
    assert fits(alone, replace(CONVENED, represented=False)) and not fits(alone, replace(CONVENED, represented=True))
    unknown = fit(alone, replace(CONVENED, represented=None), ON, mandatory=False)
    assert unknown is not None and any("avocat" in text.fr for text in unknown.not_known)


def test_a_service_that_needs_a_hearing_notice_or_a_consumer() -> None:
    needs_notice = offer(notice_received=True)
    assert fits(needs_notice) and not fits(needs_notice, CONTESTED)
    early = situation_of(SITUATIONS["unpaid_renovation"])
    parle = offer(consumer=True, stages=("before_claim",))
    assert not fits(parle, early)  # between two persons the question was not even asked
    assert fits(parle, replace(early, consumer=True)) and not fits(parle, replace(early, consumer=False))
    unsure = fit(parle, replace(early, unknown=frozenset({"consumer"})), ON, mandatory=None)
    assert unsure is not None and any("consommation" in text.fr for text in unsure.not_known)


def test_a_filing_day_too_early_excludes_and_an_unknown_one_is_said() -> None:
    premediation = offer(filed_from=date(2021, 5, 13))
    assert not fits(premediation, replace(CONTESTED, filed=date(2021, 5, 12)))
    assert fits(premediation, replace(CONTESTED, filed=date(2021, 5, 13)))
    found = fit(premediation, replace(CONTESTED, filed=None), ON, mandatory=None)
    assert found is not None and any("dépôt" in text.fr for text in found.not_known)


def test_another_language_or_another_way_is_said_and_comes_later() -> None:
    wants = replace(CONVENED, help=("en", "phone"))
    french = fit(offer(languages=("fr",)), wants, ON, mandatory=False)
    assert french is not None and french.maybe is not None and "in French only" in french.maybe.en
    there = fit(offer(channels=("in_person",)), wants, ON, mandatory=False)
    assert there is not None and there.maybe is not None and "in person" in there.maybe.en
    assert fit(offer(kind="video", languages=("fr",)), wants, ON, mandatory=False) is None
    order = helpers(Directory((offer("a", languages=("fr",)), offer("b")), {}, {}), wants, ON, mandatory=False)
    assert [one.slug for one in order] == ["b", "a"]


@pytest.mark.parametrize(
    ("mandatory", "doubt"), [(True, "Perhaps no longer"), (None, "if mediation is mandatory"), (False, None)]
)
def test_on_site_mediation_may_no_longer_apply_where_mediation_is_mandatory(
    mandatory: bool | None, doubt: str | None
) -> None:
    today = replace(CONVENED, stage="hearing_day", hearing=ON, amount=Money.dollars(4000))
    found = fit(offer(kind="on_site_mediation", notice_received=True), today, ON, mandatory=mandatory)
    assert found is not None
    assert (found.maybe is None) if doubt is None else (found.maybe is not None and doubt in found.maybe.en)


def test_once_the_hearing_is_over_nothing_before_it_is_offered() -> None:
    after = replace(CONVENED, stage="hearing_day", hearing=date(2026, 11, 1))
    for kind in ("on_site_mediation", "hearing_preparation", "information_session"):
        assert not fits(offer(kind=kind), after)
    assert fits(offer(), after)


def test_order_local_first_then_dated_then_people_before_tools_and_reading() -> None:
    near = {"scope": "districts", "districts": frozenset({"montreal"})}
    monday = Rule(
        certainty="rule", rrule="FREQ=WEEKLY;BYDAY=MO", first=date(2024, 1, 1), starts=time(12), ends=time(14)
    )
    offers = (
        offer("reading", kind="publication", **near),
        offer("tool", kind="decision_search", **near),
        offer("province"),
        offer("dated_province", rules=(monday,)),
        offer("near", **near),
        offer("dated_near", rules=(monday,), **near),
        offer("doubtful", status="unclear", **near),
        offer("paused", status="paused", **near),
    )
    found = helpers(Directory(offers, {}, {}), CONVENED, ON, mandatory=False)
    now, reading, paused = kept_apart(found)
    assert [one.slug for one in now] == ["dated_near", "near", "dated_province", "province", "doubtful"]
    assert [one.slug for one in reading] == ["reading", "tool"] and [one.slug for one in paused] == ["paused"]
    assert not paused[0].sittings


def test_next_dates_stop_at_the_hearing() -> None:
    weekly = Rule(
        certainty="confirmed", rrule="FREQ=WEEKLY;BYDAY=MO", first=date(2024, 1, 1), starts=time(12), ends=time(14)
    )
    session = offer(kind="information_session", rules=(weekly,))
    soon = replace(CONVENED, hearing=date(2026, 12, 1))
    found = helpers(Directory((session,), {}, {}), soon, ON, mandatory=False)[0]
    assert [one.day for one in found.sittings] == [date(2026, 11, 23), date(2026, 11, 30)]
    assert (
        found.sittings[0].confirmed
        and found.sittings[0].when.en == "Monday, November\u00a023, 2026, 12:00\u00a0p.m. to 2:00\u00a0p.m."
    )


def test_another_tribunal_leaves_only_general_help() -> None:
    lease = situation_of(SITUATIONS["dwelling_lease"])
    both = (
        offer("info", stages=("before_claim",)),
        offer("session", kind="information_session", stages=("before_claim",)),
    )
    found = helpers(Directory(both, {}, {}), lease, ON, mandatory=None, elsewhere=True)
    assert [one.slug for one in found] == ["info"]


def test_the_centre_of_the_district_is_named_and_to_be_confirmed() -> None:
    centre = Centre(Text("CJP Exemple", "CJP Exemple"), "1, rue Exemple, Montréal", "514 555-0100")
    found = helpers(
        Directory((offer(of_centres=True),), {}, {}, {"montreal": (centre,)}), CONVENED, ON, mandatory=False
    )[0]
    assert found.place is not None and "1, rue Exemple" in found.place.fr and "Confirmez" in found.place.fr
    assert found.phone == "514 555-0100"


def test_help_for_people_is_not_offered_to_a_company() -> None:
    aid = offer(persons_only=True, low_income=True)
    assert fits(aid, replace(CONVENED, own_kind="person"))
    assert not fits(aid, replace(CONVENED, own_kind="company"))
    group = fit(aid, replace(CONVENED, own_kind="association"), ON, mandatory=False)
    assert group is not None and any("groupe" in text.fr for text in group.not_known)


@pytest.mark.parametrize(
    ("subject", "matter", "fitting"),
    [
        ("condominium", "purchase", False),
        ("condominium", "works", True),
        ("condominium", None, True),
        ("separation", "works", False),
        ("separation", None, False),
        ("tax", "purchase", False),
        ("tax", "tax", True),
        ("defective_product", "purchase", True),
        ("defective_product", "money_owed", False),
    ],
)
def test_a_service_of_one_subject(subject: str, matter: str | None, fitting: bool) -> None:
    found = fit(offer(subject=subject), replace(CONVENED, matter=matter), ON, mandatory=False)
    assert (found is not None) is fitting
    if found is not None:
        assert (found.maybe is None) is (matter == "tax")


def test_conditions_in_words_only_are_said_to_be_unknown() -> None:
    found = fit(offer(conditions=(Text("Vous habitez ici.", "You live here."),)), CONVENED, ON, mandatory=False)
    assert found is not None and any("conditions" in text.fr for text in found.not_known)
