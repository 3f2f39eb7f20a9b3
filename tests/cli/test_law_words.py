"""What the commands of the law say to whoever types them."""

import pytest

from parvis.cli.decide import UsageError, readings_in
from parvis.cli.law_impact import Impact, _told


def test_a_reading_with_two_signs_is_refused_with_the_way_to_write_it() -> None:
    assert readings_in(["a=b", "c=d"]) == {"a": "b", "c": "d"}
    for wrong in (["a=b=c"], ["a"], ["=b"], ["a="], ["a=b", "a=c"]):
        with pytest.raises(UsageError) as refused:
            readings_in(wrong)
        assert wrong[-1] in str(refused.value)


def test_a_draft_is_told_in_one_language() -> None:
    impact = Impact(taken=3, reached=0)
    for lang, words in (("fr", "Décisions reprises\u00a0: 3."), ("en", "3 decisions taken again")):
        (line,) = _told(impact, "2030-01-01", lang)
        assert line.startswith(words)
        assert ("AUCUNE" in line) == (lang == "fr")
