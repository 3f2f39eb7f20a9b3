"""The directory written out again as the project's files."""

import copy
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parvis.config.clock import QUEBEC
from parvis.config.home import Stop
from parvis.directory.actions import revise_record
from parvis.directory.exchange import export
from parvis.directory.exchange.layout import blocks, laid_out
from parvis.directory.exchange.toml_form import quoted
from parvis.directory.files import Content, folder
from parvis.directory.models import Service, Version

LATER = datetime(2031, 5, 6, 12, tzinfo=QUEBEC)


def project() -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder().iterdir() if one.name.endswith(".toml")}


def says(record: str) -> dict[str, Any]:
    version = Version.objects.of("service", record).first()
    assert version is not None
    return copy.deepcopy(version.content)


@pytest.mark.django_db
def test_what_was_loaded_is_written_again_byte_for_byte(tmp_path: Path) -> None:
    done = export.export_toml(tmp_path / "out")
    written = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    assert written == project() and len(written) == 56
    assert done == {"files": 56, "changed": 0}


@pytest.mark.django_db
def test_a_change_shows_in_its_own_lines_only(tmp_path: Path) -> None:
    new = says("SVC-102") | {"status": "unclear", "until": "2026"}
    new["access"]["web"] = "https://www.exemple.org"
    revise_record(Service.objects.get(pk="SVC-102"), says=new, by="keeper:1", at=LATER)
    texts = export.toml_files(export.present())
    before = project()
    (name,) = [one for one, text in texts.items() if text.encode() != before[one]]
    old, now = before[name].decode().splitlines(), texts[name].splitlines()
    assert sorted(set(now) - set(old)) == ['status = "unclear"', 'until = "2026"', 'web = "https://www.exemple.org"']
    assert "# worded in the present for May 2017" in texts[name], "an author's comment stays"
    assert {one.record: one.says for one in export.present()}["SVC-102"] == new
    read = export.read(texts[name], name)
    assert next(one for one in read["services"] if one["id"] == "SVC-102") == new


@pytest.mark.django_db
def test_a_new_service_and_a_new_organization_have_their_place() -> None:
    contents = export.present()
    owner = copy.deepcopy(next(one.says for one in contents if one.record == "ORG-35"))
    owner |= {"id": "ORG-99", "slug": "organisme-exemple", "locations": []}
    service = says("SVC-101") | {"id": "SVC-900", "slug": "texte-exemple"}
    texts = export.toml_files(
        [*contents, Content("organization", "ORG-99", owner), Content("service", "SVC-900", service)]
    )
    assert len(texts) == 57
    assert export.read(texts["organisme-exemple.toml"], "")["organization"]["id"] == "ORG-99"
    laval = [one["id"] for one in export.read(texts["barreau-de-laval.toml"], "")["services"]]
    assert laval[-1] == "SVC-900" and laval[:-1] == sorted(laval[:-1])
    before = project()
    assert [one for one in before if texts[one].encode() != before[one]] == ["barreau-de-laval.toml"]


def test_a_file_without_a_model_says_the_same() -> None:
    for name, content in project().items():
        said = export.read(content.decode(), name)
        anew = export.anew(said)
        assert export.read(anew, name) == said, name
        assert export.anew(export.read(anew, name)) == anew


def test_a_record_that_is_gone_leaves_the_others_as_they_were() -> None:
    text = project()["barreau-de-laval.toml"].decode()
    said = export.read(text, "")
    less = said | {"services": said["services"][1:]}
    kept = laid_out(text, said, less)
    assert export.read(kept, "") == less and len(text) > len(kept)


def test_the_cutting_loses_no_byte() -> None:
    for content in project().values():
        text = content.decode()
        assert "".join(one.text for block in blocks(text) for one in block.statements) == text


@given(some.text(some.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_back(text: str) -> None:
    assert tomllib.loads(f"key = {quoted(text)}")["key"] == text


@pytest.mark.django_db
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "autre.toml").write_text("a = 1", encoding="utf-8")
    with pytest.raises(Stop, match="holds other files"):
        export.export_toml(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["autre.toml"]
