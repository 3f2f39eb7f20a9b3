"""Capabilities: off until an operator switches one on for a body, and never by any other way."""

from datetime import timedelta
from io import StringIO

import pytest

from parvis.cli import capability as command
from parvis.config.capabilities import capabilities
from parvis.config.clock import now
from parvis.config.database import side
from parvis.config.home import Stop
from parvis.journal.capabilities import capability_on, holders, switch_capability
from parvis.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_there_are_five_and_all_are_off() -> None:
    assert list(capabilities()) == ["court_office", "cjp", "service", "certifying_body", "arbitrator"]
    assert [code for code in capabilities() if capability_on(code)] == []


def test_every_one_says_in_both_languages_where_an_act_ends_while_it_is_off() -> None:
    for one in capabilities().values():
        assert one.while_off["fr"] != one.while_off["en"]
    assert "aucun délai n’est suspendu" in capabilities()["court_office"].while_off["fr"]
    assert "no time limit stops" in capabilities()["court_office"].while_off["en"]


def test_one_is_on_for_its_body_only_from_its_moment_only() -> None:
    then = now()
    switch_capability("cjp", body="cjp-de-montreal", on=True, by="operator-1", at=then)
    assert capability_on("cjp")
    assert capability_on("cjp", "cjp-de-montreal")
    assert not capability_on("cjp", "cjp-de-laval")
    assert not capability_on("court_office")
    assert not capability_on("cjp", at=then - timedelta(seconds=1))
    assert holders("cjp")["cjp-de-montreal"].by == "operator-1"
    switch_capability("cjp", body="cjp-de-montreal", on=False, by="operator-2", at=then + timedelta(days=1))
    assert not capability_on("cjp")
    assert capability_on("cjp", "cjp-de-montreal", at=then)
    said = [(entry.kind, entry.by, entry.codes) for entry in Entry.objects.about("capability", "cjp")]
    assert said == [
        ("capability.switched_on", "operator-1", {"body": "cjp-de-montreal"}),
        ("capability.switched_off", "operator-2", {"body": "cjp-de-montreal"}),
    ]


def test_switching_to_what_it_is_or_an_office_that_is_none_is_refused() -> None:
    with pytest.raises(Stop, match="already off"):
        switch_capability("cjp", body="cjp-de-laval", on=False, by="operator", at=now())
    with pytest.raises(Stop, match="There is no capability 'tribunal'"):
        capability_on("tribunal")
    assert not Entry.objects.filter(subject_kind="capability").exists()


def test_the_public_side_can_ask() -> None:
    with side("public"):
        assert capability_on("arbitrator") is False


def test_the_command_takes_a_body_of_the_directory_and_an_identifier() -> None:
    out = StringIO()
    with pytest.raises(Stop, match="no organization 'nobody'"):
        command._switch("service", "nobody", "operator", True, out)
    with pytest.raises(Stop, match="takes no names"):
        command._switch("service", "barreau-de-laval", "Camille Exemple", True, out)
    assert command._switch("service", "barreau-de-laval", "operator", True, out) == 0
    assert "Family Mediation Service is on for barreau-de-laval" in out.getvalue()
    assert command._list(out) == 0
    assert "for barreau-de-laval" in out.getvalue()
    assert "court_office     off" in out.getvalue()
