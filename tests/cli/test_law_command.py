"""`parvis law`: what is covered, what is stale, what a draft would change; a batch on every core, in order."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from parvis.cli import law
from parvis.config.home import Stop
from parvis.law.kernel.draft import differences

HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
DRAFT = """
title = { fr = "Plafond à 20 000 $ et diffamation admise", en = "Ceiling at $20,000 and defamation admitted" }
source = "a draft made for a test"
in_force = 2026-01-01
"""
VALUES = """
[[parameter]]
id = "a536-ceiling"
norm = "a536-al1-amount"
unit = "money"
[[parameter.value]]
from = 2026-01-01
value = "20000.00"
confirmed_until = 2026-01-01
confidence = "I"
source = "the draft"
"""
RULES = """
from datetime import date
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01.small_claims import RULEBOOK

ADMITTED = Text("Toute réclamation est admise.", "Every claim is admitted.")


@RULEBOOK.encodes("ccp/a537-defamation", since=date(2026, 1, 1))
def admitted(weighing, facts, day):
    return Verdict(True, ADMITTED, ("/matter",))
"""
CLAIM: dict[str, Any] = {
    "on": "2026-06-01",
    "claimant": {"kind": "natural_person", "capacity": "own"},
    "defendant": "business",
    "matter": "money",
    "amount": "8400.50",
    "acquired_for_payment": False,
    "part_of_larger_claim": False,
}


def parvis_law(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return law.run(list(arguments), io.StringIO(stdin), out, err), out.getvalue(), err.getvalue()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    (folder / "texts" / "c25_01").mkdir(parents=True)
    (folder / "draft.toml").write_text(DRAFT, encoding="utf-8")
    (folder / "texts" / "c25_01" / "parameters.toml").write_text(VALUES, encoding="utf-8")
    (folder / "rules.py").write_text(RULES, encoding="utf-8")
    return folder


def records(folder: Path, *claims: dict[str, Any]) -> str:
    file = folder / "records.jsonl"
    lines = [json.dumps({"question": "small-claims/jurisdiction", "facts": {**CLAIM, **claim}}) for claim in claims]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def test_the_coverage_names_each_unit_its_rule_and_how_many_cases_pin_it() -> None:
    _, out, err = parvis_law("coverage", "--on", "2020-01-01")
    line = next(line for line in out.splitlines() if line.startswith("ccp/a536-al1-amount"))
    assert "texts.c25_01.small_claims:amount_within_the_ceiling" in line
    assert err.splitlines()[-1].startswith(f"{len(out.splitlines())} units: ")
    rows = json.loads(parvis_law("coverage", "--on", "2020-01-01", "--json")[1])
    assert len(rows) == len(out.splitlines())
    row = next(row for row in rows if row["norm"] == "ccp/a536-al1-amount")
    assert row["state"] == "encoded" and row["from"] == "2016-01-01" and row["cases"]


def test_what_is_stale_is_counted_on_a_day() -> None:
    status, out, _ = parvis_law("stale", "--on", "2026-06-01")
    assert status == 0
    assert "days ago" in out and "declared unknown." in out.splitlines()[-1]


@pytest.mark.parametrize("wrong", [("coverage", "--on", "soon"), ("stale", "--all"), ("impacts", "x"), ("impact",)])
def test_a_wrong_command_is_said_in_one_line(wrong: tuple[str, ...]) -> None:
    status, out, err = parvis_law(*wrong)
    assert (status, out) == (2, "")
    assert err.startswith("parvis law: ") and err.count("\n") == 1


@pytest.mark.slow
def test_a_draft_says_which_decisions_it_would_change_and_by_how_much(draft: Path, tmp_path: Path) -> None:
    file = records(
        tmp_path, {}, {"amount": "18000.00"}, {"matter": "defamation"}, {"on": "2025-12-31", "amount": "18000.00"}
    )
    status, out, _ = parvis_law("impact", str(draft), "--records", file, "--json")
    found = json.loads(out)
    assert (status, found["taken"]) == (0, 4)
    changes = {change["decision"]: change for change in found["changed"]}
    assert set(changes) == {"line 1", "line 2", "line 3"}
    assert changes["line 1"]["outcome"] == {"/ceiling": {"is": "15000.00", "would_be": "20000.00"}}
    assert changes["line 2"]["outcome"]["/small_claim"] == {"is": False, "would_be": True}
    assert changes["line 3"]["norms"]["ccp:a537-defamation"] == {
        "is": "2026-04-01 False",
        "would_be": "2026-04-01 True",
    }
    assert found["totals"]["small-claims/jurisdiction/ceiling"] == "15000.00"


@pytest.mark.slow
def test_a_draft_that_no_decision_reaches_says_so(draft: Path, tmp_path: Path) -> None:
    (draft / "draft.toml").write_text(DRAFT.replace("2026-01-01", "2030-01-01"), encoding="utf-8")
    values = VALUES.replace("from = 2026-01-01", "from = 2030-01-01").replace("until = 2026", "until = 2030")
    (draft / "texts" / "c25_01" / "parameters.toml").write_text(values, encoding="utf-8")
    (draft / "rules.py").unlink()
    file = records(tmp_path, {}, {"amount": "18000.00"})
    assert "NONE has a day from 2030-01-01 on" in parvis_law("impact", str(draft), "--records", file)[1]
    file = records(tmp_path, {"on": "2030-01-01"}, {"on": "2029-12-31"})
    found = json.loads(parvis_law("impact", str(draft), "--records", file, "--json")[1])
    assert (found["reached"], [each["decision"] for each in found["changed"]]) == (1, ["line 1"])


@pytest.mark.parametrize("command", ["coverage", "stale", "impact", "record", "replay"])
def test_each_command_tells_how_it_is_used(command: str) -> None:
    status, out, err = parvis_law(command, "--help")
    assert (status, err) == (0, "")
    assert f"parvis law {command}" in out


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"no draft\.toml in that folder"):
        parvis_law("impact", str(tmp_path / "nowhere"))


@pytest.mark.slow
def test_the_law_of_this_process_is_untouched_by_a_draft(draft: Path, tmp_path: Path) -> None:
    file = records(tmp_path, {})
    first = parvis_law("impact", str(draft), "--records", file)[1]
    assert parvis_law("impact", str(draft), "--records", file)[1] == first
    assert "1 decisions taken again, 1 would change, 0 would be refused." in first


@pytest.mark.slow
def test_a_draft_of_nothing_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_text(DRAFT, encoding="utf-8")
    out = parvis_law("impact", str(tmp_path), "--cases")[1]
    assert " 0 would change, 0 would be refused." in out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("draft.toml", 'title = "x"', "draft.toml"),
        ("rules.py", "raise ImportError('no such book')", "no such book"),
        ("texts/c25_01/parameters.toml", VALUES.replace('"money"', '"gold"'), "unit 'gold'"),
        ("texts/elsewhere/norms.toml", "", "elsewhere is no instrument"),
    ],
)
def test_a_draft_that_cannot_be_right_stops_with_the_reason(
    draft: Path, tmp_path: Path, file: str, text: str, reason: str
) -> None:
    (draft / file).parent.mkdir(exist_ok=True)
    (draft / file).write_text(text, encoding="utf-8")
    with pytest.raises(Stop, match=reason):
        parvis_law("impact", str(draft), "--records", records(tmp_path, {}))


@pytest.mark.parametrize("line", ["not json", '{"question": "x"}', "[]"])
def test_records_that_cannot_be_read_stop_with_the_line(draft: Path, tmp_path: Path, line: str) -> None:
    file = Path(records(tmp_path, {}))
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(Stop, match="line 2"):
        parvis_law("impact", str(draft), "--records", str(file))


def test_differences_are_named_by_their_pointer() -> None:
    before = {"a": [1, {"b": "x"}], "c": 1}
    assert differences(before, {"a": [1, {"b": "y"}], "d": 2}) == {
        "/a/1/b": ("x", "y"),
        "/c": (1, None),
        "/d": (None, 2),
    }
    assert differences(before, before) == {}
    assert differences([1], [1, 2], "/x") == {"/x": ([1], [1, 2])}


def batch(text: str) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "parvis.cli", "decide", "small-claims/jurisdiction", "--batch"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=120, env=HERE)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_long_batch_is_answered_in_order_by_several_processes() -> None:
    count = 3000
    lines = [json.dumps({**CLAIM, "amount": f"{number}.00"}) for number in range(count)]
    lines[1500] = "not json"
    lines[2999] = "{" + " " * 1_000_001
    found = batch("\n".join(lines))
    assert len(found) == count
    assert [number for number, each in enumerate(found) if "error" in each] == [1500, 2999]
    wrong = [
        number
        for number, each in enumerate(found)
        if "outcome" in each and (each["outcome"]["small_claim"] is not (number <= 15000))
    ]
    assert wrong == []
    amounts = [
        next(f["because"] for f in each["findings"] if f["norm"] == "ccp/a536-al1-amount")
        for each in found
        if "outcome" in each
    ]
    assert "2\u00a0998" in amounts[-1] and "1\u00a0499" in amounts[1499]


@pytest.mark.slow
def test_whoever_writes_a_line_and_waits_is_answered() -> None:
    command = [sys.executable, "-m", "parvis.cli", "decide", "small-claims/jurisdiction", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=HERE) as process:
        assert process.stdin is not None and process.stdout is not None
        for amount in ("10.00", "15000.01", "20.00"):
            process.stdin.write(json.dumps({**CLAIM, "amount": amount}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["outcome"]["small_claim"] is (amount != "15000.01")
        process.stdin.close()
        assert process.wait(timeout=30) == 0
