"""What the Service does: a couple's number, the designation of a mediator, group sessions. And what a body organizes."""

from datetime import date, datetime, timedelta

import pytest

from parvis.config.clock import QUEBEC
from parvis.config.database import side
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.actions import couples, designations, group_sessions, offers
from parvis.roster.models import CertifyingBody, Couple, Presence
from tests.factories.people import make_person
from tests.factories.roster import BARREAU, make_mediator, make_officer, make_service_officer

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=QUEBEC)
CAMILLE = couples.Spouse("Camille Exemple", date(1980, 5, 1))
DOMINIQUE = couples.Spouse("Dominique Exemple-Témoin", date(1979, 2, 28))
LAVAL = Text("Laval", "Laval")

pytestmark = pytest.mark.django_db


def test_a_couple_keeps_its_number_whoever_asks_and_no_name_is_kept() -> None:
    officer, stranger = make_service_officer(at=NOW), make_person("Rose Exemple", at=NOW)
    with side("staff"):
        first = couples.give_number(CAMILLE, DOMINIQUE, used_before=False, by=officer, at=NOW)
        again = couples.Spouse("  témoin EXEMPLE dominique ", date(1979, 2, 28))
        found = couples.give_number(again, CAMILLE, used_before=True, by=officer, at=NOW)
        other = couples.give_number(
            couples.Spouse("Camille Exemple", date(1980, 5, 2)), DOMINIQUE, used_before=False, by=officer, at=NOW
        )
    assert (first.known, found.known, found.couple.number) == (False, True, first.couple.number)
    assert other.couple.number != first.couple.number, "another day of birth is another couple"
    kept = Couple.objects.get(pk=first.couple.pk)
    assert kept.used_before, "an earlier use that is told is added"
    assert "xemple" not in f"{kept.__dict__}" and "1980" not in f"{kept.digest}{kept.number}"
    kinds = list(Entry.objects.about("couple", kept.number).values_list("kind", flat=True))
    assert kinds == ["couple.number_given", "couple.earlier_use", "couple.number_found"]
    with pytest.raises(Refused, match="does not allow"), side("staff"):
        couples.give_number(CAMILLE, DOMINIQUE, used_before=False, by=stranger, at=NOW)


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (CAMILLE, couples.Spouse(" -- ", date(1979, 1, 1)), "name_2"),
        (couples.Spouse("Camille Exemple", date(2026, 6, 1)), DOMINIQUE, "born_1"),
        (CAMILLE, couples.Spouse("Dominique Exemple", date(1899, 12, 31)), "born_2"),
        (CAMILLE, couples.Spouse("exemple camille", date(1980, 5, 1)), "name_2"),
    ],
)
def test_a_number_is_refused_at_its_field(one: couples.Spouse, other: couples.Spouse, field: str) -> None:
    with pytest.raises(Refused) as refused:
        couples.give_number(one, other, used_before=False, by=make_service_officer(at=NOW), at=NOW)
    assert refused.value.field == field and not Couple.objects.exists()


def test_a_designation_from_the_order_to_the_file() -> None:
    officer = make_service_officer(at=NOW)
    first, second = make_mediator(at=NOW), make_mediator("Marin Exemple", at=NOW)
    far = make_mediator("Solveig Exemple", districts=("gatineau",), at=NOW)
    couple = couples.give_number(CAMILLE, DOMINIQUE, used_before=False, by=officer, at=NOW).couple
    referral = designations.Referral(couple, date(2026, 5, 20), "laval", LAVAL)
    mine = first.professional.file.person
    with pytest.raises(Refused, match="this district"):
        designations.designate_mediator(referral, far, by=officer, at=NOW)
    offered = designations.designate_mediator(referral, first, by=officer, at=NOW)
    assert offered.begin_by == date(2026, 6, 9), "20 days after the decision (C.C.P., 422)"
    with pytest.raises(Refused, match="already designated"):
        designations.designate_mediator(referral, second, by=officer, at=NOW)
    with pytest.raises(Refused, match="not yours"):
        designations.accept_designation(offered, by=second.professional.file.person, at=NOW)
    designations.accept_designation(offered, by=mine, at=NOW)
    with pytest.raises(Refused, match="just changed"):
        designations.accept_designation(offered, by=mine, at=NOW)
    designations.decline_designation(offered, by=mine, at=NOW)
    again = designations.designate_mediator(referral, second, by=officer, at=NOW)
    assert designations.lapse_designations(at=datetime(2026, 6, 9, 23, 0, tzinfo=QUEBEC)) == 0, "the last day is inside"
    assert designations.lapse_designations(at=datetime(2026, 6, 10, 1, 0, tzinfo=QUEBEC)) == 1
    again.refresh_from_db()
    assert again.state == "lapsed"
    with pytest.raises(Refused, match="just changed"):
        designations.accept_designation(again, by=second.professional.file.person, at=NOW)


