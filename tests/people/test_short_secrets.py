"""What people type to prove who they are: passwords stolen elsewhere, codes kept as costly to try out as passwords, short lives."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from parvis.config import clock
from parvis.people import passwords
from parvis.people.actions import proofs
from parvis.people.actions.accounts import ask_way_back, come_in_by_link, disown, way_in
from parvis.people.actions.elsewhere import ask_mailed_code
from parvis.people.actions.proofs import make_recovery_codes, take_recovery_code
from parvis.people.actions.sign_in import Coming
from parvis.people.actions.tickets import give_ticket
from parvis.people.breached import Unreadable, examine, is_breached
from parvis.people.codes import normal_recovery_code
from parvis.people.devices import Device
from parvis.people.models import RecoveryCode, Ticket
from parvis.people.passwords import password_fault
from parvis.people.refused import Refused
from parvis.people.sealing import keyed_digest
from tests.factories.people import make_person, signed_in, with_password

pytestmark = pytest.mark.django_db
COMING = Coming("203.0.113.9", Device("firefox", "android"), "{}/{}/{}".format)


def stolen(path: Path, words: list[str], end: str = "\n") -> Path:
    """A file of stolen passwords, as the downloader of Have I Been Pwned writes it."""
    digests = sorted(hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper() for word in words)
    path.write_bytes("".join(f"{one}:{number + 3}{end}" for number, one in enumerate(digests)).encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("count", [1, 2, 3, 500])
def test_a_stolen_password_is_found_wherever_it_stands(tmp_path: Path, count: int, end: str) -> None:
    words = [f"mot de passe volé {number}" for number in range(count)]
    file = stolen(tmp_path / "stolen.txt", words, end)
    assert all(is_breached(file, word) for word in words)
    assert not any(is_breached(file, f"{word} non") for word in words)
    assert examine(file) == file.stat().st_size


def test_a_stolen_password_is_refused_and_nothing_is_asked_where_there_is_no_list(
    tmp_path: Path, settings: Any
) -> None:
    assert settings.BREACHED_PASSWORDS is None
    client = signed_in(with_password(make_person()))
    assert password_fault("quatre tuiles et un banc vert") is None
    settings.BREACHED_PASSWORDS = stolen(
        tmp_path / "stolen.txt", ["quatre tuiles et un banc vert", "un autre mot connu"]
    )
    assert "stolen from another site" in getattr(password_fault("quatre tuiles et un banc vert"), "en", "")
    assert password_fault("quatre tuiles et un banc bleu") is None
    settings.BREACHED_PASSWORDS = tmp_path / "gone.txt"
    assert "cannot be checked" in getattr(password_fault("quatre tuiles et un banc bleu"), "en", "")
    answer = client.post("/fr/compte/mot-de-passe/", {"new_password": "quatre tuiles et un banc gris"})
    assert answer.status_code == 422, "closed when it fails"


def test_a_file_that_is_no_such_list_is_told_before_anybody_relies_on_it(tmp_path: Path) -> None:
    for content in ("", "password\nsecret\n", "F" * 40 + ":1\n" + "A" * 40 + ":1\n", ("a" * 40 + ":1\n") * 3):
        (tmp_path / "other.txt").write_text(content)
        with pytest.raises(Unreadable):
            examine(tmp_path / "other.txt")
    with pytest.raises(Unreadable):
        examine(tmp_path)


def test_short_codes_are_kept_as_costly_to_try_out_as_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has the database and the installation's secret still pays a password's hash for each guess."""
    asked: list[str] = []
    slow = passwords.slow_digest
    monkeypatch.setattr(proofs, "slow_digest", lambda *args: asked.append(args[1]) or slow(*args))
    one, other = make_person(), make_person()
    codes = make_recovery_codes(one, by="system", at=clock.instant())
    make_recovery_codes(other, by="system", at=clock.instant())
    salts = set(RecoveryCode.objects.values_list("person", "salt"))
    assert len(salts) == 2 and len({salt for _, salt in salts}) == 2 and all(len(salt) == 32 for _, salt in salts)
    plain = {keyed_digest("recovery", str(one.pk), normal_recovery_code(code)) for code in codes}
    assert not plain & set(RecoveryCode.objects.values_list("digest", flat=True))
    asked.clear()
    assert not take_recovery_code(one, "WRONG-WRONG", by=one.code, at=clock.instant())
    assert len(asked) == 1, "one hash a guess, however many codes there are"
    assert not take_recovery_code(other, codes[0], by=other.code, at=clock.instant())
    assert take_recovery_code(one, codes[0].lower(), by=one.code, at=clock.instant())
    assert not take_recovery_code(one, codes[0], by=one.code, at=clock.instant())
    RecoveryCode.objects.create(
        person=other, digest=keyed_digest("recovery", str(other.pk), "ABCDE23456"), made_at=clock.instant()
    )
    assert take_recovery_code(other, "ABCDE-23456", by=other.code, at=clock.instant()), (
        "one made before goes on working"
    )
    ask_mailed_code("citoyenne@exemple.invalid", coming=COMING, at=clock.instant())
    assert str(Ticket.objects.get(kind="mailed").data["hash"]).startswith("argon2$argon2id$")


def test_a_link_back_lasts_ten_minutes_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.people.actions import accounts

    monkeypatch.setattr(accounts, "later", lambda work: work())
    person, now = with_password(make_person(language="en")), clock.instant()
    ask_way_back(person.email, coming=COMING, at=now)
    assert "for ten minutes" in str(mail.outbox[-1].body)
    token = str(mail.outbox[-1].body).partition("account_link/")[2].split()[0]
    assert way_in(token, at=now + timedelta(minutes=10, seconds=-1)) is not None
    assert way_in(token, at=now + timedelta(minutes=10)) is None
    assert "ten minutes" in Client().post("/en/account/recover/", {"email": person.email}, follow=True).content.decode()


def test_whoever_reads_the_mailbox_gets_no_new_tries_with_a_new_link() -> None:
    person, now = with_password(make_person()), clock.instant()
    refused = []
    for _ in range(4):
        token = give_ticket("link", person, at=now)
        for _ in range(4):
            ticket = way_in(token, at=now)
            assert ticket is not None
            with pytest.raises(Refused) as told:
                come_in_by_link(ticket, "000000", coming=COMING, at=now)
            refused.append(told.value.reason.en)
    assert refused.index("Too many codes tried. Wait one hour, then ask for another link.") == 10
    code = make_recovery_codes(person, by="system", at=now)[0]
    hour = now + timedelta(hours=1, seconds=1)
    late = way_in(give_ticket("link", person, at=hour), at=hour)
    assert late is not None
    assert come_in_by_link(late, code, coming=COMING, at=hour).opened.session.method == "recovery"


def test_this_was_not_me_takes_back_the_codes_that_a_stranger_made() -> None:
    person, now = with_password(make_person()), clock.instant()
    token = give_ticket("not_me", person, at=now, data={"since": now.isoformat(), "email": person.email})
    make_recovery_codes(person, by=person.code, at=now + timedelta(minutes=2))
    ticket = Ticket.objects.open("not_me", token, at=now + timedelta(minutes=5))
    assert ticket is not None
    disown(ticket, at=now + timedelta(minutes=5))
    assert not RecoveryCode.objects.filter(person=person).exists()
