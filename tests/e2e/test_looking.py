"""What looks at every page of these journeys finds what is wrong, on a page where it found nothing before too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.looking import Look

#: A fault put into a page, and the rule of axe that tells it.
FAULTS = {
    "color-contrast": "document.querySelector('main p').style.color = '#ddd'",
    "label": "document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=text>')",
    "target-size": """for (const letter of 'ab') { const one = document.createElement('button'); one.textContent = letter;
        one.style.cssText = 'all: initial; width: 9px; height: 9px'; document.querySelector('main').append(one); }""",
    "sideways": "document.querySelector('main').style.width = '900px'",
}


def test_a_fault_is_found_on_a_page_already_seen(open_page: Callable[..., Page]) -> None:
    look, page = Look(), open_page("/fr/")
    look(page)
    look(page)
    for rule, fault in FAULTS.items():
        page.reload()
        page.evaluate(fault)
        with pytest.raises(AssertionError, match=rule):
            look(page)
