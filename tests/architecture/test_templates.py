"""Templates: every one is used, every word for people stands in both languages, nothing is inline."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"
TEMPLATES = SOURCE / "web" / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))

BOTH = re.compile(r"{%\s*fr\s*%}.*?{%\s*endfr\s*%}", re.DOTALL)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->|<[^>]*>|&\w+;", re.DOTALL)
WORDS = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
#: Words that are the same in both languages, or proper names.
SAME = {
    "Parvis",
    "Québec",
    "PDF",
    "min",
    "CSV",
    "HSDS",
    "OpenAPI",
    "JSON",
    "iCalendar",
    "English",
    "français",
    "Français",
    "ndjson",
    "EUPL",
}


def names_used() -> str:
    python = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return python + "\n".join(path.read_text(encoding="utf-8") for path in FILES)


def test_every_template_is_used() -> None:
    text = names_used()
    unused = []
    for path in FILES:
        name = path.relative_to(TEMPLATES).as_posix()
        component = name.removeprefix("components/").removesuffix(".html").replace("/", ".").replace("_", "-")
        as_component = name.startswith("components/") and re.search(rf"<c-{re.escape(component)}[\s/>]", text)
        if name not in text and not as_component:
            unused.append(name)
    assert unused == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_every_word_stands_in_both_languages(path: Path) -> None:
    """Outside `{% fr %}…{% en %}…{% endfr %}` and `{% t %}` a template holds no words of its own."""
    text = BOTH.sub(" ", path.read_text(encoding="utf-8"))
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", " ", text, flags=re.DOTALL)
    left = [word for word in WORDS.findall(CODE.sub(" ", text)) if word not in SAME]
    assert left == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    """The content policy refuses inline styles, scripts and handlers: the page would lose them in silence."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/ld\+json\"))", text)
    assert not re.search(r"(src|href)=\"(https?:)?//(?!www\.justice|www\.legisquebec)[^\"{]*\.(js|css|woff2?)", text)
