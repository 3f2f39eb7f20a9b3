"""The data of the law: a file that cannot be right stops the import, with the file, the entry and the reason."""

import re
from datetime import date
from pathlib import Path

import pytest

from parvis.law.kernel.deadline import read_deadlines
from parvis.law.kernel.instrument import FaultyTextError, assembled, read_instrument
from parvis.law.kernel.norm import UNCONFIRMED, UnknownNormError
from parvis.law.kernel.parameter import UnknownParameterError
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, decide
from parvis.law.questions.mediation_route_facts import DISTRICTS
from parvis.law.questions.timetable_stages import STAGES
from parvis.law.texts import FOLDERS, LAW
from parvis.law.texts.c25_01 import small_claims
from parvis.law.texts.c25_01_r0_6_1.roll_out import roll_out
from parvis.law.texts.deadlines import deadlines
from parvis.law.texts.orders_2020.suspension import suspension

TEXTS = Path(small_claims.__file__).parent.parent

NORMS = """
[instrument]
id = "x"
cite = { fr = "Loi", en = "Act" }
address = { fr = "https://exemple.ca/fr/{article}", en = "https://exemple.ca/en/{article}" }

[[norm]]
id = "s1"
unit = { fr = "art. 1", en = "s. 1" }
article = "1"
says = { fr = "Une règle.", en = "A rule." }
from = 2016-01-01
confidence = "S"
"""

PARAMETERS = """
[[parameter]]
id = "days"
norm = "s1"
unit = "days"
[[parameter.value]]
from = 2016-01-01
to = 2019-12-31
value = 20
confirmed_until = 2019-12-31
confidence = "S"
source = "s. 1"
[[parameter.value]]
from = 2020-01-01
value = 30
confirmed_until = 2024-01-01
confidence = "S"
source = "s. 1"
"""


def instrument(folder: Path, norms: str = NORMS, parameters: str = PARAMETERS) -> Path:
    (folder / "norms.toml").write_text(norms, encoding="utf-8")
    (folder / "parameters.toml").write_text(parameters, encoding="utf-8")
    return folder


def test_a_sound_instrument_is_read(tmp_path: Path) -> None:
    law = assembled([read_instrument(instrument(tmp_path))])
    assert law.norms.at("x/s1", date(2026, 1, 1)).cite.en == "Act, s. 1"
    assert law.norms.at("x/s1", date(2026, 1, 1)).address.fr == "https://exemple.ca/fr/1"
    values = law.parameters["x/days"]
    assert [values.at(day).value.number for day in (date(2019, 12, 31), date(2020, 1, 1))] == [20, 30]  # type: ignore[union-attr]


def test_nothing_is_in_force_before_the_first_version(tmp_path: Path) -> None:
    law = assembled([read_instrument(instrument(tmp_path))])
    with pytest.raises(UnknownNormError, match="x/s1 is not in force on 2015-12-31"):
        law.norms.at("x/s1", date(2015, 12, 31))
    with pytest.raises(UnknownParameterError, match="x/days has no value on 2015-12-31"):
        law.parameters["x/days"].at(date(2015, 12, 31))


