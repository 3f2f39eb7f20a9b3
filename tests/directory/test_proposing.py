"""An organization proposes changes to its own records: what a link can do, and nothing else; what a keeper takes of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.actions import revise_record
from parvis.directory.desk import proposing
from parvis.directory.desk.confirming import confirm_record, confirmations_of, declared_of
from parvis.directory.desk.deciding import answer_in_part, weigh
from parvis.directory.desk.editing import start_draft
from parvis.directory.desk.outcomes import outcome_of
from parvis.directory.desk.proposing import (
    LinkHolder,
    end_link,
    end_open_links,
    forget_links,
    records_of,
    send_link,
    submit_proposals,
)
from parvis.directory.models import Draft, Organization, Proposal, ProposalLink, Service, Statistic, Version
from parvis.directory.tasks import forget_old_links
from parvis.journal.models import Entry
from parvis.people import letters
from parvis.people.models import Person
from parvis.people.refused import Refused
from tests.factories.people import make_person
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db
TO = "adjointe@exemple.invalid"
LAVAL = "barreau-de-laval"


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "post", letters._send)
    for module in (proposing, __import__("parvis.directory.desk.telling", fromlist=["x"])):
        monkeypatch.setattr(module, "post", letters._send)


def body() -> Organization:
    return Organization.objects.get(slug=LAVAL)


def own() -> Service:
    return min((one for one in records_of(body(), "fr") if isinstance(one, Service)), key=lambda one: one.pk)


def sent(
    by: Person | None = None, at: datetime | None = None, organization: Organization | None = None
) -> ProposalLink:
    keeper = by or make_in_role("directory_editor")
    with side("staff"):
        return send_link(
            organization or body(),
            email=TO,
            language="en",
            addresses=lambda *parts: "/".join(parts),
            by=keeper,
            at=at or clock.instant(),
        )


def drafted(link: ProposalLink, record: Any = None, **new: Any) -> Draft:
    """A draft of this link that says something new, as the screens would leave it."""
    record = record or own()
    kind = "service" if isinstance(record, Service) else "organization"
    with side("proposer"):
        draft = start_draft(kind, record.pk, holder=LinkHolder(link), at=clock.instant())
        draft.content = {**draft.content, **new}
        draft.save()
    return draft


def proposed(link: ProposalLink, *, told: bool = True, words: str = "Voici.", **new: Any) -> Proposal:
    drafted(link, **(new or {"status": "paused"}))
    with side("proposer"):
        return submit_proposals(link, words=words, told=told, at=clock.instant())[0]


def answered(held: Proposal, keys: Any, *, reason: str = "", by: Person | None = None, seen: str = "") -> Proposal:
    keeper = by or make_in_role("directory_editor")
    with side("staff"):
        return answer_in_part(held, keys=keys, reason=reason, seen=seen or own().digest, by=keeper, at=clock.instant())


def says(service: Service) -> dict[str, Any]:
    version = Version.objects.of("service", service.pk).first()
    assert version is not None
    return dict(version.content)


def test_a_link_is_sent_sealed_and_said_in_codes() -> None:
    by = make_in_role("directory_editor")
    link = sent(by)
    letter = mail.outbox[-1]
    assert letter.to == [TO]
    assert "once, until" in letter.body
    assert "en/proposal_link/" in letter.body
    assert TO.encode() not in bytes(link.email or b"")
    entry = Entry.objects.get(kind="proposal.link_sent")
    assert (entry.by, entry.subject, entry.codes) == (by.code, body().pk, {"link": link.pk})
    token = letter.body.partition("proposal_link/")[2].split()[0]
    with side("proposer"):
        assert ProposalLink.objects.under(token) == link
        assert ProposalLink.objects.under(token[:-1]) is None
        assert ProposalLink.objects.under("x" * 5000) is None
    assert token not in str(list(Entry.objects.values_list("codes", flat=True)))


def test_who_may_send_a_link() -> None:
    far = make_person()
    give_role(far, "directory_editor", districts=("rimouski",))
    for person in (make_in_role("analyst"), make_in_role("cjp_agent"), make_person(), far):
        with pytest.raises(Refused):
            sent(person)
    keeper = make_in_role("directory_editor")
    with pytest.raises(Refused, match="address such as"), side("staff"):
        send_link(body(), email="nobody", language="fr", addresses="{}{}{}".format, by=keeper, at=clock.instant())
    assert not ProposalLink.objects.exists()


def test_links_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    by = make_in_role("directory_editor")
    for _ in range(proposing.OPEN_AT_ONCE):
        sent(by)
    with pytest.raises(Refused, match="open links"):
        sent(by)
    monkeypatch.setattr(proposing, "A_DAY", proposing.OPEN_AT_ONCE)
    with pytest.raises(Refused, match="enough links"):
        sent(by, organization=Organization.objects.get(slug="barreau-de-quebec"))
    assert sent(by, clock.instant() + timedelta(days=2), Organization.objects.get(slug="barreau-de-quebec"))


def test_a_link_changes_its_own_records_and_no_other() -> None:
    link = sent()
    holder = LinkHolder(link)
    others = Service.objects.exclude(pk__in=[one.pk for one in records_of(body(), "fr")])
    partner = others.filter(involvements__organization=body()).first() or others.first()
    assert partner is not None
    for kind, record in (("service", partner.pk), ("organization", "ORG-01"), ("service", "SVC-9999")):
        with pytest.raises(Refused), side("proposer"):
            start_draft(kind, record, holder=holder, at=clock.instant())
    draft = drafted(link)
    draft.content = {**draft.content, "organizations": [{"id": "ORG-01", "role": "provider"}]}
    draft.save()
    with pytest.raises(Refused, match="cannot change this record"), side("proposer"):
        submit_proposals(link, words="", told=False, at=clock.instant())
    assert not Proposal.objects.exists()


def test_the_side_of_a_link_reaches_nothing_else() -> None:
    for table in ("people_person", "people_session", "people_membership", "directory_readerreport", "directory_intake"):
        with pytest.raises(DatabaseError), side("proposer"), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of our own
    for statement in (
        "UPDATE directory_service SET status = 'ended'",
        "DELETE FROM directory_proposal",
        "UPDATE directory_proposal SET answer = 'taken'",
    ):
        with pytest.raises(DatabaseError), side("proposer"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_link_is_used_once() -> None:
    link = sent()
    held = proposed(link, told=False, words="Fermé\x00 l’été.")
    link.refresh_from_db()
    assert (link.words, link.email, held.base) == ("Fermé l’été.", None, own().digest)
    assert not Draft.objects.exists()
    with pytest.raises(Refused, match="already used"), side("proposer"):
        start_draft("service", own().pk, holder=LinkHolder(link), at=clock.instant())
    with pytest.raises(Refused, match="already used"), side("proposer"):
        submit_proposals(link, words="", told=False, at=clock.instant())
    assert Entry.objects.get(kind="proposal.sent").by == f"link:{link.pk}"


def test_a_link_after_its_end() -> None:
    link, now = sent(), clock.instant()
    drafted(link, status="paused")
    late = now + proposing.OPEN_FOR + timedelta(seconds=1)
    for act in (
        lambda: submit_proposals(link, words="", told=False, at=late),
        lambda: start_draft("organization", body().pk, holder=LinkHolder(link), at=late),
    ):
        with pytest.raises(Refused, match="has ended"), side("proposer"):
            act()
    end_link(link, by=make_in_role("directory_editor"), at=now)
    link.refresh_from_db()
    assert (link.email, Draft.objects.count()) == (None, 0)
    with pytest.raises(Refused, match="was closed"), side("proposer"):
        submit_proposals(link, words="", told=False, at=now)
    with pytest.raises(Refused, match="already closed"):
        end_link(link, by=make_in_role("directory_editor"), at=now)


def test_nothing_changed_or_something_wrong_is_not_sent() -> None:
    link = sent()
    with side("proposer"):
        draft = start_draft("service", own().pk, holder=LinkHolder(link), at=clock.instant())
        with pytest.raises(Refused, match="If all is right"):
            submit_proposals(link, words="", told=False, at=clock.instant())
    Draft.objects.filter(pk=draft.pk).update(content={**draft.content, "name": {"fr": "", "en": "x"}})
    with pytest.raises(Refused, match="to be corrected"), side("proposer"):
        submit_proposals(link, words="", told=False, at=clock.instant())
    with pytest.raises(Refused, match="at most"), side("proposer"):
        submit_proposals(link, words="x" * 2001, told=False, at=clock.instant())


def test_a_keeper_takes_it_all_and_the_organization_is_told_once_then_forgotten() -> None:
    link = sent()
    name = {"fr": "Séance <b>nouvelle</b>", "en": "New session"}
    held = proposed(link, status="paused", name=name)
    keys = [one.key for one in weigh(held).units]
    assert set(keys) == {"status", "name"}
    done = answered(held, keys)
    assert (done.answer, says(own())["name"], own().status) == ("taken", name, "paused")
    check = own().assurance_of("status")
    assert (check.how, check.by) == ("declared", body().name.fr)
    letter = mail.outbox[-1]
    assert letter.to == [TO]
    assert "published" in letter.body
    link.refresh_from_db()
    assert link.email is None
    with pytest.raises(Refused, match="already answered"):
        answered(held, keys)
    assert len([one for one in mail.outbox if one.subject == "Answer to your proposal"]) == 1


def test_a_keeper_takes_part_of_it() -> None:
    before = says(own())
    held = proposed(sent(), status="paused", summary={"fr": "Autre chose.", "en": "Something else."})
    done = answered(held, ["summary"], reason="Le service est ouvert, d’après votre site.")
    after = says(own())
    assert (done.answer, after["status"], after["summary"]["fr"]) == ("part", before["status"], "Autre chose.")
    assert "d’après votre site" in mail.outbox[-1].body
    assert Entry.objects.filter(kind="directory.proposal_answered").last().codes == {"take": "part", "values": 1}  # type: ignore[union-attr]


def test_leaving_it_needs_a_reason() -> None:
    held = proposed(sent())
    with pytest.raises(Refused, match="Say why") as refused:
        answered(held, [])
    assert refused.value.field == "reason"
    assert answered(held, [], reason="Votre site dit autre chose.").answer == "left"
    assert own().status != "paused"
    assert "not published" in mail.outbox[-1].body


def test_what_was_published_meanwhile_is_not_undone() -> None:
    held = proposed(sent(), status="paused")
    newer = {**says(own()), "summary": {"fr": "Écrit entre-temps.", "en": "Written meanwhile."}, "status": "unclear"}
    revise_record(own(), says=newer, by="person:1", at=clock.instant())
    units = weigh(held).units
    assert [(one.key, one.since) for one in units] == [("status", True)]
    assert [(each.before, each.after) for each in units[0].shown] == [("unclear", "paused")]
    answered(held, ["status"])
    after = says(own())
    assert (after["status"], after["summary"]["en"]) == ("paused", "Written meanwhile.")


def test_one_language_alone_is_said_and_marked() -> None:
    held = proposed(sent(), summary={**says(own())["summary"], "fr": "Le français seul change."})
    unit = weigh(held).units[0]
    assert (unit.key, unit.alone) == ("summary", True)
    answered(held, ["summary"])
    from parvis.directory.desk.editing_texts import behind_of

    assert [one.older for one in behind_of("service", own().pk, says(own()))] == ["en"]


def test_a_forged_answer_is_refused() -> None:
    held, far = proposed(sent()), make_person()
    give_role(far, "directory_editor", districts=("rimouski",))
    with pytest.raises(Refused, match="no longer in the proposal"):
        answered(held, ["status", "slug"])
    with pytest.raises(Refused):
        answered(held, ["status"], by=far)
    with pytest.raises(Refused):
        answered(held, ["status"], seen="0" * 64)
    assert Proposal.objects.get(pk=held.pk).answer == ""


def test_links_are_forgotten_and_what_was_proposed_stays() -> None:
    unused, used, now = sent(), sent(), clock.instant()
    drafted(unused, status="ended")
    held = proposed(used)
    assert forget_old_links(0) == 0, "on the worker's side"
    later = now + proposing.OPEN_FOR + timedelta(hours=1)
    with side("worker"):
        assert forget_links(at=later) == 0
    unused.refresh_from_db()
    assert (unused.email, Draft.objects.count()) == (None, 0)
    used.refresh_from_db()
    assert used.email is not None, "an answer is still to be written"
    answered(held, ["status"])
    with side("worker"):
        assert forget_links(at=later + timedelta(days=400)) == 2
    assert not ProposalLink.objects.exists()
    assert Proposal.objects.get(pk=held.pk).link is None


def test_after_a_restore_no_link_opens_again() -> None:
    link, used = sent(), sent()
    proposed(used)
    drafted(link, status="ended")
    assert end_open_links(by="operator", at=clock.instant()) == 1
    link.refresh_from_db()
    assert (link.state(at=clock.instant()), link.email, Draft.objects.count()) == ("ended", None, 0)
    assert end_open_links(by="operator", at=clock.instant()) == 0


def test_an_organization_and_a_figure_are_confirmed_as_a_whole() -> None:
    by, now = make_in_role("directory_editor"), clock.instant()
    one, figure = body(), Statistic.objects.order_by("pk")[0]
    today = now.date()
    with side("staff"):
        confirm_record(one, how="called", on=today, seen=one.digest, by=by, at=now)
        confirm_record(figure, how="page_read", on=today, seen=figure.digest, by=by, at=now)
    assert body().as_of == today
    assert [each.on for each in confirmations_of("organization", one.pk)] == [today]
    assert Statistic.objects.get(pk=figure.pk).digest == figure.digest, "reading a figure again does not change it"
    assert len(confirmations_of("statistic", figure.pk)) == 1
    for how, on, seen in (
        ("guessed", today, ""),
        ("called", today + timedelta(days=1), ""),
        ("called", today, "0" * 64),
    ):
        with pytest.raises(Refused):
            confirm_record(body(), how=how, on=on, seen=seen or body().digest, by=by, at=now)


def proposed_of_body(**new: Any) -> Proposal:
    link = sent()
    drafted(link, body(), **new)
    with side("proposer"):
        return submit_proposals(link, words="", told=True, at=clock.instant())[0]


def test_what_an_organization_declares_of_itself_is_said_fact_by_fact_while_it_stands() -> None:
    held = proposed_of_body(phone="450 555-0199", email="nouveau@exemple.invalid")
    answered(held, ["phone"], seen=body().digest)
    [said] = declared_of("organization", body().pk)
    assert said.on == clock.today()
    assert said.how.en == "Declared by the organization"
    assert [one.fr for one in said.fields] == ["Le téléphone"], "the e-mail was not taken"
    assert confirmations_of("organization", body().pk) == [said]
    version = Version.objects.of("organization", body().pk)[0]
    with side("staff"):
        revise_record(body(), says={**version.content, "phone": "450 555-0100"}, by="somebody", at=clock.instant())
    assert declared_of("organization", body().pk) == [], "the keeper has since published another"


def test_the_organization_is_told_which_facts_were_taken_and_which_not() -> None:
    held = proposed_of_body(phone="450 555-0199", email="nouveau@exemple.invalid")
    assert outcome_of(held).words() == ()
    assert {one.path for one in outcome_of(held).shown} == {"phone", "email"}
    after = answered(held, ["phone"], seen=body().digest, reason="Le courriel ne répond pas.")
    assert after.answer == "part"
    became = outcome_of(after)
    assert ([one.en for one in became.taken], [one.en for one in became.left]) == (
        ["The phone number"],
        ["The e-mail address"],
    )
    assert "Published: The phone number." in mail.outbox[-1].body
    assert "Not published: The e-mail address." in mail.outbox[-1].body
