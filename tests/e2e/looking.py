"""A page looked at by axe: every rule on every page, each way of writing measured once for its contrast.

Two thirds of axe's time go to the contrast of each piece of text, hundreds to a page and the same from page to page. A piece
whose tag, classes, colours, size and grounds are those of a piece already measured, from itself up to the page, in the same
theme, has the same contrast: it is not measured again.
"""

import hashlib
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Every rule of axe, the size of targets (WCAG 2.2, 2.5.8) too, which axe leaves out unless asked; contrast comes apart.
EVERY_RULE = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
}
#: All that a page is to axe: its markup, what is filled in, the width, the letters' size, the colours asked for.
AS_SEEN = """() => JSON.stringify([
  document.documentElement.outerHTML, innerWidth, innerHeight, getComputedStyle(document.documentElement).fontSize,
  [...document.querySelectorAll('input, select, textarea')].map(one => [one.type === 'hidden' || one.value, one.checked]),
  ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)', '(prefers-reduced-motion: reduce)']
    .map(one => matchMedia(one).matches)])"""
#: What each visit has anew: the secret of a form.
CHANGES_ALWAYS = r"(name=..csrfmiddlewaretoken.. value=..|csrftoken[^a-z]{1,8})[A-Za-z0-9]{32,64}"
#: The ways of writing that were not measured yet, and what axe finds in them.
CONTRAST = """async known => {
  const seen = new Set(known), added = [], fresh = [], signs = new Map();
  const theme = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']
    .map(one => matchMedia(one).matches).join();
  const short = text => { let a = 5381, b = 52711;
    for (let i = 0; i < text.length; i++) { const c = text.charCodeAt(i);
      a = Math.imul(a, 33) ^ c; b = Math.imul(b, 31) + c | 0; }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36); };
  const sign = one => { if (!one) return theme;
    if (!signs.has(one)) { const its = getComputedStyle(one);
      signs.set(one, short([sign(one.parentElement), one.tagName, one.getAttribute('class'), its.color, its.backgroundColor,
        its.backgroundImage, its.opacity, its.fontSize, its.fontWeight, its.position, its.textShadow].join('|'))); }
    return signs.get(one); };
  const writes = one => ['INPUT', 'SELECT', 'TEXTAREA'].includes(one.tagName)
    || [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  for (const one of document.body.querySelectorAll('*')) {
    if (!writes(one) || !one.checkVisibility()) continue;
    const way = sign(one);
    if (!seen.has(way)) { seen.add(way); added.push(way); fresh.push(one); } }
  if (!fresh.length) return {added, found: []};
  const done = await axe.run({include: fresh},
    {resultTypes: ['violations'], runOnly: {type: 'rule', values: ['color-contrast']}});
  return {added, found: done.violations}; }"""


class Look:
    """Looks at pages of one run; knows what it found sound already."""

    def __init__(self) -> None:
        self._axe = Axe().axe_script
        self._pages: set[str] = set()
        self._ways: list[str] = []

    def __call__(self, page: Page) -> None:
        """Fail unless axe finds nothing wrong (WCAG 2.2 A and AA, best practices) and nothing overflows sideways."""
        seen = hashlib.sha256(re.sub(CHANGES_ALWAYS, "", page.evaluate(AS_SEEN)).encode()).hexdigest()
        if seen in self._pages:  # the same words, values, width and colours to the letter: axe would find the same
            return
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(self._axe)
        # Only what is wrong comes back: all that is right, node by node, takes as long to send as to find.
        found = page.evaluate("options => axe.run(options).then(done => done.violations)", EVERY_RULE)
        written = page.evaluate(CONTRAST, self._ways)
        told = [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
            for one in [*found, *written["found"]]
        ]
        assert not told, f"{page.url}: {told}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"
        self._pages.add(seen)
        self._ways.extend(written["added"])
