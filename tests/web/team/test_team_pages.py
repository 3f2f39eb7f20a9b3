"""The pages of the team, lived as an operator, a keeper and a newcomer live them, in both languages."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from parvis.config import clock
from parvis.directory.models import Draft
from parvis.people.models import Invitation, Membership, OperatorMode, Person, SignIn
from parvis.people.models.role import day_of
from tests.factories.drafts import draft_of, keeper
from tests.factories.people import make_person, signed_in
from tests.factories.roles import BODIES, give_role, make_in_role, make_operator

pytestmark = pytest.mark.django_db
GRANT = {"role": "directory_editor", "organization": "parvis", "from_day": "", "to_day": ""}


@pytest.fixture(autouse=True)
def _letters_leave_now(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import transaction

    from parvis.people import letters

    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr(transaction, "on_commit", lambda work: work())


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    assert response["Cache-Control"] == "private, no-store"
    return response.content.decode()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_opens_for_an_operator_in_their_mode(lang: str) -> None:
    operator, person = make_operator(), make_person("Aude Exemple")
    held = give_role(person, "cjp_agent", districts=("laval",))
    client, root = signed_in(operator), "/fr/equipe/" if lang == "fr" else "/en/team/"
    words = (
        ("personne", "gestes", "donner", "depart", "terminer", "revue", "inviter")
        if lang == "fr"
        else ("person", "acts", "grant", "departure", "end", "review", "invite")
    )
    who, acts, grant, leave, end, review, invite = words
    for tail in (
        "",
        "matrice/" if lang == "fr" else "matrix/",
        f"{who}/{person.pk}/",
        f"{who}/{person.pk}/{acts}/",
        f"{who}/{person.pk}/{grant}/",
        f"{who}/{person.pk}/{leave}/",
        f"role/{held.pk}/{end}/",
        f"{review}/",
        f"{invite}/",
        "mode/",
    ):
        response = client.get(root + tail)
        assert response.status_code == 200, tail
        assert ("Mode exploitant" if lang == "fr" else "Operator mode") in response.content.decode() or "matri" in tail
    assert "Aude Exemple" in page(client, root)
    assert "Laval" in page(client, f"{root}{who}/{person.pk}/")


def test_the_list_keeps_its_filters_in_the_address() -> None:
    client = signed_in(make_operator())
    editor, agent = make_in_role("directory_editor", name="Aude Exemple"), make_in_role("cjp_agent", name="Noé Exemple")
    assert agent.name in page(client, "/fr/equipe/?role=cjp_agent")
    assert editor.name not in page(client, "/fr/equipe/?role=cjp_agent")
    assert editor.name in page(client, "/fr/equipe/?q=aude&organization=parvis")
    assert "0 rôles" in page(client, "/fr/equipe/?state=over")
    assert "1 rôle" in page(client, f"/fr/equipe/?organization={BODIES['cjp']}&state=no-such&role=no-such")


def test_the_mode_is_entered_with_a_reason_and_leads_back() -> None:
    operator = make_operator(mode=False)
    client = signed_in(operator)
    response = client.get("/fr/equipe/inviter/")
    assert (response.status_code, response["Location"]) == (303, "/fr/equipe/mode/?next=%2Ffr%2Fequipe%2Finviter%2F")
    response = client.post("/fr/equipe/mode/", {"reason": "non", "minutes": "30", "next": "/fr/equipe/inviter/"})
    assert response.status_code == 422
    response = client.post(
        "/fr/equipe/mode/", {"reason": "Accueil d'une collègue", "minutes": "30", "next": "https://ailleurs.invalid/"}
    )
    assert (response.status_code, response["Location"]) == (303, "/fr/compte/")
    assert "Accueil d&#x27;une collègue" in page(client, "/fr/equipe/inviter/")
    assert client.post("/fr/equipe/mode/", {"act": "stop"}).status_code == 303
    assert client.get("/fr/equipe/inviter/").status_code == 303
    assert OperatorMode.objects.get(person=operator).stopped_at is not None


def test_the_mode_asks_to_prove_again_who_is_here() -> None:
    operator = make_operator(mode=False)
    client = signed_in(operator, at=clock.instant() - timedelta(minutes=30))
    response = client.get("/fr/equipe/mode/")
    assert (response.status_code, response["Location"].partition("?")[0]) == (303, "/fr/compte/confirmer/")


def test_a_role_is_granted_and_ended_from_the_pages() -> None:
    client, person = signed_in(make_operator()), make_in_role("analyst", name="Aude Exemple")
    response = client.post(f"/fr/equipe/personne/{person.pk}/donner/", {**GRANT, "to_day": "2027-11-22"})
    assert response.status_code == 303
    held = Membership.objects.get(person=person, role="directory_editor")
    text = page(client, f"/fr/equipe/role/{held.pk}/terminer/")
    assert "La fin est immédiate" in text
    response = client.post(f"/fr/equipe/role/{held.pk}/terminer/", {"reason": "duties", "when": "now"})
    assert response.status_code == 303
    held.refresh_from_db()
    assert held.ended_at is not None
    assert client.get(f"/fr/equipe/role/{held.pk}/terminer/").status_code == 404
    assert client.post(f"/fr/equipe/role/{held.pk}/terminer/", {"reason": "duties", "when": "now"}).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"organization": "organisme-invente"}, "organization"),
        ({"organization": ""}, "organization"),
        ({"organization": BODIES["cjp"], "role": "judge"}, "organization"),
        ({"role": "superuser"}, "role"),
        ({"role": ""}, "role"),
        ({"districts": "atlantide"}, "districts"),
        ({"from_day": "le jour où"}, "from_day"),
        ({"from_day": "2020-01-01"}, "from_day"),
        ({"to_day": "1999-01-01"}, "to_day"),
    ],
)
def test_a_forged_form_is_refused_by_its_field(change: dict[str, str], field: str) -> None:
    client, person = signed_in(make_operator()), make_in_role("analyst")
    for where in (f"/fr/equipe/personne/{person.pk}/donner/", "/fr/equipe/inviter/"):
        response = client.post(where, {**GRANT, "email": "aude@exemple.invalid", "language": "fr", **change})
        assert response.status_code == 422
        assert f'href="#field-{field}"' in response.content.decode()
        assert f'id="field-{field}"' in response.content.decode()
    assert Membership.objects.filter(person=person).count() == 1
    assert not Invitation.objects.exists()


def test_nothing_more_can_be_sent_than_the_form_holds() -> None:
    client, person = signed_in(make_operator()), make_in_role("analyst")
    more = {"granted_by": "system", "person": "1", "ended_by": "x", "is_active": "0", "granted_at": "2001-01-01"}
    client.post(f"/fr/equipe/personne/{person.pk}/donner/", {**GRANT, **more})
    held = Membership.objects.get(role="directory_editor")
    assert (held.person_id, held.granted_by[:7], held.ended_by) == (person.pk, "person:", "")


def test_a_post_without_its_token_is_refused() -> None:
    operator, person = make_operator(), make_in_role("analyst")
    signed = signed_in(operator)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed.cookies
    assert client.post(f"/fr/equipe/personne/{person.pk}/donner/", GRANT).status_code == 403
    assert Membership.objects.filter(person=person).count() == 1


def test_absent_and_forbidden_give_the_same_answer() -> None:
    stranger = make_in_role("directory_editor")
    client = signed_in(make_in_role("cjp_agent"))
    held = Membership.objects.get(person=stranger)
    for path, absent in (
        (f"/fr/equipe/personne/{stranger.pk}/", "/fr/equipe/personne/987654/"),
        (f"/fr/equipe/personne/{stranger.pk}/gestes/", "/fr/equipe/personne/987654/gestes/"),
        (f"/fr/equipe/role/{held.pk}/terminer/", "/fr/equipe/role/987654/terminer/"),
        (f"/fr/equipe/personne/{stranger.pk}/donner/", "/fr/equipe/personne/987654/donner/"),
    ):
        one, other = client.get(path), client.get(absent)
        assert (one.status_code, other.status_code) == (404, 404)
        assert re.sub(rb"/\d+/", b"", one.content) == re.sub(rb"/\d+/", b"", other.content)


def test_a_departure_says_what_it_does_then_does_it() -> None:
    client = signed_in(make_operator())
    person, taker = make_in_role("cjp_agent", name="Aude Exemple"), make_in_role("directory_editor", name="Noé Exemple")
    where = f"/fr/equipe/personne/{person.pk}/depart/"
    assert "Roles" not in page(client, where)
    assert "prennent fin tout de suite\u00a0: 1" in page(client, where)
    assert client.post(where, {"to": ""}).status_code == 422
    assert client.post(where, {"to": str(taker.pk)}).status_code == 303
    person.refresh_from_db()
    assert not person.is_active
    assert Membership.objects.in_force(day_of(clock.instant())).filter(person=taker, role="cjp_agent").exists()


def test_what_somebody_was_writing_goes_to_whoever_takes_over_or_to_nobody() -> None:
    client, person = signed_in(make_operator()), keeper("Aude Exemple")
    taker, other = keeper("Noé Exemple"), make_in_role("analyst", name="Lou Exemple")
    mine, both = draft_of(person, "SVC-097"), draft_of(person, "SVC-001")
    theirs = draft_of(taker, "SVC-001")
    where = f"/fr/equipe/personne/{person.pk}/depart/"
    assert "Brouillons de fiches du répertoire\u00a0: 2" in page(client, where)
    assert client.post(where, {"to": str(taker.pk)}).status_code == 303
    assert set(Draft.objects.values_list("pk", "holder")) == {(mine.pk, taker.code), (theirs.pk, taker.code)}
    assert not Draft.objects.filter(pk=both.pk).exists(), "nobody could ever open it"
    assert client.post(f"/fr/equipe/personne/{taker.pk}/depart/", {"to": str(other.pk)}).status_code == 303
    assert set(Draft.objects.values_list("holder", flat=True)) == {other.code}, "an editor's role goes with its drafts"
    assert client.post(f"/fr/equipe/personne/{other.pk}/depart/", {"to": "nobody"}).status_code == 303
    assert not Draft.objects.exists()


def test_the_review_lists_what_is_due_and_confirms_it() -> None:
    client, person = signed_in(make_operator()), make_person("Aude Exemple")
    old = clock.instant() - timedelta(days=400)
    held = give_role(person, "analyst", at=old)
    text = page(client, "/fr/equipe/revue/")
    assert "depuis un an\u00a0: 1" in text and "Aude Exemple" in text
    assert "Aucune connexion depuis un an" in text, "whether the role is used is what a review asks first"
    SignIn.objects.create(person=person, at=clock.instant(), method="passkey")
    assert "Dernière connexion\u00a0: " in page(client, "/fr/equipe/revue/")
    assert client.post("/fr/equipe/revue/", {"role": str(held.pk)}).status_code == 303
    assert "depuis un an\u00a0: 0" in page(client, "/fr/equipe/revue/")
    assert client.post("/fr/equipe/revue/", {"role": "9" * 30}).status_code == 404


def test_what_an_account_did_is_read_in_words() -> None:
    operator = make_operator()
    client = signed_in(operator)
    text = page(client, f"/fr/equipe/personne/{operator.pk}/gestes/")
    assert "Est entré dans le mode exploitant" in text
    assert "operator_mode_started" not in text
    assert client.get(f"/fr/equipe/personne/{operator.pk}/gestes/?page=99").status_code == 200


def invited(client: Client, email: str = "aude@exemple.invalid", **change: str) -> str:
    """The address in the letter of a new invitation."""
    mail.outbox.clear()
    response = client.post("/fr/equipe/inviter/", {**GRANT, "email": email, "language": "fr", **change})
    assert response.status_code == 303, response.content.decode()[:3000]
    (letter,) = mail.outbox
    assert letter.to == [email.lower()]
    found = re.search(r"https?://[^/]+(/fr/equipe/invitation/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def test_a_newcomer_takes_an_invitation_once() -> None:
    client = signed_in(make_operator())
    where = invited(client, "Aude@Exemple.invalid")
    token = where.rstrip("/").rpartition("/")[2]
    assert not Invitation.objects.filter(digest__contains=token[:20]).exists(), "only a digest is kept"
    newcomer = Client()
    assert "Éditeur du répertoire" in newcomer.get(where).content.decode()
    assert newcomer.post(where, {"name": "", "language": "fr"}).status_code == 422
    response = newcomer.post(where, {"name": "Aude Exemple", "language": "en", "email": "x@exemple.invalid"})
    assert response.status_code == 303
    assert response["Location"].startswith("/fr/compte/lien/")
    assert newcomer.get(response["Location"]).status_code == 200
    person = Person.objects.get(email="aude@exemple.invalid")
    assert (person.name, person.language) == ("Aude Exemple", "en")
    assert Membership.objects.get(person=person).role == "directory_editor"
    again = Client().get(where)
    assert again.status_code == 404 and "a déjà servi" in again.content.decode()
    assert Client().post(where, {"name": "Une autre", "language": "fr"}).status_code == 404
    assert Membership.objects.filter(person=person).count() == 1


def test_an_invitation_is_for_its_address_only() -> None:
    client, known, other = signed_in(make_operator()), make_person("Aude Exemple"), make_person("Noé Exemple")
    where = invited(client, known.email)
    assert "déjà un compte" in Client().get(where).content.decode()
    assert Client().post(where, {"name": "Aude", "language": "fr"}).status_code == 422
    thief = signed_in(other)
    assert "un autre compte" in thief.get(where).content.decode()
    assert thief.post(where, {}).status_code == 422
    assert not Membership.objects.filter(person__in=(known, other)).exists()
    assert signed_in(known).post(where, {}).status_code == 303
    assert Membership.objects.filter(person=known).count() == 1


def test_an_invitation_ends_and_can_be_withdrawn() -> None:
    client = signed_in(make_operator())
    late = invited(client)
    Invitation.objects.update(invited_at=clock.instant() - timedelta(days=15), expires_at=clock.instant())
    assert "quatorze jours" in Client().get(late).content.decode()
    taken_back = invited(client, "noe@exemple.invalid")
    number = Invitation.objects.get(email="noe@exemple.invalid").pk
    assert client.post(f"/fr/equipe/invitations/{number}/retirer/").status_code == 303
    assert client.get(f"/fr/equipe/invitations/{number}/retirer/").status_code == 404
    assert "a été retirée" in Client().get(taken_back).content.decode()
    first = invited(client, "lou@exemple.invalid")
    invited(client, "lou@exemple.invalid")
    assert Client().get(first).status_code == 404, "a new one takes its place"


def test_an_invitation_falls_with_whoever_sent_it() -> None:
    operator, other = make_operator(), make_operator(name="Alix Exemple")
    where = invited(signed_in(operator))
    held = Membership.objects.get(person=operator)
    signed_in(other).post(f"/fr/equipe/role/{held.pk}/terminer/", {"reason": "safety", "when": "now"})
    response = Client().post(where, {"name": "Aude Exemple", "language": "fr"})
    assert response.status_code == 422 and "n’a plus le pouvoir" in response.content.decode()
    assert not Person.objects.filter(email="aude@exemple.invalid").exists()


def test_old_invitations_and_their_addresses_are_forgotten() -> None:
    from parvis.people.tasks import forget_old_invitations

    invited(signed_in(make_operator()))
    assert forget_old_invitations(0) == 0
    long_ago = clock.instant() - timedelta(days=31)
    Invitation.objects.update(invited_at=long_ago - timedelta(days=14), expires_at=long_ago)
    assert forget_old_invitations(0) == 1
    assert not Invitation.objects.exists()
