"""The family fee in OpenFisca: written from the Regulation and the dossier, apart from Parvis's own rules.

Two entities: sessions (and the work outside them, which is a session of another kind), and the couple's file. It is
vectorial, so that 20,000 files are one simulation; a single file is a simulation of its own, with its trace.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Session = Entity("session", "sessions", "a session", "")
File = GroupEntity(
    "file", "files", "a couple's file", "", [{"key": "held", "plural": "held", "label": "held", "doc": ""}]
)

HOURLY = date(2012, 12, 1).toordinal()
RAISED = date(2023, 11, 23).toordinal()
KINDS = {"mediation": 0, "information_individual": 1, "information_group": 2, "out_of_session": 3}
REFERRALS = {"voluntary": 0, "court_designated": 1, "court_chosen": 2}
#: Any day: the tariff goes by the days of the sessions, which are facts.
DAY = "2026-06-01"
REPORTS = {"held": 0, "none_held": 1, "absence": 2, "declaration": 3}


def _input(name: str, entity: Any, kind: type) -> type[Variable]:
    return type(
        name,
        (Variable,),
        {"value_type": kind, "entity": entity, "definition_period": DateUnit.ETERNITY, "label": name},
    )


INPUTS = [
    *(_input(name, Session, int) for name in ("day", "kind", "minutes", "mediators", "additional", "place")),
    *(_input(name, File, int) for name in ("referral", "report", "on")),
    *(_input(name, File, bool) for name in ("children", "review", "earlier_use")),
]


class in_tariff(Variable):
    """The tariff governs the file: children's interests, or a mediator whom the Service designates (by session)."""

    value_type, entity, definition_period = bool, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805 - the engine's own way
        hourly = file("by_hour", period)
        designated = (file("referral", period) == REFERRALS["court_designated"]) & ~hourly
        return file("children", period) | designated


class by_hour(Variable):
    """Whether the file is paid by the hour: by its sessions' days or, without any, by the day of the question."""

    value_type, entity, definition_period = bool, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805
        latest = file.max(file.members("day", period))
        return np.where(latest > 0, latest, file("on", period)) >= HOURLY


class maximum(Variable):
    """Sessions (or minutes) that the Service pays at most."""

    value_type, entity, definition_period = int, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805
        review, earlier = file("review", period), file("earlier_use", period)
        return np.where(file("by_hour", period), np.where(review | earlier, 150, 300), np.where(review, 3, 6))


class paid_rank(Variable):
    """How many sessions of the file came before this one, itself included."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        return session("place", period) + 1


class service_amount(Variable):
    """What the Service pays for a session, by the session."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        kind = session("kind", period)
        fee = np.select(
            [kind == KINDS["information_group"], kind == KINDS["out_of_session"]],
            [125 * session("mediators", period), 0],
            95,
        )
        within = session("paid_rank", period) <= session.file("maximum", period)
        return fee * within * session.file("children", period) * (session("day", period) < HOURLY)


class parties_amount(Variable):
    """What the parties pay for a session, by the session."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        mediation = session("kind", period) == KINDS["mediation"]
        beyond = session("paid_rank", period) > session.file("maximum", period)
        owed = mediation & (beyond | ~session.file("children", period))
        return 95 * owed * (session("day", period) < HOURLY)


class minutes_before(Variable):
    """Minutes of the file that count and came before this session."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        counted = session("counted_minutes", period)
        file_of, place = session.file.members_entity_id, session("place", period)
        order = np.lexsort((place, session("day", period), file_of))
        running = np.cumsum(counted[order])
        starts = np.concatenate(([True], file_of[order][1:] != file_of[order][:-1]))
        base = np.maximum.accumulate(np.where(starts, running - counted[order], 0))
        result = np.empty_like(running)
        result[order] = running - counted[order] - base
        return result


