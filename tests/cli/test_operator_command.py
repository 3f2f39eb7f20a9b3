"""`parvis operator`: the first operator is named from the machine."""

import pytest

from parvis.cli.operator import add_operator, list_operators, run
from parvis.config.home import Stop
from parvis.people.models import Membership
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_an_account_becomes_an_operator_once() -> None:
    assert list_operators() == "nobody"
    person = make_person()
    assert person.email in add_operator(person.email.upper())
    assert person.email in list_operators()
    with pytest.raises(Stop, match="already has this role"):
        add_operator(person.email)
    assert Membership.objects.get(person=person).granted_by == "operator"


def test_what_cannot_be_done_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    with pytest.raises(Stop, match="nobody has the address"):
        add_operator("personne@exemple.invalid")
    with pytest.raises(Stop, match="give an address"):
        run(["add"], sys.stdin, sys.stdout, sys.stderr)
    with pytest.raises(Stop, match="invalid choice"):
        run(["crown"], sys.stdin, sys.stdout, sys.stderr)
    assert run([], sys.stdin, sys.stdout, sys.stderr) == 0
    assert "parvis operator add" in capsys.readouterr().out
