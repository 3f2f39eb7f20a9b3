"""The work list of what is due: filters and order in its address, the next act with its date, one call for several services."""

import html
from datetime import timedelta

import pytest
from django.http import HttpResponse

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.actions import revise_record
from parvis.directory.desk.assuring import Check, confirm_together, move_renewals
from parvis.directory.desk.due import due_services
from parvis.directory.desk.ladder import interval
from parvis.directory.desk.reach import Reach
from parvis.directory.models import Edition, Service, Version
from parvis.directory.vocabulary import FIELDS
from parvis.journal.models import Entry
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.places.names import fold_for_order
from parvis.web.desk.due import due_rows
from parvis.web.desk.published import published_words
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALL = Reach(None)


def keeper() -> Person:
    return make_in_role("directory_editor")


def rows() -> list[dict[str, object]]:
    on = day_of(clock.instant())
    return due_rows([one.pk for one in due_services(ALL, on)], on)


def of_one_body() -> list[Service]:
    bodies: dict[str, list[Service]] = {}
    for one in rows():
        bodies.setdefault(one["provider"].pk, []).append(one["service"])  # type: ignore[attr-defined,arg-type]
    return next(found for found in bodies.values() if len(found) > 2)[:3]


def shown_of(service: Service) -> str:
    return "+".join(next(one["codes"] for one in rows() if one["service"].pk == service.pk))  # type: ignore[attr-defined,arg-type]