class counted_minutes(Variable):
    """Minutes of a session that count against the hours."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        return session("minutes", period) * (session("kind", period) != KINDS["information_group"])


class free_minutes(Variable):
    """Minutes of a session that the Service pays."""

    value_type, entity, definition_period = int, Session, DateUnit.DAY

    def formula(session, period):  # noqa: N805
        left = session.file("maximum", period) - session("minutes_before", period)
        return np.clip(left, 0, session("counted_minutes", period))


class service_pays(Variable):
    """Dollars that the Service pays for the file."""

    value_type, entity, definition_period = int, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805
        by_session = file.sum(file.members("service_amount", period))
        group = file.members("kind", period) == KINDS["information_group"]
        raised = file.members("day", period) >= RAISED
        rate = np.where(raised, 130, 110)
        group_fee = group * np.where(raised, 330, 225) * file.members("mediators", period)
        by_hour = file.sum(file.members("free_minutes", period) * rate // 60 + group_fee)
        report, court = file("report", period), file("referral", period) != REFERRALS["voluntary"]
        reduced = 50 * ((report >= REPORTS["absence"]) | ((report == REPORTS["none_held"]) & court))
        held = np.where(file("by_hour", period), by_hour, by_session)
        return np.where(report == REPORTS["held"], held, reduced) * file("children", period)


class parties_pay(Variable):
    """Dollars that the parties pay; -1 where the tariff does not apply."""

    value_type, entity, definition_period = int, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805
        rate = np.where(file.members("day", period) >= RAISED, 130, 110)
        over = file.members("counted_minutes", period) - file.members("free_minutes", period)
        by_hour = file.sum(over * rate // 60)
        by_session = file.sum(file.members("parties_amount", period))
        none_held = (file("report", period) == REPORTS["none_held"]) & ~file("children", period)
        owed = np.where(file("by_hour", period), by_hour, by_session) + 50 * none_held
        return np.where(file("in_tariff", period), owed, -1)


class parties_ceiling(Variable):
    """The most that additional mediators may charge the parties; -1 where the tariff does not say."""

    value_type, entity, definition_period = int, File, DateUnit.DAY

    def formula(file, period):  # noqa: N805
        mediation = file.members("kind", period) == KINDS["mediation"]
        by_session = file.members("day", period) < HOURLY
        units = file.sum(file.members("additional", period) * mediation * by_session)
        return np.where(file("in_tariff", period), 95 * units, -1 * (units > 0))


OUTPUTS = ("service_pays", "parties_pay", "parties_ceiling")
FORMULAS = [
    by_hour,
    in_tariff,
    maximum,
    paid_rank,
    service_amount,
    parties_amount,
    counted_minutes,
    minutes_before,
    free_minutes,
    service_pays,
    parties_pay,
    parties_ceiling,
]


def system() -> TaxBenefitSystem:
    """The law as this engine has it."""
    made = TaxBenefitSystem([Session, File])
    for variable in (*INPUTS, *FORMULAS):
        made.add_variable(variable)
    return made


def _sessions_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    outside = [{**each, "kind": "out_of_session", "mediators": 1} for each in case.get("out_of_session", ())]
    return [*case["sessions"], *outside]


def described(case: dict[str, Any]) -> dict[str, Any]:
    """One file as the engine's own situation: entities with their inputs."""
    sessions = _sessions_of(case) or [{"date": None, "kind": "out_of_session", "minutes": 0, "mediators": 0}]
    return {
        "sessions": {
            f"s{place}": {
                "day": {"ETERNITY": date.fromisoformat(each["date"]).toordinal() if each["date"] else 0},
                "kind": {"ETERNITY": KINDS[each["kind"]]},
                "minutes": {"ETERNITY": each["minutes"]},
                "mediators": {"ETERNITY": each["mediators"]},
                "additional": {"ETERNITY": each.get("additional_requested", 0)},
                "place": {"ETERNITY": place},
            }
            for place, each in enumerate(sessions)
        },
        "files": {
            "f": {
                "held": [f"s{place}" for place in range(len(sessions))],
                "referral": {"ETERNITY": REFERRALS[case["referral"]]},
                "report": {"ETERNITY": REPORTS[case["report"]]},
                "on": {"ETERNITY": date.fromisoformat(case["on"]).toordinal()},
                "children": {"ETERNITY": case["children_interests"]},
                "review": {"ETERNITY": case["review_of_judgment"]},
                "earlier_use": {"ETERNITY": case["earlier_use"]},
            }
        },
    }


def traced(made: TaxBenefitSystem, case: dict[str, Any], plain: bool) -> Any:
    """One file decided with its trace; as plain data where `plain`."""
    simulation = SimulationBuilder().build_from_entities(made, described(case))
    simulation.trace = True
    outcome = {name: int(simulation.calculate(name, DAY)[0]) for name in OUTPUTS}
    if not plain:
        return outcome, simulation.tracer
    return {"outcome": outcome, "trace": simulation.tracer.get_serialized_flat_trace()}


def all_at_once(made: TaxBenefitSystem, cases: list[dict[str, Any]]) -> list[dict[str, int]]:
    """Every file in one simulation."""
    rows = [(number, place, each) for number, case in enumerate(cases) for place, each in enumerate(_rows(case))]
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("session", [f"s{number}" for number in range(len(rows))])
    files = builder.declare_entity("file", [f"f{number}" for number in range(len(cases))])
    builder.join_with_persons(files, np.array([f"f{number}" for number, _, _ in rows]), ["held"] * len(rows))
    simulation = builder.build(made)
    day = [date.fromisoformat(each["date"]).toordinal() if each["date"] else 0 for _, _, each in rows]
    simulation.set_input("day", "ETERNITY", np.array(day))
    simulation.set_input("kind", "ETERNITY", np.array([KINDS[each["kind"]] for _, _, each in rows]))
    simulation.set_input("minutes", "ETERNITY", np.array([each["minutes"] for _, _, each in rows]))
    simulation.set_input("mediators", "ETERNITY", np.array([each["mediators"] for _, _, each in rows]))
    simulation.set_input("additional", "ETERNITY", np.array([each.get("additional_requested", 0) for *_, each in rows]))
    simulation.set_input("place", "ETERNITY", np.array([place for _, place, _ in rows]))
    simulation.set_input("referral", "ETERNITY", np.array([REFERRALS[case["referral"]] for case in cases]))
    simulation.set_input("report", "ETERNITY", np.array([REPORTS[case["report"]] for case in cases]))
    simulation.set_input("on", "ETERNITY", np.array([date.fromisoformat(case["on"]).toordinal() for case in cases]))
    simulation.set_input("children", "ETERNITY", np.array([case["children_interests"] for case in cases]))
    simulation.set_input("review", "ETERNITY", np.array([case["review_of_judgment"] for case in cases]))
    simulation.set_input("earlier_use", "ETERNITY", np.array([case["earlier_use"] for case in cases]))
    columns = {name: simulation.calculate(name, DAY) for name in OUTPUTS}
    return [{name: int(columns[name][number]) for name in OUTPUTS} for number in range(len(cases))]


def _rows(case: dict[str, Any]) -> list[dict[str, Any]]:
    return _sessions_of(case) or [{"date": None, "kind": "out_of_session", "minutes": 0, "mediators": 0}]
