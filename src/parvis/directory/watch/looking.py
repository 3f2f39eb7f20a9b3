"""A round of the watcher of links: which addresses are due, what each answered, and the findings that the last days make."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DataError

from parvis.config.database import side
from parvis.directory.models import Finding, Look
from parvis.directory.watch import judging
from parvis.directory.watch.links import Link, in_turn, links, site_of
from parvis.directory.watch.noting import Noted, Place, Seen, note_findings, note_round
from parvis.directory.watch.speaking import NOTHING, PageText, lost_words, page_text, signs_of, speaks
from parvis.directory.watch.visiting import Known, Visit, Visitor
from parvis.people.models.role import day_of

#: Seconds that one round may take; what is left waits for the next night.
LONGEST_ROUND = 2700.0
#: So many sites that say nothing, and none that answers: it is this machine that has no way out.
SILENT_SITES = 8
#: Addresses that were well last time, asked when nothing answers, to know whether anything can.
WITNESSES = 3
#: A visit that ended in a fault of ours, not of the network: `broken` for that address, and nothing about the way out.
ODD = "odd"
_log = logging.getLogger("parvis.directory")


@dataclass(slots=True)
class Outcome:
    """How a round went: `done`, `no_network` or `unfinished`; addresses looked at and left; what was written."""

    outcome: str = "done"
    looked: int = 0
    left: int = 0
    noted: Noted = field(default_factory=Noted)
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def look_at_links(
    visitor: Visitor,
    *,
    at: datetime,
    write: bool = True,
    longest: float = LONGEST_ROUND,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Look at every address that is due, then bring the findings to what the last days show.

    No transaction is open while a site is waited for. `write`: False shows what this round would see, and keeps nothing.
    """
    with side("worker"):
        given = links()
        by_address: dict[str, list[Link]] = {}
        for link in given:
            by_address.setdefault(link.address, []).append(link)
        looks = Look.objects.at_addresses(by_address)
    due = _due(by_address, looks, at)
    round_ = _Round(visitor, by_address, looks, at, write)
    started, done = clock(), Outcome()
    for place, address in enumerate(due):
        if clock() - started > longest:
            done.outcome, done.left = "unfinished", len(due) - place
            break
        if not round_.look(address):
            done.left += 1
        if round_.nothing_answers:
            break
    if not round_.way_out():
        done.outcome, done.left = "no_network", len(due)
    done.looked, done.answers = len(round_.answers), round_.answers
    if write:
        with side("worker"):
            done.looked = len(by_address) - done.left
            if done.outcome != "no_network":
                Look.objects.exclude(address__in=by_address).delete()
                done.noted = _note(given, Look.objects.at_addresses(by_address), at)
            note_round("links", done.outcome, at=at, looked=done.looked, left=done.left)
    return done


def _due(addresses: Iterable[str], looks: Mapping[str, Look], at: datetime) -> list[str]:
    """The addresses to look at today, those that waited longest first within each site's turn."""
    on = day_of(at)
    waiting = [one for one in addresses if one not in looks or looks[one].next_on <= on]
    return in_turn(sorted(waiting, key=lambda one: (looks[one].next_on if one in looks else on, one)))


