"""Accounts lived in a browser: enrol a passkey, sign in with it, lose it, come back with a code; every page in both languages."""

import html
import re
from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

from parvis.config import clock
from parvis.people.codes import app_code, step_at
from tests.e2e.journeys import labelled, title_of

Open = Callable[..., Page]
Command = Callable[..., str]
Check = Callable[[Page], None]
PASSWORD = "trois bancs et une tuile bleue"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> tuple[CDPSession, str]:
    """The page's browser with a device that holds passkeys."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return tools, made["authenticatorId"]


def press(page: Page, label: str) -> None:
    labelled(page, label).click()


def letter_to(page: Page, address: str, says: str) -> str:
    """The path in the newest letter to somebody that says this."""
    for _ in range(40):
        shown = html.unescape(page.request.get("/fr/courrier/").text())
        for part in shown.split(address)[1:]:
            found = re.search(r"https?://[^/\s]+(/\S+?)(?=[\s<])", part)
            if says in part.split("</section>")[0] and found:
                return found[1]
        page.wait_for_timeout(100)
    raise AssertionError(f"no letter to {address} says {says!r}")


def come_in(page: Page, command: Command, email: str, *, language: str = "fr") -> None:
    """Open an account, and come in by its link."""
    link = command("person", "add", email, "--name", "Camille Exemple", "--language", language)
    page.goto(re.sub(r"^https?://[^/]+", "", link))
    press(page, "Entrer" if language == "fr" else "Come in")


def make_codes(page: Page, check: Check | None = None) -> list[str]:
    press(page, "Faire dix codes")
    if check:
        check(page)
    return page.locator(".codes code").all_inner_texts()


def test_enrol_a_passkey_sign_in_lose_it_and_come_back(open_page: Open, command: Command, accessible: Check) -> None:
    page = open_page("/fr/")
    tools, device = with_device(page)
    come_in(page, command, "camille@exemple.invalid")
    assert title_of(page) == "Votre compte"
    accessible(page)
    page.locator("main a.button").first.click()
    assert title_of(page) == "Ajouter une clé d'accès"
    accessible(page)
    press(page, "Faire la clé d’accès")
    page.wait_for_url("**/compte/codes/")
    codes = make_codes(page, accessible)
    assert len(codes) == 10
    page.goto("/fr/compte/sortir/")
    accessible(page)
    press(page, "Sortir")
    assert title_of(page) == "Vous êtes sorti de votre compte"
    accessible(page)
    page.goto("/fr/compte/sessions/")
    assert title_of(page) == "Entrer dans votre compte"
    press(page, "Prendre ma clé d’accès")
    page.wait_for_url("**/compte/sessions/")
    assert title_of(page) == "Où vous êtes connecté"
    accessible(page)
    # The device is lost: another browser, without the key.
    other = open_page("/fr/compte/entrer/")
    other.locator("main a", has_text="Je n’arrive pas à entrer").click()
    accessible(other)
    other.fill("#field-email", "camille@exemple.invalid")
    press(other, "Envoyer le lien")
    assert title_of(other) == "Regardez votre courriel"
    accessible(other)
    other.goto(letter_to(other, "camille@exemple.invalid", "revenir"))
    accessible(other)
    other.fill("#field-code", codes[3])
    press(other, "Entrer")
    assert title_of(other) == "Votre compte"
    with_device(other)
    other.goto("/fr/compte/cles/ajouter/")
    press(other, "Faire la clé d’accès")
    other.wait_for_url("**/compte/?done=passkey")
    accessible(other)
    other.locator("main a", has_text="Retirer").first.click()
    accessible(other)
    press(other, "Retirer")
    assert other.locator("main a", has_text="Retirer").count() == 1
    # What the old browser held is worth nothing now.
    page.goto("/fr/compte/")
    assert title_of(page) == "Entrer dans votre compte"
    press(page, "Prendre ma clé d’accès")
    page.wait_for_url("**/entrer/cle/")
    page.locator(".error-summary").wait_for()
    assert "n’ouvre pas de compte" in page.locator(".error-summary").inner_text()
    accessible(page)
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def unscripted(page: Page) -> None:
    """Axe needs script; what is left to see is that nothing is missing."""
    assert page.locator("h1").count() == 1


def secret_on(page: Page) -> bytes:
    import base64

    return base64.b32decode(page.locator(".copyable code").inner_text())


def code_now(secret: bytes, ahead: int = 0) -> str:
    """The code of the app, or of a neighbouring half minute; never so late in one that it ends before it is read."""
    while clock.instant().timestamp() % 30 > 20:
        sleep(0.5)
    return app_code(secret, step_at(clock.instant()) + ahead)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_password_and_an_app_do_without_script(
    scripted: bool, open_page: Open, command: Command, accessible: Check
) -> None:
    options: dict[str, Any] = {} if scripted else {"java_script_enabled": False}
    check: Check = accessible if scripted else unscripted
    email = f"sam{int(scripted)}@exemple.invalid"
    page = open_page("/en/", **options)
    come_in(page, command, email, language="en")
    page.goto("/en/account/password/")
    check(page)
    page.fill("#field-new_password", "parvisparvis")
    page.fill("#field-again", "parvisparvis")
    press(page, "Save")
    assert "can be guessed" in page.locator(".error-summary").inner_text()
    check(page)
    for name in ("new_password", "again"):
        page.fill(f"#field-{name}", PASSWORD)
    press(page, "Save")
    assert title_of(page) == "Tie an authenticator app"
    check(page)
    secret = secret_on(page)
    page.fill("#field-code", "000000")
    press(page, "Tie the app")
    assert secret_on(page) == secret, "a wrong code keeps the picture"
    page.fill("#field-code", code_now(secret, -1))
    press(page, "Tie the app")
    check(page)
    press(page, "Make ten codes")
    codes = page.locator(".codes code").all_inner_texts()
    page.goto("/en/account/sign-out/")
    press(page, "Sign out")
    page.goto("/en/account/sign-in/")
    if not scripted:
        press(page, "Use my passkey")
        assert "needs JavaScript" in page.locator("main").inner_text()
        page.go_back()
    page.fill("#field-email", email.upper())
    page.fill("#field-password", PASSWORD)
    press(page, "Continue")
    check(page)
    page.fill("#field-code", code_now(secret))
    press(page, "Sign in")
    assert title_of(page) == "Your account"
    assert len(codes) == 10


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_of_an_account_is_accessible(
    lang: str, open_page: Open, command: Command, accessible: Check
) -> None:
    page = open_page(f"/{lang}/")
    come_in(page, command, f"tous-{lang}@exemple.invalid", language=lang)
    fr = (
        "",
        "sessions/",
        "nom/",
        "courriel/",
        "cles/ajouter/",
        "mot-de-passe/",
        "application/retirer/",
        "codes/",
        "confirmer/",
        "sortir/",
        "courriel/x/",
    )
    en = (
        "",
        "sessions/",
        "name/",
        "email/",
        "passkeys/add/",
        "password/",
        "app/remove/",
        "codes/",
        "confirm/",
        "sign-out/",
        "email/x/",
    )
    base = "/fr/compte/" if lang == "fr" else "/en/account/"
    for path in fr if lang == "fr" else en:
        page.goto(base + path)
        assert page.url.endswith(path), page.url
        accessible(page)
    page.goto(base + ("courriel/" if lang == "fr" else "email/"))
    page.fill("#field-email", f"autre-{lang}@exemple.invalid")
    page.locator("main form button").click()
    accessible(page)
    confirmed = letter_to(page, f"autre-{lang}@exemple.invalid", "/")
    page.goto(confirmed)
    page.locator("main form button").click()
    assert "?done=email" in page.url
    assert f"autre-{lang}@exemple.invalid" in page.locator("main").inner_text()
    not_me = letter_to(page, f"tous-{lang}@exemple.invalid", "pas-moi" if lang == "fr" else "not-me")
    page.goto(not_me)
    accessible(page)
    page.locator("main form button").click()
    accessible(page)
    page.goto(base)
    assert "compte/entrer" in page.url or "account/sign-in" in page.url


def test_signing_in_by_keyboard(open_page: Open) -> None:
    """From the top of the page: the address, the password, Enter; focus is seen and in order."""
    page = open_page("/fr/compte/entrer/")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        if reached[-1] == "field-email":
            break
    assert reached[-1] == "field-email", reached
    page.keyboard.type("nul@exemple.invalid")
    page.keyboard.press("Tab")
    page.keyboard.type("un mot de passe quelconque")
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.locator("#field-email").input_value() == "nul@exemple.invalid"
    assert page.locator("#field-password").input_value() == "", "a password is never sent back"
