"""Letters leave at once in these tests."""

from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def _letters_leave_now(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import transaction

    from parvis.people import letters
    from parvis.people.actions import accounts, elsewhere

    def now(work: Callable[[], None]) -> None:
        work()

    monkeypatch.setattr(letters, "later", now)
    for actions in (accounts, elsewhere):
        monkeypatch.setattr(actions, "later", now)
    monkeypatch.setattr(transaction, "on_commit", now)
