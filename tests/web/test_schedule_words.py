"""A schedule said in a sentence, in both languages; nothing where no sentence is true."""

import pytest

from parvis.web.desk.edit_schedule_words import sentence_of


@pytest.mark.parametrize(
    ("rule", "fr", "en"),
    [
        (
            "FREQ=MONTHLY;BYDAY=-1TH;BYMONTH=1,2,3,4,5,6,8,9,10,11",
            "Le dernier jeudi du mois, de 15 h 30 à 17 h, sauf en juillet et en décembre.",
            "The last Thursday of the month, from 3:30 p.m. to 5 p.m., except in July and December.",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU",
            "Le lundi et le mardi, de 15 h 30 à 17 h.",
            "Every Monday and Tuesday, from 3:30 p.m. to 5 p.m.",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;BYMONTH=1,2",
            "Le mercredi, toutes les 2 semaines, de 15 h 30 à 17 h, en janvier et en février.",
            "Every 2 weeks, on Wednesday, from 3:30 p.m. to 5 p.m., in January and February.",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=22",
            "Le 22 du mois, de 15 h 30 à 17 h.",
            "On the 22nd of the month, from 3:30 p.m. to 5 p.m.",
        ),
        ("FREQ=YEARLY;BYYEARDAY=100", None, None),
    ],
)
def test_a_schedule_is_said_in_a_sentence(rule: str, fr: str | None, en: str | None) -> None:
    said = sentence_of({"rrule": rule, "certainty": "rule", "starts": "15:30", "ends": "17:00"})
    plain = tuple(one.replace("\u00a0", " ") for one in (said.fr, said.en)) if said else (None, None)
    assert plain == (fr, en)