@dataclass
class _Round:
    """What one round has seen so far. Nothing is kept before something outside has answered."""

    visitor: Visitor
    links: Mapping[str, Sequence[Link]]
    looks: Mapping[str, Look]
    at: datetime
    write: bool
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    held: list[Look] = field(default_factory=list)
    answered: bool = False
    silent: set[str] = field(default_factory=set)
    resting: set[str] = field(default_factory=set)

    @property
    def nothing_answers(self) -> bool:
        return not self.answered and len(self.silent) >= SILENT_SITES

    def look(self, address: str) -> bool:
        """Look at an address; False where its site asked to be left alone in this round."""
        site = site_of(address)
        if site in self.resting:
            return False
        before, wanted = self.looks.get(address), [one for one in self.links[address] if one.expected]
        visit = self._visited(address, read=bool(wanted), known=_known(before, wanted))
        if visit.wait:
            self.resting.add(site)
        if visit.status or visit.hops or visit.trouble in ("robots", "server", "unsafe", ODD):
            self.answered = self.answered or visit.trouble not in ("unsafe", ODD)
        else:
            self.silent.add(site)
        try:
            look = _look(before, visit, wanted, self.at)
        except Exception as fault:  # whatever a strange page makes its reading raise: the round goes on
            look = self._passing(address, fault)
        self.answers.append((address, look.answers[-1]))
        self.held.append(look)
        if self.answered:
            self._keep()
        return True

    def way_out(self) -> bool:
        """Whether this machine reaches the outside at all: where nothing answered, pages that were well are asked."""
        if not self.answered and self.silent:
            well = [
                one
                for one, look in self.looks.items()
                if look.answers and look.answers[-1]["code"] == "ok" and site_of(one) not in self.silent
            ]
            self.answered = any(self._visited(one, read=False).status for one in in_turn(sorted(well))[:WITNESSES])
        if self.answered or not self.silent:
            self._keep()
            return True
        return False

    def _keep(self) -> None:
        held, self.held = self.held, []
        if not self.write or not held:
            return
        for one in held:
            try:
                with side("worker"):
                    one.save()
            except (DataError, ValueError) as fault:
                self._keep_passing(one.address, fault)

    def _keep_passing(self, address: str, fault: Exception) -> None:
        """Keep, in the place of what the database refuses, that the answer of this address could not be read."""
        try:
            with side("worker"):
                self._passing(address, fault).save()
        except (DataError, ValueError) as again:  # the address itself cannot be kept
            _log.warning("an address cannot be kept", exc_info=again)

    def _visited(self, address: str, *, read: bool, known: Known | None = None) -> Visit:
        """The visit; whatever an odd site makes it raise, the round goes on."""
        try:
            return self.visitor.visit(address, read=read, known=known)
        except Exception as fault:
            _log.warning("an address could not be visited", exc_info=fault)
            return Visit(address, address, trouble=ODD, detail=type(fault).__name__)

    def _passing(self, address: str, fault: Exception) -> Look:
        """What is kept where nothing could be made of an answer: one bad day, beside what was known before."""
        _log.warning("an answer could not be read", exc_info=fault)
        with side("worker"):
            kept = Look.objects.filter(address=address).first()
        return _look(kept, Visit(address, address, trouble=ODD, detail=type(fault).__name__), [], self.at)


def _known(before: Look | None, wanted: Sequence[Link]) -> Known:
    """The conditions of the next request: none where what is looked for on the page is not what was looked for then."""
    if before is None or any(_expects(one) != before.signs.get(one.key, {}).get("expects") for one in wanted):
        return Known()
    return Known(before.etag, before.modified)


def _expects(link: Link) -> list[Any]:
    """What is looked for on the page, in the form in which it is kept beside what was found."""
    found = link.expected
    return [list(map(list, found.names)), list(map(list, found.bodies)), list(found.phones)] if found else []


def _look(before: Look | None, visit: Visit, wanted: Sequence[Link], at: datetime) -> Look:
    """What is kept of a visit."""
    on, code = day_of(at), judging.code_of(visit)
    look = before or Look(address=visit.address)
    page = page_text(visit.body, visit.kind) if visit.body and code in ("ok", "moved") else None
    if page is not None and page.says_not_there:
        code = "not_there"
    elif page is not None and wanted and page.too_little:
        code = "script"
    same = not visit.changed and bool(look.answers)
    if same and code == "ok" and look.answers[-1]["code"] in ("not_there", "script"):
        code = look.answers[-1]["code"]  # the page is the one that said so
    answer = {
        "day": on.isoformat(),
        "code": code,
        "status": visit.status,
        "final": visit.final,
        "detail": visit.detail,
        "proposed": judging.proposed(visit) if code == "moved" else "",
        "excerpt": judging.excerpt(page.excerpt) if page else "",
    }
    if page is not None and code in ("ok", "moved"):
        look.signs = {one.key: _signs(look.signs.get(one.key, {}), one, page, on.isoformat()) for one in wanted}
    elif same:
        look.signs = {key: _again(kept, on.isoformat()) for key, kept in look.signs.items()}
    if visit.changed and 200 <= visit.status < 300:
        look.etag, look.modified = visit.etag, visit.modified
    look.answers = judging.with_answer(look.answers, answer)
    worst = next(
        (
            kept["days"][-1][1]
            for kept in look.signs.values()
            if kept["days"][-1][0] == on.isoformat() and kept["days"][-1][1] != "ok"
        ),
        code,
    )
    look.looked_at, look.next_on = at, judging.next_look(worst if code in ("ok", "moved") else code, on)
    return look


