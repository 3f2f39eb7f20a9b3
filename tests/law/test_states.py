"""The tables of states: every state can be reached, every transition has its words, its actors and a norm that exists."""

import pytest

from parvis.law.kernel.states import StateTable, kinds, state_table
from parvis.law.texts import LAW

WHO = {
    "applicant",
    "certifier_officer",
    "mediation_officer",
    "service_payer",
    "mediator",
    "supervisor",
    "party",
    "system",
}
TABLES = [state_table(kind) for kind in kinds()]


def reached(table: StateTable) -> set[str]:
    """The states that can be reached from the first."""
    found, before = {table.first}, set[str]()
    while found != before:
        before = set(found)
        found |= {each.ends for each in table.transitions.values() if found & set(each.begins)}
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.kind)
def test_a_table_holds_together(table: StateTable) -> None:
    assert reached(table) == set(table.states), "a state that nothing leads to, or that is not described"
    assert table.final, "a file ends somewhere"
    for each in table.transitions.values():
        assert each.who and set(each.who) <= WHO
        assert each.label.fr and each.label.en and each.label.fr != each.label.en
        assert not each.norm or each.norm in LAW.norms
    for words in table.states.values():
        assert words.fr and words.en


def test_what_is_open_to_somebody() -> None:
    table = state_table("claim")
    assert [each.name for each in table.open_to("mediator", "sent")] == ["withdraw"]
    assert [each.name for each in table.open_to("mediation_officer", "sent")] == ["hold", "approve", "refuse"]
    assert list(table.open_to("mediator", "paid")) == []
    assert table.may("pay", "batched") and not table.may("pay", "approved")
    with pytest.raises(KeyError):
        table.may("undo", "paid")
    with pytest.raises(FileNotFoundError):
        state_table("nothing")