def test_a_group_session_has_two_mediators_one_of_them_of_the_law() -> None:
    officer = make_service_officer(at=NOW)
    lawyer, notary = make_mediator(at=NOW), make_mediator("Nora Exemple", profession="notary", at=NOW)
    social = make_mediator("Théo Exemple", profession="social_worker", body="ordre-travailleurs-sociaux", at=NOW)
    begins = NOW + timedelta(hours=5)

    def plan(*mediators: object, at: datetime = begins) -> group_sessions.Plan:
        return group_sessions.Plan(at, 150, "laval", "video", 20, tuple(mediators))  # type: ignore[arg-type]

    for wrong, said in (
        ((lawyer,), "Two mediators are"),
        ((lawyer, notary), "only one, is a lawyer"),
        ((lawyer, lawyer), "two different"),
    ):
        with pytest.raises(Refused, match=said):
            group_sessions.plan_group_session(plan(*wrong), by=officer, at=NOW)
    session = group_sessions.plan_group_session(plan(lawyer, social), by=officer, at=NOW)
    with pytest.raises(Refused, match="already in another session"):
        group_sessions.plan_group_session(plan(notary, social, at=begins + timedelta(hours=2)), by=officer, at=NOW)
    with pytest.raises(Refused, match="not over yet"):
        group_sessions.hold_group_session(session, couples=9, persons=17, version=1, by=officer, at=NOW)
    later = begins + timedelta(hours=3)
    for couples_, persons in ((9, 19), (9, 8), (-1, 0)):
        with pytest.raises(Refused, match="whole numbers"):
            group_sessions.hold_group_session(
                session, couples=couples_, persons=persons, version=1, by=officer, at=later
            )
    held = group_sessions.hold_group_session(session, couples=9, persons=17, version=1, by=officer, at=later)
    assert (held.state, held.couples, held.version) == ("held", 9, 2)
    with pytest.raises(Refused, match="just changed"):
        group_sessions.cancel_group_session(held, version=1, by=officer, at=later)
    other = group_sessions.plan_group_session(plan(notary, social, at=later), by=officer, at=NOW)
    group_sessions.cancel_group_session(other, version=1, by=officer, at=NOW)
    assert not Presence.objects.filter(group_session=other, voided=False).exists()
    group_sessions.plan_group_session(plan(notary, social, at=later), by=officer, at=NOW)


def test_what_a_body_organizes() -> None:
    officer, body = make_officer(at=NOW), CertifyingBody.objects.get(slug=BARREAU)
    course = offers.Announcement(
        "course", Text("Négociation", "Negotiation"), date(2026, 9, 1), date(2026, 9, 3), "process_negotiation", 15
    )
    offer = offers.announce_offer(body, course, by=officer, at=NOW)
    assert Entry.objects.about("offer", str(offer.pk)).get().norm == "c25.01-r0.7/s5-al1-org"
    with pytest.raises(Refused, match="does not allow"):
        offers.announce_offer(CertifyingBody.objects.get(slug="ordre-psychologues"), course, by=officer, at=NOW)
    offers.withdraw_offer(offer, by=officer, at=NOW)
    with pytest.raises(Refused, match="already withdrawn"):
        offers.withdraw_offer(offer, by=officer, at=NOW)