def _signs(kept: Mapping[str, Any], link: Link, page: PageText, day: str) -> dict[str, Any]:
    """What a page says of one record today, beside what it said when it last spoke of it."""
    now = signs_of(page, link.expected or NOTHING)
    spoke = kept.get("spoke") if kept.get("expects") == _expects(link) else None
    lost = lost_words(spoke, now)
    code = "lost" if speaks(now) and lost else "ok" if speaks(now) else "silent"
    days = [one for one in kept.get("days", []) if one[0] != day]
    return {
        "expects": _expects(link),
        "now": now,
        "lost": lost,
        "spoke": now if code == "ok" else spoke,
        "days": [*days, [day, code]][-judging.REMEMBERED :],
    }


def _again(kept: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The page has not changed since: it says today what it said then."""
    days = [one for one in kept["days"] if one[0] != day]
    return {**kept, "days": [*days, [day, kept["days"][-1][1]]][-judging.REMEMBERED :]}


def _note(given: Sequence[Link], looks: Mapping[str, Look], at: datetime) -> Noted:
    """The findings that the answers of the last days make, and those of which nothing can be concluded yet."""
    held = {
        (one.kind, one.record, one.path): one.evidence.get("address")
        for one in Finding.objects.filter(watcher="links").exclude(state="settled")
    }
    seen, stay = [], set[Place]()
    for link in given:
        look = looks.get(link.address)
        answers = _answers_for(link, look) if look else []
        code, days = judging.finding_of(answers)
        if code and look:
            seen.append(Seen(*link.place, code, evidence_of(link, look, answers, days)))
        if (not answers or judging.pending(answers)) and held.get(link.place) == link.address:
            stay.add(link.place)
    return note_findings("links", seen, at=at, stay=stay)


def _answers_for(link: Link, look: Look) -> list[dict[str, Any]]:
    """The answers of an address as one record sees them: a page that is well may have stopped speaking of it."""
    of_record = {day: code for day, code in look.signs.get(link.key, {}).get("days", []) if code != "ok"}
    return [
        {**one, "code": of_record.get(one["day"], one["code"])} if one["code"] in ("ok", "moved") else one
        for one in look.answers
    ]


def evidence_of(link: Link, look: Look, answers: Sequence[Mapping[str, Any]], days: int) -> dict[str, Any]:
    """What shows a finding: the address, where it leads, the answers of the last days, the words looked for and found."""
    last = answers[-1]
    kept = look.signs.get(link.key, {})
    found: dict[str, Any] = {
        "address": link.address,
        "final": last["final"],
        "status": last["status"],
        "seen": last["code"],
        "detail": last["detail"],
        "proposed": last["proposed"],
        "excerpt": last["excerpt"],
        "days": days,
        "looked_on": last["day"],
        "answers": [{"day": one["day"], "code": one["code"], "status": one["status"]} for one in answers[-7:]],
    }
    if kept and last["code"] in ("silent", "lost"):
        found |= {"missing": kept["now"]["missing"][:12], "found": kept["now"]["found"][:12], "lost": kept["lost"][:12]}
    return found
