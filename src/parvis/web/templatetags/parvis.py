"""Template tags: two languages side by side, addresses by page name, dates and amounts as people write them.

`{% fr %}…{% en %}…{% endfr %}` holds both languages; the English part is required. French typography (no-break spaces,
curved apostrophes) is applied when the template is read, as it is for `Text`. `{% t "Suivant" "Next" %}` is its short form.
`{% link "service" slug=service.slug %}` is the address of a page in the language of this page.
"""

import re
from datetime import date, datetime, time
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, TextNode, Token
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from parvis.law.kernel import text as law_text
from parvis.law.kernel.money import Money
from parvis.web import pages

register = template.Library()
_MARKUP = re.compile(r"(<(?=[a-z/])|>|&\w+;)")


class BothLanguages(template.Node):
    """Renders the part in the page's language."""

    def __init__(self, fr: NodeList, en: NodeList) -> None:
        self.fr = fr
        self.en = en

    def render(self, context: template.Context) -> str:
        """The text in the page's language."""
        return (self.en if context.get("lang") == "en" else self.fr).render(context)


@register.tag("fr")
def both_languages(parser: Parser, token: Token) -> BothLanguages:
    """`{% fr %}français{% en %}English{% endfr %}`."""
    fr = parser.parse(("en", "endfr"))
    if parser.next_token().contents != "en":
        raise template.TemplateSyntaxError("{% fr %} has no {% en %}: both languages are required")
    _typeset(fr)
    en = parser.parse(("endfr",))
    parser.delete_first_token()
    return BothLanguages(fr, en)


def _typeset(nodes: NodeList) -> None:
    """French typography in what stands between tags and entities, applied once, when the template is read."""
    inside_tag = False  # a tag whose attribute holds a variable spans several nodes
    for node in (one for one in nodes.get_nodes_by_type(TextNode) if isinstance(one, TextNode)):
        done = []
        for part in _MARKUP.split(node.s):
            done.append(part if inside_tag or part.startswith(("<", "&")) else law_text.french_typography(part))
            if part in ("<", ">"):
                inside_tag = part == "<"
        node.s = "".join(done)


class ShortText(template.Node):
    """Renders one of two short texts, or stores it under a name."""

    def __init__(self, fr: FilterExpression, en: FilterExpression, name: str = "") -> None:
        if isinstance(fr.var, str) and not fr.filters:
            fr.var = mark_safe(law_text.french_typography(fr.var))  # noqa: S308 - a constant of the template
        self.fr = fr
        self.en = en
        self.name = name

    def render(self, context: template.Context) -> str:
        """The text, escaped; nothing where it is stored."""
        value = (self.en if context.get("lang") == "en" else self.fr).resolve(context)
        if self.name:
            context[self.name] = value
            return ""
        return conditional_escape(value)


@register.tag("t")
def short_text(parser: Parser, token: Token) -> ShortText:
    """`{% t "français" "English" %}` or `{% t "français" "English" as name %}`."""
    bits = token.split_contents()[1:]
    if len(bits) == 4 and bits[2] == "as":
        return ShortText(parser.compile_filter(bits[0]), parser.compile_filter(bits[1]), bits[3])
    if len(bits) != 2:
        raise template.TemplateSyntaxError('{% t "français" "English" %} takes two texts')
    return ShortText(parser.compile_filter(bits[0]), parser.compile_filter(bits[1]))


@register.simple_tag(takes_context=True)
def link(context: template.Context, name: str, **kwargs: Any) -> str:
    """The address of a page in this page's language."""
    return pages.address(context.get("lang") or "fr", name, **kwargs)


@register.filter
def into(value: Any, lang: str) -> str:
    """A two-language text (`Text`, or a mapping with `fr` and `en`) in a language: `{{ service.name|into:lang }}`."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return value.get(lang) or value.get("fr") or ""
    return value.to(lang)


@register.filter
def long_date(value: date | datetime | None, lang: str) -> str:
    """« jeudi 3 décembre 2026 », “Thursday, December 3, 2026”."""
    return "" if value is None else law_text.long_date(_local(value)).to(lang)


@register.filter
def short_date(value: date | datetime | None, lang: str) -> str:
    """« 3 décembre 2026 », “December 3, 2026”."""
    return "" if value is None else law_text.short_date(_local(value)).to(lang)


@register.filter
def clock(value: time | datetime | None, lang: str) -> str:
    """« 15 h 30 », “3:30 p.m.”."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time()
    if lang == "fr":
        return f"{value.hour}\u00a0h" + (f"\u00a0{value.minute:02d}" if value.minute else "")
    hour = value.hour % 12 or 12
    return (
        f"{hour}"
        + (f":{value.minute:02d}" if value.minute else "")
        + ("\u00a0a.m." if value.hour < 12 else "\u00a0p.m.")
    )


@register.filter
def amount(value: Any, lang: str) -> str:
    """« 8 400,50 $ », “$8,400.50”; takes a `Money` or the contract's string."""
    if value in (None, ""):
        return ""
    return law_text.amount(value if isinstance(value, Money) else Money.parse(str(value))).to(lang)


def _local(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
