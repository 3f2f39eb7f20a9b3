"""A time limit on events: what suspends it, each suspension counted."""

from datetime import date

from parvis.law.kernel.deadline import time
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Span
from parvis.law.questions.timetable_facts import EVENTS
from parvis.law.texts import LAW
from parvis.law.texts.deadlines import deadlines


def test_two_suspensions_each_prolong_the_time_to_answer() -> None:
    """20 days from 1 May 2026 end on the 21st; 3 days and then 2 days suspended make it Tuesday the 26th."""
    answer = next(each for each in deadlines() if each.key == "answer")
    scales = Weighing("x/y", date(2026, 5, 4), LAW.norms, LAW.parameters, {})
    apart = (Span(date(2026, 5, 5), date(2026, 5, 7)), Span(date(2026, 5, 13), date(2026, 5, 14)))
    counted = [
        time(answer, {"claim_notified": date(2026, 5, 1)}, scales, EVENTS, suspensions).counted
        for suspensions in ((), apart[:1], apart)
    ]
    assert counted == [date(2026, 5, 21), date(2026, 5, 24), date(2026, 5, 26)]