def test_the_horizon_is_the_last_certain_day_and_only_for_a_value_that_goes_on(tmp_path: Path) -> None:
    first, second = assembled([read_instrument(instrument(tmp_path))]).parameters["x/days"].values
    assert not first.past_horizon(date(2030, 1, 1))
    assert not second.past_horizon(date(2024, 1, 1))
    assert second.past_horizon(date(2024, 1, 2))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('confidence = "S"', 'confidence = "certain"', "confidence 'certain'"),
        ("from = 2016-01-01", "from = 2016-01-01\nuntil = 2017-01-01", "unknown keys ['until']"),
        ("from = 2016-01-01", "from = 2016-01-01\nto = 2015-01-01", "cannot end"),
        ("from = 2016-01-01", 'from = "2016-01-01"', "expected a day"),
        ('says = { fr = "Une règle.", en = "A rule." }', 'says = { fr = "Une règle." }', "expected a text"),
        ("from = 2016-01-01\n", "", "'from' is missing"),
    ],
)
def test_a_faulty_norm_names_its_file_and_entry(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(FaultyTextError) as fault:
        read_instrument(instrument(tmp_path, norms=NORMS.replace(old, new)))
    assert f"{tmp_path.name}/norms.toml: s1" in str(fault.value)
    assert reason in str(fault.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("to = 2019-12-31", "to = 2020-01-01", "two values on 2020-01-01"),
        ("to = 2019-12-31\n", "", "two values"),
        ("from = 2020-01-01", "from = 2020-01-03", "no value between 2019-12-31 and 2020-01-03"),
        ("value = 30", "value = -1", "no value in days"),
        ("value = 30", "value = 30.0", "no value in days"),
        ("confirmed_until = 2024-01-01", "confirmed_until = 2019-01-01", "before it is in force"),
        ('unit = "days"', 'unit = "fortnights"', "unit 'fortnights'"),
        (
            'value = 30\nconfirmed_until = 2024-01-01\nconfidence = "S"\nsource = "s. 1"',
            'value = 30\nconfirmed_until = 2024-01-01\nconfidence = "S"\nsource = ""',
            "needs its source",
        ),
    ],
)
def test_a_faulty_parameter_names_its_file_and_entry(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in PARAMETERS
    with pytest.raises(FaultyTextError) as fault:
        read_instrument(instrument(tmp_path, parameters=PARAMETERS.replace(old, new)))
    assert "parameters.toml: days" in str(fault.value)
    assert reason in str(fault.value)


def test_two_versions_of_a_norm_on_one_day_are_refused(tmp_path: Path) -> None:
    twice = NORMS + NORMS[NORMS.index("[[norm]]") :].replace("2016-01-01", "2020-01-01")
    with pytest.raises(FaultyTextError, match="two versions on one day"):
        assembled([read_instrument(instrument(tmp_path, norms=twice))])


def test_a_parameter_of_an_unknown_norm_is_refused(tmp_path: Path) -> None:
    wrong = PARAMETERS.replace('norm = "s1"', 'norm = "s2"')
    with pytest.raises(FaultyTextError, match="its norm x/s2 is unknown"):
        assembled([read_instrument(instrument(tmp_path, parameters=wrong))])


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyTextError, match=r"norms\.toml"):
        read_instrument(instrument(tmp_path, norms="[instrument"))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('key = "k"\ncount = "code"', "'act'"),
        ('key = "k"\nwhen = 1', "unknown keys"),
        (
            'key="k"\nstage="s"\nwho="nobody"\nnorm="x/s1"\ncount="code"\nafter="a"\nperiod="p"\n'
            'act={fr="a",en="a"}\nif_missed={fr="a",en="a"}',
            "is unknown",
        ),
        (
            'key="k"\nstage="s"\nwho="both"\nnorm="x/s1"\ncount="code"\nperiod="p"\n'
            'act={fr="a",en="a"}\nif_missed={fr="a",en="a"}',
            "exactly one of",
        ),
        (
            'key="k"\nstage="s"\nwho="claimant"\nnorm="x/s1"\ncount="code"\nafter="a"\nperiod="p"\n'
            'act={fr="a",en="a"}\nif_missed={fr="a",en="a"}',
            "act_other",
        ),
        (
            'key="k"\nstage="s"\nwho="claimant"\nnorm="x/s1"\ncount="code"\nafter="a"\nperiod="p"\n'
            'act={fr="a",en="a"}\nif_missed={fr="a",en="a"}\nact_other={fr="a",en="a"}',
            "if_missed_other",
        ),
        (
            'key="k"\nstage="s"\nwho="defendant"\nnorm="x/s1"\ncount="code"\nafter="a"\nperiod="p"\n'
            'act={fr="a",en="a"}\nif_missed={fr="a",en="a"}\nif_missed_other={fr="a",en="a"}',
            "act_other",
        ),
    ],
)
def test_a_faulty_deadline_names_its_file_and_entry(tmp_path: Path, entry: str, reason: str) -> None:
    (tmp_path / "deadlines.toml").write_text(f"[[deadline]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(FaultyTextError) as fault:
        list(read_deadlines(tmp_path))
    assert "deadlines.toml: k" in str(fault.value)
    assert reason in str(fault.value)


def test_a_rule_for_an_unknown_norm_stops_the_import() -> None:
    with pytest.raises(UnknownNormError):
        Rulebook(LAW.norms).encodes("ccp/a9999")(small_claims.claim_not_bought)


def test_a_change_of_the_law_is_a_rule_registered_from_a_day_on() -> None:
    book = Rulebook(LAW.norms)
    before = book.encodes("ccp/a536-al1-amount")(small_claims.amount_within_the_ceiling)
    after = book.encodes("ccp/a536-al1-amount", since=date(2027, 9, 1))(small_claims.claim_not_bought)
    assert book.at("ccp/a536-al1-amount", date(2027, 8, 31)) is before
    assert book.at("ccp/a536-al1-amount", date(2027, 9, 1)) is after
    with pytest.raises(ValueError, match="two rules"):
        book.encodes("ccp/a536-al1-amount", since=date(2027, 9, 1))(small_claims.claim_not_split)


def test_every_folder_of_texts_is_read() -> None:
    folders = {each.name for each in TEXTS.iterdir() if (each / "norms.toml").is_file()}
    assert folders == set(FOLDERS)


def test_every_condition_has_a_rule_on_every_day_it_is_in_force() -> None:
    for norms in small_claims.CONDITIONS:
        for norm_id in norms:
            for version in LAW.norms.versions(norm_id):
                assert small_claims.RULEBOOK.at(norm_id, version.version)


def test_every_norm_named_in_the_code_exists() -> None:
    named = re.compile(r'"((?:ccp|old-ccp|ccq|c-19|c-27\.1|cpa|f-7|i-16|quebec\.ca|c25\.01-r[0-9.]+)/[a-z0-9.-]+)"')
    for file in (TEXTS.parent).rglob("*.py"):
        for found in named.findall(file.read_text(encoding="utf-8")):
            assert found in LAW.norms or found in LAW.parameters, f"{file.name}: {found}"


def test_the_roll_out_covers_the_36_districts_once() -> None:
    assert set(roll_out()) == set(DISTRICTS)
    assert len(DISTRICTS) == 36
    assert all(each.source for each in roll_out().values())


def test_the_suspension_of_2020_lasted_170_days() -> None:
    span = suspension()
    assert span.last is not None
    assert (span.last - span.first).days + 1 == 170


def test_every_deadline_is_known_by_one_key_and_has_its_stage() -> None:
    assert len({each.key for each in deadlines()}) == len(deadlines())
    assert {each.stage for each in deadlines()} <= {stage.key for stage in STAGES}


def test_what_is_from_memory_is_never_coded_as_seen() -> None:
    for norm in LAW.norms:
        if "from memory" in norm.source or "not seen" in norm.source:
            assert norm.confidence != "S", norm.id
    for parameter in LAW.parameters:
        for value in parameter.values:
            assert "from memory" not in value.source or value.confidence in UNCONFIRMED, parameter.id


def assert_house_voice(text: Text, where: str) -> None:
    assert "!" not in text.fr + text.en, where
    assert "veuillez" not in text.fr.lower(), where
    assert not re.search(r"[^\s\u00a0][:;?]( |$)", text.fr), where
    assert "'" not in text.fr, where
    assert len(text.fr) < 400, where


def test_texts_for_people_keep_the_house_voice() -> None:
    for norm in LAW.norms:
        assert_house_voice(norm.says, norm.id)
        assert_house_voice(norm.cite, norm.id)
        assert norm.address.fr.startswith("https://"), norm.id
    for deadline in deadlines():
        assert_house_voice(deadline.act, deadline.key)
        assert_house_voice(deadline.if_missed, deadline.key)
        for said in (deadline.act_other, deadline.if_missed_other):
            if said is not None:
                assert_house_voice(said, deadline.key)
    for stage in STAGES:
        for text in (stage.name, stage.claimant, stage.defendant):
            assert_house_voice(text, stage.key)


def test_what_one_party_does_is_also_said_to_the_other() -> None:
    facts = {"on": "2026-11-23", "events": {"claim_filed": "2026-11-02", "claim_notified": "2026-11-10"}}
    for item in decide("small-claims/timetable", facts).outcome["items"]:
        if item["who"] in ("claimant", "defendant"):
            said = f"{item['act_other'].fr} {item['if_missed_other'].fr}"
            assert not re.search(r"\b[Vv](ous|otre|os)\b", said), said
            assert not re.search(r"\byou(r)?\b", f"{item['act_other'].en} {item['if_missed_other'].en}", re.I)
        else:
            assert item["act_other"] is None and item["if_missed_other"] is None


def test_article_35_has_a_version_for_each_threshold() -> None:
    before, since = LAW.norms.at("ccp/a35", date(2023, 6, 29)), LAW.norms.at("ccp/a35", date(2023, 6, 30))
    assert since.version == date(2023, 6, 30) and "75,000" in since.says.en
    assert before.version == date(2016, 1, 1) and "85,000" in before.says.en


#: The Civil Code; the family regulation as first read; the former Code of Procedure as far back as it was read; the fees
#: regulation of 2003; the pilot project; the Code of 2016; the regulation on mediation and arbitration.
IN_THE_CODE_OF_2016 = {
    f"family-mediation/{name}" for name in ("information-session", "group-session", "court-referral")
}
FIRST_DAYS = {
    date(1994, 1, 1): {"limits/prescription", "limits/interest", "consumer/warranty"},
    date(2002, 1, 1): {"small-claims/jurisdiction", "small-claims/formal-notice"},
    date(2002, 6, 24): {question for question in QUESTIONS if question.startswith("family-mediation/")}
    - IN_THE_CODE_OF_2016,
    date(2003, 1, 1): {"small-claims/representation"},
    date(2003, 10, 16): {
        f"small-claims/{name}" for name in ("mediation-route", "mediator-certification", "mediator-fees", "register")
    },
    date(2006, 1, 1): {"small-claims/execution"},
    date(2015, 5, 15): {"small-claims/pilot-mediation"},
    date(2016, 1, 1): {
        f"small-claims/{name}"
        for name in (
            "territory",
            "court-fees",
            "service",
            "answer",
            "counterclaim",
            "confidentiality",
            "hearing",
            "judgment",
            "revocation",
            "timetable",
        )
    }
    | IN_THE_CODE_OF_2016,
    date(2023, 11, 23): {
        f"small-claims/{name}" for name in ("award", "arbitrator-certification", "arbitration-mandate")
    },
}


def test_a_question_is_answered_from_the_first_day_of_its_text() -> None:
    found: dict[date, set[str]] = {}
    for question in QUESTIONS.values():
        found.setdefault(question.facts.answers_from, set()).add(question.id)
    assert found == FIRST_DAYS
