"""The main journey with the keyboard alone: every stop visible, nothing out of reach, no trap."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.journeys import plain, title_of

#: How the element that has the focus looks: outlined, and in sight.
STOP = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const seen = each => { const look = getComputedStyle(each);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== "none"; };
  return {
    tag: one.tagName, name: one.labels && one.labels.length ? one.labels[0].innerText : one.innerText,
    type: one.type || "", href: one.getAttribute("href") || "",
    outlined: seen(one) || !!one.closest(".choice") && seen(one.closest(".choice")),
    inMain: !!one.closest("main"),
    inSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def _tab_to(page: Page, name: str, *, most: int = 60) -> None:
    """Tab until the stop with this name; each stop on the way is outlined and in sight."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] == "BODY":
            continue
        assert stop["outlined"], f"{page.url}: no visible focus on {stop}"
        assert stop["inSight"], f"{page.url}: focus out of sight on {stop}"
        if plain(stop["name"] or "") == plain(name):
            return
    raise AssertionError(f"{page.url}: {name!r} is not reached in {most} stops")


def _choose(page: Page, label: str) -> None:
    """Reach the group of choices, go down it with the arrows, and go on with Enter."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    for _ in range(15):
        stop = page.evaluate(STOP)
        assert stop["outlined"], f"{page.url}: no visible focus on {stop}"
        if plain(stop["name"]) == plain(label):
            break
        page.keyboard.press("ArrowDown")
    else:
        raise AssertionError(f"{page.url}: {label!r} is not among the choices")
    page.keyboard.press("Space")
    _go_on(page)


def _go_on(page: Page) -> None:
    before = page.url
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url != before


def _type(page: Page, label: str, text: str) -> None:
    _tab_to(page, label)
    page.keyboard.type(text)
    _go_on(page)


def test_the_main_journey_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/fr/")
    page.keyboard.press("Tab")
    assert plain(page.evaluate(STOP)["name"]) == "Aller au contenu"
    assert page.evaluate(STOP)["inSight"], "the skip link shows itself when it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto("/fr/commencer/")
    _choose(page, "On me réclame quelque chose")
    _choose(page, "J'ai reçu une demande du tribunal")
    _choose(page, "Un dommage")
    _choose(page, "Une personne")
    _type(page, title_of(page), "3 200 $")
    _type(page, title_of(page), "2 juin 2026")
    _type(page, title_of(page), "16 novembre 2026")
    _type(page, title_of(page), "Sept-Îles")
    _tab_to(page, "En français")
    page.keyboard.press("Space")
    _tab_to(page, "Continuer")
    _go_on(page)
    assert title_of(page) == "Vérifiez vos réponses"
    _tab_to(page, "Voir mon plan")
    _go_on(page)
    assert title_of(page) == "Votre plan"
    _unfold_the_first(page)


def _unfold_the_first(page: Page) -> None:
    """What is folded opens with the keyboard too."""
    _tab_to(page, "Pourquoi ce jour, et quelle règle")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")


def test_every_stop_of_a_page_is_visible_and_leads_on(open_page: Callable[..., Page]) -> None:
    """All the way through the page and out: no trap, no hidden stop, the order of the page."""
    page = open_page("/fr/repertoire/")
    tops: list[float] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] == "BODY":
            break
        assert stop["outlined"], stop
        assert stop["inSight"], stop
        if stop["inMain"]:  # in the head of a phone the name and the language share a line, above the menu
            tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
    assert len(tops) > 20
    backwards = [number for number in range(1, len(tops)) if tops[number] < tops[number - 1] - 60]
    assert backwards == [], "the focus jumps up the page"


def test_the_map_of_the_districts(open_page: Callable[..., Page]) -> None:
    """A district is reached on the map by Tab, its tile shows the focus, Enter opens its page."""
    page = open_page("/fr/districts/", size={"width": 1280, "height": 900})
    tiles = page.locator(".map-side svg a")
    assert tiles.count() == 36
    tiles.first.focus()
    page.keyboard.press("Tab")
    stop = page.evaluate(STOP)
    assert stop["href"].startswith("/fr/districts/")
    shown = page.evaluate(
        """() => { const one = document.activeElement, look = getComputedStyle(one);
        const tile = getComputedStyle(one.querySelector("rect, path, circle, polygon") || one);
        one.blur(); const before = getComputedStyle(one.querySelector("rect, path, circle, polygon") || one);
        const seen = [before.stroke, before.strokeWidth, before.outlineStyle].join();
        one.focus({ focusVisible: true });
        return { outline: look.outlineStyle, now: [tile.stroke, tile.strokeWidth, tile.outlineStyle].join(), before: seen }; }"""
    )
    assert shown["outline"] != "none" or shown["now"] != shown["before"], shown
    page.keyboard.press("Enter")
    page.wait_for_url("**" + stop["href"])
    assert title_of(page).startswith("District ")


def test_the_search_needs_no_mouse(open_page: Callable[..., Page]) -> None:
    page = open_page("/en/directory/")
    _tab_to(page, "What are you looking for?")
    page.keyboard.type("mediation")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=mediation**")
    assert page.locator("#results article").count() > 0
