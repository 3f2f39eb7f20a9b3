"""The components: declared inputs, texts escaped once, errors tied to their fields; what the browser sees is in tests/e2e."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.template import Template
from django.template.context import make_context
from django.test import Client, RequestFactory

from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.places.names import fold_for_order
from parvis.web.gallery.examples import examples
from parvis.web.site.glossary import as_markdown, entries, entry
from parvis.web.templatetags.components import days_away, grouped, hour_of, of_place, said, share_of, telephone, unseen

WEB = Path(__file__).resolve().parents[2] / "src" / "parvis" / "web"
COMPONENTS = sorted((WEB / "templates" / "components").glob("*.html"))
DAY = date(2026, 11, 23)


def shown(source: str, lang: str = "fr", **values: Any) -> str:
    """A template with components, rendered in a language."""
    request = RequestFactory().get(f"/{lang}/")
    from django.template import engines

    django = engines["django"].engine
    loader = next(one for one in django.template_loaders[0].loaders if hasattr(one, "cotton_compiler"))
    template = Template(loader.cotton_compiler.process(source), engine=django)
    context = make_context({"lang": lang, **values}, request)
    with context.bind_template(template):
        return template.render(context)


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_each_component_says_what_it_is_and_stands_in_the_gallery(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert source.startswith("{# "), "the first line says what the component is"
    assert "objects." not in source
    name = file.stem.replace("_", "-")
    gallery = (WEB / "templates/gallery/gallery.html").read_text(encoding="utf-8")
    inside = "".join(other.read_text(encoding="utf-8") for other in COMPONENTS if other != file)
    assert f"<c-{name}" in gallery or (f"<c-{name}" in inside), "it stands in the gallery, or inside one that does"
    assert f"c-{name}" in (WEB / "gallery/__init__.py").read_text(encoding="utf-8") or name in ("sign",), (
        "it is documented"
    )


@pytest.mark.parametrize("file", [*(WEB / "templates").rglob("*.html")], ids=lambda file: file.stem)
def test_french_of_the_templates_speaks_calmly(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    french = [*re.findall(r"{% fr %}(.*?){% en %}", source, re.DOTALL), *re.findall(r"""{% t "([^"]*)" """, source)]
    for text in french:
        words = re.sub(r"{[{%].*?[}%]}|<[^>]*>", "", text)
        assert "!" not in words, words
        assert not re.search(r"[Vv]euillez|[Ii]l est important de", words), words


def test_french_typography_is_applied_when_a_template_is_read() -> None:
    html = shown(
        '{% fr %}L\'avis : « oui » à 5 000 $ ; <a href="/?a ;">quoi ?</a> &amp; <a href="mailto:{{ x }}?b=1 :">ici :</a>{% en %}x{% endfr %}{% t "Où ?" "Where?" %}',
        x="y",
    )
    assert (
        html
        == 'L’avis\u00a0: «\u00a0oui\u00a0» à 5\u00a0000\u00a0$\u00a0; <a href="/?a ;">quoi\u00a0?</a> &amp; <a href="mailto:y?b=1 :">ici\u00a0:</a>Où\u00a0?'
    )
    assert shown('{% t "a : b" "a: b" as x %}{{ x }}') == "a\u00a0: b"


def test_a_field_ties_its_hint_and_its_error() -> None:
    html = shown('<c-text-field name="town" label="Ville" hint="Où ?" error="Écrivez une ville." value="<b>" />')
    assert 'id="field-town"' in html
    assert re.search(r'aria-describedby="field-town-hint field-town-error"', html)
    assert 'aria-invalid="true"' in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


def test_a_field_without_error_says_nothing_of_errors() -> None:
    html = shown('<c-amount-field name="sum" label="Montant" />')
    assert "aria-invalid" not in html
    assert "field-error" not in html
    assert 'inputmode="decimal"' in html


@pytest.mark.parametrize(
    ("lang", "word"), [("fr", "Il y a quelque chose à corriger"), ("en", "There is something to correct")]
)
def test_error_summary_leads_to_the_fields(lang: str, word: str) -> None:
    errors = [{"field": "sum", "message": Text("Écrivez un montant.", "Write an amount.")}]
    html = shown('<c-error-summary :errors="errors" />', lang, errors=errors)
    assert word in html
    assert 'href="#field-sum"' in html
    assert errors[0]["message"].to(lang) in html
    assert shown('<c-error-summary :errors="errors" />', lang, errors=[]).strip() == ""


def test_choices_keep_the_answer_and_escape_it() -> None:
    options = [
        {"value": "a", "label": Text("Oui", "Yes")},
        {"value": "b", "label": Text("Non <i>", "No <i>"), "hint": "…"},
        {"value": "?", "label": Text("Je ne sais pas", "I do not know"), "apart": True},
    ]
    html = shown('<c-choices name="q" legend="Quoi ?" title="1" :options="options" value="b" />', "en", options=options)
    assert html.count('type="radio"') == 3
    assert re.search(r'value="b" checked', html)
    assert html.count("checked") == 1
    assert "No &lt;i&gt;" in html
    assert "<h1>Quoi ?</h1>" in html
    assert ">or<" in html


def test_a_text_is_escaped_once_whatever_its_form() -> None:
    for value in ("L’avis & <b>", Text("L’avis & <b>", "x"), {"fr": "L’avis & <b>", "en": "x"}):
        html = shown('<c-fact :label="label">v</c-fact>', label=value)
        assert "<dt>L’avis &amp; &lt;b&gt;</dt>" in html


