"""The command line: answers on standard output only, faults on standard error only, a batch that goes on."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parvis.cli.decide import LONGEST, run
from parvis.law.questions import QUESTIONS, answer

GOOD: dict[str, Any] = {
    "on": "2026-06-01",
    "claimant": {"kind": "natural_person", "capacity": "own"},
    "defendant": "business",
    "matter": "money",
    "amount": "8400.50",
    "acquired_for_payment": False,
    "part_of_larger_claim": False,
}
QUESTION = "small-claims/jurisdiction"


def decide(*argv: str, stdin: str | bytes = "") -> tuple[int, str, str]:
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.StringIO(), io.StringIO()
    status = run(list(argv), io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"), out, err)
    return status, out.getvalue(), err.getvalue()


def test_one_decision() -> None:
    status, out, err = decide(QUESTION, stdin=json.dumps(GOOD))
    assert (status, err) == (0, "")
    assert json.loads(out) == answer(QUESTION, GOOD)
    assert out.count("\n") == 1


def test_from_a_file_and_in_english(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(GOOD), encoding="utf-8")
    status, out, _ = decide(QUESTION, str(file), "--lang", "en")
    assert status == 0
    assert json.loads(out) == answer(QUESTION, GOOD, "en")


def test_a_refusal_has_one_line_a_fault_and_nothing_on_standard_output() -> None:
    status, out, err = decide(QUESTION, stdin=json.dumps({**GOOD, "amount": 1, "matter": "x"}))
    assert (status, out) == (2, "")
    lines = err.splitlines()
    assert [line.split(":")[0] for line in lines] == ["/matter", "/amount"]
    assert "found 1, expected" in lines[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"on": 1.0}',
        '{"on": NaN}',
        '{"on": Infinity}',
        '{"on": 1e9}',
        '{"on": "2026-06-01", "on": "2026-06-02"}',
        "{" + '"a":' + "9" * 5000 + "}",
        "[" * 100_000,
        '{"on": "\\ud800"}',
        b"\xff\xfe{}",
        " " * (LONGEST + 10),
    ],
)
def test_what_is_not_facts_is_refused_and_never_a_trace(text: str | bytes) -> None:
    status, out, err = decide(QUESTION, stdin=text)
    assert (status, out) == (2, "")
    assert "expected" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("member", "at", "found"),
    [
        ('"amount": 8400.5', "/amount", 8400.5),
        ('"amount": NaN', "/amount", "nan"),
        ('"amount": -Infinity', "/amount", "-inf"),
        ('"amount": 1e999', "/amount", "inf"),
        ('"amount": ' + "9" * 30, "/amount", "a number of 30 digits"),
        ('"amount": "1.00", "amount": "2.00"', "/amount", "the member twice"),
        (
            '"claimant": {"kind": "natural_person", "capacity": "own", "kind": "legal_person"}',
            "/claimant/kind",
            "the member twice",
        ),
    ],
)
def test_what_json_lets_pass_is_refused_at_its_own_pointer(member: str, at: str, found: Any) -> None:
    name = member.split('"')[1]
    rest = {key: value for key, value in GOOD.items() if key != name}
    status, out, _ = decide(QUESTION, "--batch", stdin="{" + member + ", " + json.dumps(rest)[1:])
    (fault,) = json.loads(out)["error"]
    assert status == 0
    assert (fault["at"], fault["found"]) == (at, found)


def test_a_batch_keeps_the_order_and_goes_on() -> None:
    lines = [
        json.dumps(GOOD),
        "not json",
        json.dumps({**GOOD, "amount": "15000.01"}),
        "",
        json.dumps({**GOOD, "on": 3}),
    ]
    status, out, err = decide(QUESTION, "--batch", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, err, len(answers)) == (0, "", 5)
    assert answers[0]["outcome"]["small_claim"] is True
    assert answers[1]["error"][0]["at"] == ""
    assert answers[2]["outcome"]["small_claim"] is False
    assert answers[3]["error"]
    assert answers[4]["error"] == [
        {"at": "/on", "found": 3, "expected": "a date such as 2026-03-15, from 1900 to 2199"}
    ]


@pytest.mark.parametrize(
    "order",
    [("Q", "--batch", "F"), ("--batch", "Q", "F"), ("Q", "F", "--batch"), ("Q", "--lang", "en", "F", "--batch")],
)
def test_options_and_file_come_in_any_order(order: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_text(f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n", encoding="utf-8")
    status, out, err = decide(*({"Q": QUESTION, "F": str(file)}.get(each, each) for each in order))
    assert (status, err, out.count("\n")) == (0, "", 2)


def test_a_batch_without_a_last_newline() -> None:
    _, out, _ = decide(QUESTION, "--batch", stdin=json.dumps(GOOD) + "\n" + json.dumps(GOOD))
    assert len(out.splitlines()) == 2


def test_a_line_beyond_reason_is_refused_and_the_next_is_answered() -> None:
    long = '{"a": "' + "x" * (3 * LONGEST) + '"}'
    _, out, _ = decide(QUESTION, "--batch", stdin=f"{long}\n{json.dumps(GOOD)}\n")
    first, second = (json.loads(line) for line in out.splitlines())
    assert "more than" in first["error"][0]["found"]
    assert second["outcome"]["small_claim"] is True


def test_a_batch_reads_and_writes_line_by_line() -> None:
    """Constant memory: each answer is written before the next line is read."""
    written: list[int] = []
    out = io.StringIO()

    class Lines(io.TextIOBase):
        def __init__(self) -> None:
            self.lines: Iterator[str] = iter([json.dumps(GOOD) + "\n"] * 50)

        def readline(self, size: int = -1) -> str:  # type: ignore[override]
            written.append(out.getvalue().count("\n"))
            return next(self.lines, "")

    assert run([QUESTION, "--batch"], Lines(), out, io.StringIO()) == 0  # type: ignore[arg-type]
    assert written == list(range(51))


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["unknown/question"],
        [QUESTION, "--lang", "de"],
        [QUESTION, "--reading", "x"],
        [QUESTION, "/no/such/file"],
        [QUESTION, "a", "b"],
        ["--frobnicate"],
    ],
)
def test_a_wrong_command_line_is_refused_in_one_line(argv: list[str]) -> None:
    status, out, err = decide(*argv)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_reading_is_chosen_and_told() -> None:
    facts = {"on": "2026-06-01", "events": {"hearing_date": "2026-09-08"}}
    status, out, _ = decide("small-claims/timetable", "--reading", "ccp554-days=21", stdin=json.dumps(facts))
    decision = json.loads(out)
    assert status == 0
    assert {"key": "ccp554-days", "chosen": "21", "alternatives": ["30", "21"]} in decision["readings"]
    assert decide("small-claims/timetable", "--reading", "ccp554-days=22", stdin=json.dumps(facts))[0] == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_list_names_every_question_with_its_facts_and_answer(lang: str) -> None:
    status, out, _ = decide("--list", "--lang", lang)
    assert status == 0
    for question in QUESTIONS.values():
        assert question.id in out
        assert all(f"{name}:" in out for name in question.outcome)
        assert all(field.name in out for field in question.facts.record.fields)


@pytest.mark.parametrize(
    ("notified", "told"), [("2026-05-14", "the texts seen do not say"), ("2026-05-15", "The Interpretation Act")]
)
def test_a_closed_day_is_told_as_the_texts_have_it(notified: str, told: str) -> None:
    """Thirty days of the regulation end on a Saturday, of which no text speaks; on a Sunday, of which one does."""
    facts = {"on": "2026-06-01", "events": {"claim_filed": "2026-02-01", "arbitration_notice_notified": notified}}
    found = answer("small-claims/timetable", facts, "en")["findings"]
    said = [each for each in found if each["norm"] == "i-16/s52"]
    assert len(said) == 1
    assert said[0]["holds"] is None
    assert told in said[0]["because"]


def test_no_closed_day_is_told_where_the_last_day_is_a_working_day() -> None:
    facts = {"on": "2026-06-01", "events": {"claim_filed": "2026-02-01", "arbitration_notice_notified": "2026-05-12"}}
    norms = {each["norm"] for each in answer("small-claims/timetable", facts)["findings"]}
    assert not norms & {"i-16/s52", "ccp/a83"}