def test_the_desk_shows_the_first_and_the_list_has_them_all() -> None:
    client = signed_in(keeper())
    found, total = client.get(address("fr", "desk")).content.decode().replace("\u00a0", " "), len(rows())
    assert total > 50
    assert found.count("À confirmer :") == 5
    assert f"à confirmer à plusieurs : {total}" in found
    listed = client.get(address("fr", "desk_due")).content.decode()
    assert listed.count('name="service"') == 40
    last = client.get(address("fr", "desk_due") + f"?page={-(-total // 40)}").content.decode()
    assert last.count('name="service"') == total - 40 * (total // 40)


def test_filters_and_order_are_in_the_address_and_unknown_ones_are_not_in_force() -> None:
    client = signed_in(keeper())
    body = of_one_body()[0].provider
    expected = sorted(fold_for_order(one["service"].name.fr) for one in rows() if one["provider"].pk == body.pk)  # type: ignore[attr-defined]
    response = client.get(address("fr", "desk_due"), {"body": body.slug, "sort": "name"})
    shown = [fold_for_order(one["service"].name.fr) for one in response.context["rows"]]
    assert shown == expected
    assert f"sur {len(rows())}" in response.content.decode().replace("\u00a0", " ")
    for query in ({"fact": "schedules"}, {"next": "confirm"}):
        assert len(client.get(address("en", "desk_due"), query).context["rows"]) > 0
    assert all(
        "schedules" in one["codes"]
        for one in client.get(address("en", "desk_due"), {"fact": "schedules"}).context["rows"]
    )
    strange = client.get(address("fr", "desk_due"), {"body": "personne", "sort": "x", "next": "<b>"})
    assert strange.context["total"] == len(rows())
    assert not strange.context["words"]


def test_a_row_says_the_next_act_and_its_date() -> None:
    now = clock.instant()
    assert {one["step"] for one in rows()} == {"confirm"}
    move_renewals(at=now)
    found = rows()[0]
    assert found["step"] == "letter"
    assert found["since"] == day_of(now)
    assert found["then_on"] == day_of(now) + timedelta(days=30)
    client = signed_in(keeper())
    page = client.get(address("fr", "desk_due")).content.decode()
    assert "Écrire à l’organisme" in page
    assert "Relancer l’organisme" in page


def test_one_call_confirms_several_services_as_one_edition() -> None:
    by, chosen, edition = keeper(), of_one_body(), Edition.present_number()
    client = signed_in(by)
    there = address("fr", "desk_together")
    slugs = [one.slug for one in chosen]
    first = client.get(there, {"service": slugs}).content.decode()
    assert all(one.name.fr in first for one in chosen)
    today = day_of(clock.instant())
    form = {"service": slugs, "how": "called", "on": today.isoformat()}
    form |= {f"seen-{one.slug}": one.digest for one in chosen}
    form |= {f"facts-{one.slug}": shown_of(one) for one in chosen}
    preview = client.post(there, form)
    assert preview.status_code == 200
    assert "Voici ce qui sera enregistré" in preview.content.decode()
    assert Edition.present_number() == edition, "nothing yet"
    done = client.post(there, form | {"step": "confirm"})
    assert done.status_code == 303
    assert Edition.present_number() == edition + 1
    for one in chosen:
        fresh = Service.objects.listed().get(pk=one.pk)
        assert not any(check.is_due(today) for check in fresh.assurances.all())
        assert all(
            check.next_due == today + min(interval(field) for field in check.fields)
            for check in fresh.assurances.all()
            if check.on == today
        )
    assert Entry.objects.filter(kind="assurance.confirmed", by=by.code).count() == 3
    assert "3 services sont confirmés" in client.get(done["Location"]).content.decode()


def test_all_or_none_when_one_changed_meanwhile() -> None:
    by, chosen, now = keeper(), of_one_body(), clock.instant()
    version = Version.objects.of("service", chosen[1].pk).first()
    assert version is not None
    summary = {**version.content["summary"], "fr": "Autre résumé."}
    revise_record(chosen[1], says={**version.content, "summary": summary}, by="p1", at=now)
    before = Version.objects.count()
    checks = [Check(one, ("summary",), one.digest) for one in chosen]
    checks[1] = Check(chosen[1], ("summary",), version.digest)
    with side("staff"), pytest.raises(Refused) as refused:
        confirm_together(checks, how="called", on=day_of(now), by=by, at=now)
    assert chosen[1].name.en in refused.value.reason.en
    assert Version.objects.count() == before
    client = signed_in(by)
    form = {"service": [one.slug for one in chosen], "how": "called", "on": day_of(now).isoformat(), "step": "confirm"}
    form |= {f"seen-{one.slug}": check.seen for one, check in zip(chosen, checks, strict=True)}
    form |= {f"facts-{one.slug}": "summary" for one in chosen}
    answer = client.post(address("en", "desk_together"), form)
    assert answer.status_code == 422
    assert chosen[1].name.en in answer.content.decode()


def test_what_cannot_be_confirmed_together() -> None:
    client = signed_in(keeper())
    there = address("fr", "desk_together")
    assert client.get(there)["Location"].endswith("?none=1")
    assert "Cochez au moins un service" in client.get(client.get(there)["Location"]).content.decode()
    assert client.get(there, {"service": "n-existe-pas"}).status_code == 404
    slug = of_one_body()[0].slug
    wrong = client.post(there, {"service": slug, "how": "", "on": "demain"})
    assert wrong.status_code == 422
    assert "Dites comment vous avez vérifié" in wrong.content.decode()
    late = client.post(there, {"service": slug, "how": "called", "on": "1999-01-01"})
    assert late.status_code == 422
    assert 'value="1999-01-01"' in late.content.decode(), "what was typed stays"


def test_the_reach_of_a_role_is_not_passed_by_a_forged_form() -> None:
    one = next(row["service"] for row in rows() if any(d.slug == "laval" for d in row["service"].districts.all()))  # type: ignore[attr-defined]
    other = next(row["service"] for row in rows() if not row["service"].districts.all())  # type: ignore[attr-defined]
    person = make_person("Camille Exemple")
    give_role(person, "directory_editor", districts=("laval",))
    client = signed_in(person)
    there = address("fr", "desk_together")
    assert client.get(there, {"service": one.slug}).status_code == 200
    assert client.get(there, {"service": [one.slug, other.slug]}).status_code == 404
    assert other.name.fr not in client.get(address("fr", "desk_due")).content.decode()


# What is published stands beside what is to be confirmed -------------------------------------------------------------------


def test_confirming_one_service_ticks_nothing_and_puts_what_is_due_first() -> None:
    row = rows()[0]
    service = row["service"]
    client = signed_in(keeper())
    for lang, words in (("fr", "à revoir depuis le"), ("en", "due since")):
        response = client.get(address(lang, "desk_service", slug=service.slug))  # type: ignore[attr-defined]
        page = response.content.decode()
        assert 'type="checkbox"' in page
        assert '" checked' not in page
        fields = response.context["fields"]
        late = [words in one["label"].to(lang) for one in fields]
        assert any(late)
        assert late == sorted(late, reverse=True), "what is due comes first"
        assert {one["value"] for one, is_late in zip(fields, late, strict=True) if is_late} >= set(row["codes"])  # type: ignore[call-overload]


def test_every_kind_of_fact_that_is_due_can_be_confirmed_alone() -> None:
    client = signed_in(keeper())
    found = {code: one["service"] for one in rows() for code in one["codes"]}  # type: ignore[attr-defined]
    assert "corrections" in found
    for code, service in found.items():
        page = client.get(address("fr", "desk_service", slug=service.slug)).content.decode()
        assert f'name="fields" value="{code}"' in page, code
    service = found["corrections"]
    form = {"fields": ["corrections"], "how": "called", "on": "aujourd’hui", "seen": service.digest}
    assert client.post(address("fr", "desk_service", slug=service.slug), form).status_code == 303
    again = Service.objects.listed().get(pk=service.pk)
    assert again.assurance_of("corrections").how == "called"  # type: ignore[union-attr]


def plain(response: HttpResponse) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def test_what_is_published_is_read_where_it_is_confirmed_with_the_number_to_call() -> None:
    client = signed_in(keeper())
    one = Service.objects.listed().get(pk="SVC-097")
    page = plain(client.get(address("fr", "desk_service", slug=one.slug)))
    assert "Le dernier jeudi du mois, de 15 h 30 à 17 h" in page
    assert "Sans frais." in page
    assert one.summary.en in plain(client.get(address("en", "desk_service", slug=one.slug)))
    there, form = address("fr", "desk_together"), {"how": "called", "on": "aujourd’hui", "service": one.slug}
    for answer in (client.get(there, {"service": one.slug}), client.post(there, form)):
        page = plain(answer)
        assert "Le dernier jeudi du mois, de 15 h 30 à 17 h" in page
        assert one.summary.fr in page
        number = one.phone or one.provider.phone
        assert (f">{number}</a>" if number else "Aucun numéro connu") in page


def test_every_kind_of_fact_has_its_words() -> None:
    for one in Service.objects.listed()[:40]:
        said = {field: published_words(one, field) for field in FIELDS}
        assert all(text.fr and text.en for text in said.values())
        assert said["name"] == one.name


def test_what_the_form_did_not_show_is_not_confirmed() -> None:
    client, one, today = signed_in(keeper()), of_one_body()[0], day_of(clock.instant()).isoformat()
    form = {"service": one.slug, "how": "called", "on": today, "step": "confirm"}
    there, before = address("fr", "desk_together"), Version.objects.count()
    assert client.post(there, form).status_code == 422, "nothing says what the keeper had read"
    assert client.post(there, form | {f"seen-{one.slug}": one.digest}).status_code == 422
    assert Version.objects.count() == before
    shown = shown_of(one).split("+")
    assert len(shown) > 1
    one_fact = form | {f"seen-{one.slug}": one.digest, f"facts-{one.slug}": shown[0]}
    assert client.post(there, one_fact).status_code == 303
    assert shown_of(one).split("+") == shown[1:]


def test_what_a_colleague_confirmed_meanwhile_is_taken_off_the_list_and_said() -> None:
    client, by, now = signed_in(keeper()), keeper(), clock.instant()
    first, second, _ = of_one_body()
    form = {"service": [first.slug, second.slug], "how": "called", "on": day_of(now).isoformat(), "step": "confirm"}
    form |= {f"seen-{one.slug}": one.digest for one in (first, second)}
    form |= {f"facts-{one.slug}": shown_of(one) for one in (first, second)}
    with side("staff"):
        confirm_together(
            [Check(first, tuple(shown_of(first).split("+")), first.digest)], how="called", on=day_of(now), by=by, at=now
        )
    there, before = address("en", "desk_together"), Version.objects.count()
    shown = client.get(there, {"service": [first.slug, second.slug]}).content.decode()
    assert "Already confirmed by somebody" in shown
    answer = client.post(there, form)
    assert answer.status_code == 422
    assert "Nothing is saved: here are those that are left" in answer.content.decode()
    assert Version.objects.count() == before


def test_a_long_number_in_the_address_is_no_number() -> None:
    assert signed_in(keeper()).get(address("fr", "desk_due"), {"done": "9" * 5000}).status_code == 200
