"""The record editor in its pages, as a browser without scripts sends them."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from parvis.config import clock
from parvis.directory.desk.editing_pages import questions
from parvis.directory.models import Concordance, Draft, Service, Statistic, Version
from parvis.people.actions.roles import end_role
from parvis.people.models import Membership, Person
from parvis.web.desk import edit_form
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db
LAVAL = "SVC-097"


@pytest.fixture
def me() -> Person:
    return make_in_role("directory_editor")


@pytest.fixture
def browser(me: Person) -> Client:
    cache.clear()  # a public page of the same edition, kept by another test
    return signed_in(me)


def start(browser: Client, record: str = LAVAL) -> Draft:
    """Open a draft of a record."""
    assert browser.get(f"/fr/atelier/modifier/{record}/").status_code in (200, 303)
    assert browser.post(f"/fr/atelier/modifier/{record}/").status_code == 303
    return Draft.objects.get(record=record)


def there(draft: Draft, screen: str = "list", lang: str = "fr", **query: object) -> str:
    path = address(lang, f"desk_draft_{screen}", number=draft.pk)
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def form(draft: Draft, code: str, row: int = 0, lang: str = "fr") -> dict[str, Any]:
    """What the form of a page would send, unchanged."""
    draft.refresh_from_db()
    asked = next(one for one in questions(draft.kind) if one.code == code)
    return dict(edit_form.shown_in(asked, draft.content, row, lang))


def send(browser: Client, draft: Draft, code: str, row: int = 0, lang: str = "fr", **typed: Any) -> Any:
    sent = form(draft, code, row, lang) | {key.replace("__", "-"): value for key, value in typed.items()}
    return browser.post(there(draft, "question", lang, q=code, row=row or ""), sent)


def publish(browser: Client, draft: Draft, how: str = "called") -> Any:
    draft.refresh_from_db()
    return browser.post(there(draft, "finish"), {"seen": draft.against, "how": how, "on": "aujourd’hui"})


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_that_only_words_change_is_offered_and_taken_where_no_fact_changes(browser: Client) -> None:
    draft = start(browser)
    send(browser, draft, "name", **{"name-fr": ["Séance du jeudi"], "name-en": ["Thursday session"]})
    assert 'value="wording"' in text_of(browser.get(there(draft, "finish")))
    send(browser, draft, "contact", **{"access-phone": ["450 555-0123"]})
    assert 'value="wording"' not in text_of(browser.get(there(draft, "finish")))
    refused = publish(browser, draft, "wording")
    assert refused.status_code == 422
    assert "Des faits changent, et non seulement des mots" in text_of(refused)
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert publish(browser, draft, "called").status_code == 303


@pytest.mark.slow
@pytest.mark.parametrize("record", [LAVAL, "ORG-35", "SVC-125"])
def test_every_page_of_a_draft_opens_in_both_languages(browser: Client, record: str) -> None:
    draft = start(browser, record)
    for lang in ("fr", "en"):
        assert browser.get(there(draft, lang=lang)).status_code == 200
        for one in questions(draft.kind):
            rows = range(1, len(draft.content.get(one.rows, [])) + 2) if one.rows else range(1)
            for row in rows:
                response = browser.get(there(draft, "question", lang, q=one.code, row=row))
                assert response.status_code == 200, f"{one.code} {row}"
                assert one.ask.to(lang).partition("’")[0] in text_of(response)
        for screen in ("languages", "preview", "finish", "discard"):
            assert browser.get(there(draft, screen, lang)).status_code == 200
        assert browser.get(there(draft, "meanwhile", lang)).status_code == 303


@pytest.mark.slow
def test_saving_every_page_as_it_is_leaves_the_record_as_it_is(browser: Client) -> None:
    draft = start(browser)
    for one in questions("service"):
        for row in range(1, len(draft.content.get(one.rows, [])) + 1) if one.rows else (0,):
            assert send(browser, draft, one.code, row).status_code == 303, one.code
    draft.refresh_from_db()
    assert (draft.content, draft.unread) == (Version.objects.of("service", LAVAL)[0].content, {})
    assert "Il n’y a rien à publier" in text_of(browser.get(there(draft, "finish")))


def test_a_keeper_changes_a_schedule_step_by_step_and_publishes(browser: Client) -> None:
    draft = start(browser)
    page = text_of(browser.get(there(draft, "question", q="schedule-rhythm", row=1)))
    assert "Toutes les 2 semaines" in page, "what another rhythm asks for is there before it is chosen"
    empty = send(browser, draft, "schedule-rhythm", 1, rhythm=["weekly"], days=[], every=["2"])
    assert empty.status_code == 422
    assert "Cochez au moins un jour" in text_of(empty)
    done = send(
        browser,
        draft,
        "schedule-rhythm",
        1,
        rhythm=["weekly"],
        days=["MO", "WE"],
        every=["2"],
        months=[],
        first=["5 janvier 2026"],
        act="on",
    )
    assert done["Location"] == there(draft, "question", q="schedule-hours", row=1)
    saved = send(browser, draft, "schedule-hours", 1, starts=["9 h 30"], ends=["12 h"])
    assert "q=schedule-words" in saved["Location"], "the words still say the last Thursday"
    page = text_of(browser.get(saved["Location"]))
    assert "Les jours ou les heures ont changé" in page
    assert "Le lundi et le mercredi, toutes les 2 semaines, de 9\u00a0h\u00a030 à 12\u00a0h." in page
    draft.refresh_from_db()
    schedule = draft.content["schedules"][0]
    assert (schedule["rrule"], schedule["first"]) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-01-05")
    assert (schedule["starts"], schedule["ends"], draft.unread) == ("09:30", "12:00", {})
    page = text_of(browser.get(there(draft, "question", "en", q="schedule-hours", row=1)))
    assert page.count("9:30\u00a0a.m. to 12\u00a0p.m.") == 10, (
        "ten dates, the same hour on both sides of a change of clocks"
    )
    assert publish(browser, draft)["Location"].endswith("?done=published")
    assert Service.objects.listed().get(pk=LAVAL).schedules.get().rrule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE"
    assert "9\u00a0h\u00a030" in text_of(Client().get(address("fr", "service", slug="seance-information-laval")))


def test_every_month_but_one_is_one_tick(browser: Client) -> None:
    draft = start(browser)
    send(browser, draft, "schedule-rhythm", 1, cover=["except"], months=["7"], monthday=["99"], act="back")
    draft.refresh_from_db()
    rule = draft.content["schedules"][0]["rrule"]
    assert rule.endswith("BYMONTH=1,2,3,4,5,6,8,9,10,11,12"), (
        "a day of the month that this rhythm does not ask for is nothing"
    )
    shown = form(draft, "schedule-rhythm", 1)
    assert (shown["cover"], shown["months"]) == (["except"], ["7"])
    every = [str(one) for one in range(1, 13)]
    none = send(browser, draft, "schedule-rhythm", 1, cover=["except"], months=every)
    assert none.status_code == 422 and "Laissez au moins un mois" in text_of(none)


def test_what_is_typed_is_kept_by_going_back(browser: Client) -> None:
    draft = start(browser)
    same = send(browser, draft, "contact", act="back")
    assert same["Location"] == there(draft), "nothing typed: nothing is saved, and nothing is said"
    browser.post(there(draft, "question", q="cost", row=9), {"act": "back"})
    good = send(browser, draft, "contact", access__phone=["450 555-0123"], act="back")
    assert "done=saved" in good["Location"]
    bad = send(browser, draft, "name", name__fr=["Séance Exemple"], name__en=[""], act="back")
    assert "done=kept" in bad["Location"]
    assert "Ce que vous avez écrit est gardé" in text_of(browser.get(bad["Location"].partition("#")[0]))
    draft.refresh_from_db()
    assert draft.content["access"]["phone"] == "450 555-0123"
    assert "Séance Exemple" in text_of(browser.get(there(draft, "question", q="name")))
    send(browser, draft, "status", status=["paused"])
    send(browser, draft, "name", name__fr=["Séance Exemple"], name__en=["Exemple session"])
    counts = {
        re.search(r"Valeurs changées\s: (\d+)", text_of(browser.get(there(draft, screen))))[1]  # type: ignore[index]
        for screen in ("list", "preview", "finish")
    }
    assert counts == {"4"}, "the same count on every page: the phone, the state, the name in two languages"


def test_the_builder_says_when_there_is_no_date_and_when_it_ends(browser: Client) -> None:
    draft = start(browser)
    send(browser, draft, "schedule-rhythm", 1, last=["30 juin 2025"])
    page = text_of(browser.get(there(draft, "question", q="schedule-hours", row=1)))
    assert "l’horaire a fini le 30\u00a0juin 2025" in page
    send(browser, draft, "schedule-rhythm", 1, rhythm=["dates"], dates=["2 mars 2099\n2099-03-09"])
    page = text_of(browser.get(there(draft, "question", q="schedule-hours", row=1)))
    assert "Aucune dans les trois prochaines années" in page
    send(browser, draft, "schedule-rhythm", 1, rhythm=["none"])
    draft.refresh_from_db()
    assert draft.content["schedules"][0]["certainty"] == "unknown"
    assert {"rrule", "dates"} & set(draft.content["schedules"][0]) == set()
    assert "Aucun jour n’est connu" in text_of(browser.get(there(draft, "question", q="schedule-hours", row=1)))


def test_nothing_typed_is_lost_when_it_cannot_be_read(browser: Client) -> None:
    draft = start(browser)
    response = send(browser, draft, "contact", access__phone=["appelez Édith"], access__email=["a@exemple.invalid"])
    assert response.status_code == 422
    assert "614-2470" in text_of(response), "the way out"
    later = text_of(browser.get(there(draft, "question", q="contact")))
    assert "appelez Édith" in later
    assert "a@exemple.invalid" in later
    assert "à terminer" in text_of(browser.get(there(draft)))
    assert publish(browser, draft).status_code == 422
    assert send(browser, draft, "contact", access__phone=["(450) 555 0123"]).status_code == 303
    draft.refresh_from_db()
    assert (draft.content["access"]["phone"], draft.unread) == ("450 555-0123", {})


def test_markup_is_kept_as_text(browser: Client) -> None:
    draft = start(browser)
    words = "<script>alert(1)</script> {{ secret }} =1+1"
    send(browser, draft, "name", name__fr=[words], name__en=[words])
    draft.refresh_from_db()
    assert draft.content["name"]["en"] == words
    for path in (there(draft), there(draft, "preview"), there(draft, "finish"), there(draft, "question", q="name")):
        page = text_of(browser.get(path))
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("organizations", {"organizations-1-id": "ORG-9999"}),
        ("organizations", {"organizations-2-role": "owner"}),
        ("kind", {"kind": "casino"}),
        ("place", {"access-location": "LOC-nulle-part-1"}),
        ("territory", {"territory-districts": ["atlantide"]}),
        ("guidance", {"for_public": "perhaps"}),
        ("schedule-rhythm", {"rhythm": "never"}),
        ("schedule-rhythm", {"days": ["MO", "XX"]}),
    ],
)
def test_a_forged_choice_is_not_there(browser: Client, code: str, typed: dict[str, Any]) -> None:
    draft = start(browser)
    row = 1 if code.startswith("schedule") else 0
    sent = form(draft, code, row) | typed
    assert browser.post(there(draft, "question", q=code, row=row), sent).status_code == 404
    draft.refresh_from_db()
    assert draft.content == draft.base()


@pytest.mark.parametrize(
    "query", ["", "q=none", "q=cost", "q=cost&row=9", "q=name&row=1", "q=cost&row=²", "q=cost&row=-1"]
)
def test_a_page_that_does_not_exist(browser: Client, query: str) -> None:
    assert browser.get(f"{there(start(browser), 'question')}?{query}").status_code == 404


def test_a_draft_is_its_holders_alone(browser: Client) -> None:
    draft, other = start(browser), signed_in(make_in_role("directory_editor", name="Lou Exemple"))
    for screen in ("list", "question", "languages", "meanwhile", "preview", "finish", "discard"):
        assert other.get(there(draft, screen, **({"q": "name"} if screen == "question" else {}))).status_code == 404
    assert other.post(there(draft, "discard")).status_code == 404
    assert Client().get(there(draft)).status_code == 303


def test_a_record_beyond_reach_is_not_there() -> None:
    near = make_person("Noé Exemple")
    give_role(near, "directory_editor", districts=("laval",))
    browser = signed_in(near)
    assert browser.get("/fr/atelier/modifier/SVC-112/").status_code == 404
    assert browser.post("/fr/atelier/modifier/SVC-112/").status_code == 404
    draft = start(browser)
    sent = form(draft, "organizations") | {"organizations-1-id": "ORG-02", "organizations-3-id": ""}
    refused = browser.post(there(draft, "question", q="organizations"), sent)
    assert refused.status_code == 422
    assert "hors de votre étendue" in text_of(refused)
    page = text_of(browser.get("/fr/atelier/ajouter/"))
    assert "Un organisme" not in page, "a new organization is beyond a district"
    assert (
        browser.post(
            "/fr/atelier/ajouter/", {"kind": "service", "name_fr": "Un", "name_en": "One", "owner": "ORG-02"}
        ).status_code
        == 404
    )


def test_a_role_that_ends_between_two_steps_says_so_and_keeps_the_draft(browser: Client, me: Person) -> None:
    draft = start(browser)
    send(browser, draft, "contact", access__phone=["450 555-0123"])
    end_role(Membership.objects.get(person=me), reason="left", by=me, at=clock.instant())
    words = "Un long résumé écrit avec soin."
    refused = send(browser, draft, "summary", summary__fr=[words])
    assert refused.status_code == 403
    assert "Votre rôle ne permet plus de changer cette fiche" in text_of(refused)
    assert words in text_of(refused), "what was just typed can be copied"
    assert browser.get(there(draft)).status_code == 403
    draft.refresh_from_db()
    assert draft.content["access"]["phone"] == "450 555-0123"
    give_role(me, "directory_editor")
    assert browser.get(there(draft)).status_code == 200


def test_one_language_alone_is_asked_about_then_marked_for_its_readers(browser: Client) -> None:
    draft = start(browser)
    saved = send(browser, draft, "summary", summary__fr=["Une heure, sans frais."])
    assert saved["Location"].startswith(there(draft, "languages"))
    page = text_of(browser.get(there(draft, "languages")))
    assert "Le texte anglais est encore juste" in page
    assert browser.post(there(draft, "languages"), {"text-1": "behind"}).status_code == 303
    assert "Textes qui paraîtront comme plus anciens que l’autre langue : 1" in text_of(
        browser.get(there(draft, "finish"))
    ).replace("\u00a0", " ")
    publish(browser, draft)
    english = text_of(Client().get(address("en", "service", slug="seance-information-laval")))
    assert "This text is older than the French one." in english, "both languages date from today: the days say nothing"
    assert "plus ancien" not in text_of(Client().get(address("fr", "service", slug="seance-information-laval")))
    assert "Textes plus anciens que l’autre langue" in text_of(browser.get("/fr/atelier/"))
    again = start(browser)
    browser.post(there(again, "languages"), {"text-1": "agree"})
    assert publish(browser, again, "wording").status_code == 303
    assert "older than the French" not in text_of(
        Client().get(address("en", "service", slug="seance-information-laval"))
    )
    assert Concordance.objects.count() == 2


def test_two_keepers_at_once(browser: Client) -> None:
    second = signed_in(make_in_role("directory_editor", name="Lou Exemple"))
    one = start(browser)
    second.post(f"/fr/atelier/modifier/{LAVAL}/")
    two = Draft.objects.exclude(pk=one.pk).get()
    send(browser, one, "contact", access__phone=["450 555-0123"], access__email=["a@exemple.invalid"])
    send(second, two, "contact", access__phone=["450 555-0199"])
    assert publish(browser, one).status_code == 303
    assert publish(second, two)["Location"] == there(two, "meanwhile")
    page = text_of(second.get(there(two, "meanwhile")))
    assert "450 555-0123" in page
    assert "450 555-0199" in page
    assert "a@exemple.invalid" in page, "what merges by itself is said"
    seen = Version.objects.of("service", LAVAL)[0].digest
    refused = second.post(there(two, "meanwhile"), {"seen": seen})
    assert refused.status_code == 422
    second.post(there(two, "meanwhile"), {"seen": seen, "keep-access-phone": "mine"})
    assert publish(second, two).status_code == 303
    access = Version.objects.of("service", LAVAL)[0].content["access"]
    assert (access["phone"], access["email"]) == ("450 555-0199", "a@exemple.invalid")


def test_the_preview_is_the_public_page_and_writes_nothing(browser: Client) -> None:
    draft = start(browser)
    send(browser, draft, "name", name__fr=["Séance Exemple"], name__en=["Example session"])
    page = text_of(browser.get(there(draft, "preview")))
    assert page.count("<article>") == 2
    assert "Séance Exemple</h1>" in page
    assert Service.objects.get(pk=LAVAL).name_fr != "Séance Exemple"
    assert Version.objects.of("service", LAVAL).count() == 1


@pytest.mark.parametrize(
    ("record", "code", "typed", "said"),
    [
        ("ORG-35", "contact", {"phone": "450 555-0123"}, "450 555-0123"),
        ("SVC-125", "stated", {"stated-fr": "Environ un quart", "stated-en": "About a quarter"}, "Environ un quart"),
    ],
)
def test_organizations_and_figures_too(
    browser: Client, record: str, code: str, typed: dict[str, str], said: str
) -> None:
    draft = start(browser, record)
    assert browser.post(there(draft, "question", q=code), form(draft, code) | typed).status_code == 303
    assert said in text_of(browser.get(there(draft, "preview")))
    assert publish(browser, draft).status_code == 303
    assert said in str(Version.objects.of(draft.kind, record)[0].content)


def test_a_new_service_from_nothing(browser: Client) -> None:
    empty = browser.post("/fr/atelier/ajouter/", {"kind": "service", "name_fr": "Clinique"})
    assert empty.status_code == 422
    made = browser.post(
        "/fr/atelier/ajouter/", {"kind": "service", "name_fr": "Clinique", "name_en": "Clinic", "owner": "ORG-35"}
    )
    assert made.status_code == 303
    draft = Draft.objects.get(is_new=True)
    assert draft.record.startswith("SVC-")
    assert not Statistic.objects.filter(pk=draft.record).exists()
    assert "Cette réponse est nécessaire" in text_of(browser.get(there(draft)))
    assert browser.get(there(draft, "preview")).status_code == 200
    assert publish(browser, draft).status_code == 422