@pytest.mark.parametrize(
    ("day", "fr", "en"),
    [
        (date(2026, 11, 23), "aujourd’hui", "today"),
        (date(2026, 11, 24), "demain", "tomorrow"),
        (date(2026, 11, 22), "hier", "yesterday"),
        (date(2026, 12, 4), "dans 11\u00a0jours", "in 11\u00a0days"),
        (date(2027, 1, 22), "dans 60\u00a0jours", "in 60\u00a0days"),
        (date(2027, 3, 23), "dans environ 4\u00a0mois", "in about 4\u00a0months"),
        (date(2029, 10, 2), "dans environ 3\u00a0ans", "in about 3\u00a0years"),
        (date(2023, 7, 24), "il y a environ 3\u00a0ans", "about 3\u00a0years ago"),
        (date(2026, 11, 13), "il y a 10\u00a0jours", "10\u00a0days ago"),
    ],
)
def test_days_away(day: date, fr: str, en: str) -> None:
    assert days_away(day, DAY) == Text(fr, en)
    assert days_away(day, None) is None


def test_big_date_says_that_a_day_has_passed() -> None:
    html = shown('<c-big-date label="Dernier jour" :day="day" :today="today" />', day=date(2026, 11, 20), today=DAY)
    assert "vendredi 20" in html
    assert "ce jour est passé" in html


def test_small_words() -> None:
    assert of_place("Alma") == "d’Alma"
    assert of_place("Laval") == "de Laval"
    assert hour_of("08:30", "fr") == "8\u00a0h\u00a030"
    assert hour_of("13:00", "en") == "1\u00a0p.m."
    assert grouped(2000, "fr") == "2\u00a0000"
    assert grouped("2000", "en") == "2,000"
    assert telephone("1 844 522-6900, poste 2") == "+18445226900"
    assert telephone("418 614-2470") == "+14186142470"
    assert (share_of(21, 45), share_of(1, 0)) == (47, 0)
    assert said(None, "fr") == ""


def test_bars_always_have_their_table() -> None:
    rows = examples(DAY)["bar_rows"]
    html = shown('<c-bars caption="Taux" header="Où" measure="Taux" :rows="rows" />', "en", rows=rows)
    assert html.count('<th scope="row">') == len(rows)
    assert "22% (110 of 497)" in html
    assert 'width="22"' in html
    assert " style=" not in html


def test_docs_glossary_is_in_step() -> None:
    """To mend it: write what `as_markdown()` gives to docs/glossary.md."""
    assert (WEB.parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8") == as_markdown()


def test_glossary_follows_the_french_alphabet() -> None:
    words = [fold_for_order(one.word.fr) for one in entries().values()]
    assert words == sorted(words)


def test_glossary_is_whole_and_unique() -> None:
    assert len(entries()) >= 25
    assert len({one.word.fr for one in entries().values()}) == len(entries())
    used = set()
    for file in (WEB / "templates").rglob("*.html"):
        used |= set(re.findall(r'<c-term code="([^"{]+)"', file.read_text(encoding="utf-8")))
    assert used
    for code in used:
        assert entry(code)
    with pytest.raises(KeyError):
        entry("nonsense")


@pytest.mark.parametrize("path", ["galerie/", "a-propos/", "vie-privee/", "accessibilite/", "glossaire/", ""])
def test_site_pages_need_no_database(path: str, client: Client) -> None:
    """Without `db`, a query would fail the test: these pages stand when the database does not."""
    assert client.get(f"/fr/{path}").status_code == 200


@pytest.mark.parametrize(("lang", "word"), [("fr", "Page introuvable"), ("en", "Page not found")])
def test_error_pages_need_no_database(lang: str, word: str, client: Client) -> None:
    answer = client.get(f"/{lang}/nulle-part/")
    assert answer.status_code == 404
    assert word in answer.content.decode()


def test_a_fault_is_told_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.web.errors import fault

    request = RequestFactory().get("/fr/plan/")
    answer = fault(request)
    assert answer.status_code == 500
    assert "La faute est de notre côté" in answer.content.decode()


def test_caught_mail_is_for_this_machine_only(client: Client) -> None:
    assert client.get("/en/mail/").status_code == 200
    assert client.get("/en/mail/", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_first_load_is_small() -> None:
    """Page, styles and scripts together, compressed: under 60 kB."""
    import gzip

    from django.contrib.staticfiles import finders

    names = ("tokens.css", "parvis.css", "parvis.js", "django_htmx/htmx-2.min.js", "favicon.svg")
    total = sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in names)
    assert total < 45_000


def test_a_text_that_was_not_seen_is_explained_with_a_way_to_what_is_not_certain() -> None:
    """Every citation of the law that says it gets the sentence and the link; no other does."""
    marked = [
        one.cite
        for each in LAW.instruments
        for one in each.norms
        if "non vu" in one.cite.fr or "not seen" in one.cite.en
    ]
    assert len(marked) > 5 and all(unseen(one) for one in marked), "in both languages, whatever its gender and number"
    assert not unseen(Text("art. 11", "s. 11")) and not unseen("La revue non vulgarisée")
    for lang, means, href in (
        ("fr", "nous n’avons pas lu", "/fr/loi/a-confirmer/"),
        ("en", "we have not read", "/en/law/unconfirmed/"),
    ):
        page = shown('<c-norm :cite="cite" />', lang, cite=marked[0])
        assert means in page and f'href="{href}"' in page
        assert means not in shown('<c-norm :cite="cite" />', lang, cite=Text("art. 11", "s. 11"))
