"""The words in which a published record is read, in one language, from what the record says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.directory import vocabulary
from parvis.directory.published import (
    PublishedCheck,
    PublishedCorrection,
    PublishedOrganization,
    PublishedPlace,
    PublishedService,
    PublishedStatistic,
)
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import NO_BREAK_SPACE, Text, amount, short_date
from parvis.places.names import fold_for_order

Says = Mapping[str, Any]

_SINCE = {10: Text("Depuis le {day}", "Since {day}"), 0: Text("Depuis {day}", "Since {day}")}
_UNTIL = {10: Text("Jusqu’au {day}", "Until {day}"), 0: Text("Jusqu’en {day}", "Until {day}")}
_AT_MOST = Text("Montant : {amount} ou moins", "Amount: {amount} or less")
_FILED_FROM = Text("Demande déposée le {day} ou après", "Claim filed on or after {day}")
_FLAGS: dict[str, dict[bool, Text]] = {
    "represented": {
        False: Text("Pour les personnes sans avocat", "For people without a lawyer"),
        True: Text("Pour les personnes qui ont un avocat", "For people who have a lawyer"),
    },
    "notice_received": {
        True: Text("Il faut avoir reçu l’avis d’audience", "You need to have received the hearing notice"),
        False: Text("Avant de recevoir l’avis d’audience", "Before the hearing notice is received"),
    },
    "contested": {
        True: Text("La demande doit être contestée", "The claim must be contested"),
        False: Text("La demande n’est pas contestée", "The claim is not contested"),
    },
    "consumer": {
        True: Text("Pour un consommateur face à un commerçant", "For a consumer against a merchant"),
        False: Text("Hors des litiges de consommation", "Not for consumer disputes"),
    },
    "low_income": {
        True: Text("Selon votre revenu", "Depending on your income"),
        False: Text("Quel que soit votre revenu", "Whatever your income"),
    },
    "selected": {
        True: Text("Le service choisit parmi les demandes", "The service chooses among the applicants"),
        False: Text("Ouvert à toutes les personnes admissibles", "Open to everybody eligible"),
    },
    "persons_only": {
        True: Text("Pour les personnes, non pour les entreprises", "For people, not for businesses"),
        False: Text("Aussi pour les entreprises", "For businesses too"),
    },
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts records into the words of one language, as of a day."""

    lang: str
    day: date
    districts: Mapping[str, str]
    courthouses: Mapping[str, str]

    def key(self, name: str) -> str:
        """The key by which names sort."""
        return fold_for_order(name)

    def said(self, says: Says, name: str) -> str:
        """A text of the record; empty where it is not known."""
        return str(says[name][self.lang]) if name in says else ""

    def code(self, words: Mapping[str, Text], code: str) -> str:
        """The words of a code; empty where it is not known."""
        return words[code].to(self.lang) if code else ""

    def territory(self, says: Says) -> str:
        """Where it is given, in words."""
        places = [self.districts.get(one, one) for one in says.get("districts", [])]
        if places:
            return ", ".join(places)
        return self.said(says, "words") or self.code(vocabulary.SCOPES, says["scope"])

    def partial(self, known: str) -> str:
        """A date as precise as known: "13 mai 2021", "juin 2017", "2017"."""
        if len(known) == 10:
            return short_date(date.fromisoformat(known)).to(self.lang)
        if len(known) == 4:
            return known
        first = short_date(date.fromisoformat(f"{known}-01")).to(self.lang)
        before, after = first.split(NO_BREAK_SPACE)
        return after if self.lang == "fr" else f"{before} {known[:4]}"

    def organization(self, says: Says, services: list[PublishedService]) -> PublishedOrganization:
        """An organization with its services."""
        return PublishedOrganization(
            id=says["id"],
            slug=says["slug"],
            kind=self.code(vocabulary.ORGANIZATION_KINDS, says["kind"]),
            name=self.said(says, "name"),
            description=self.said(says, "description"),
            territory=self.territory(says["territory"]),
            web=says.get("web", ""),
            phone=says.get("phone", ""),
            email=says.get("email", ""),
            places=tuple(self._place(one) for one in says.get("locations", [])),
            services=tuple(sorted(services, key=lambda one: (not one.active, self.key(one.name)))),
            source_lines=tuple(says.get("source_lines", [])),
            as_of=date.fromisoformat(says["as_of"]),
        )

    def _place(self, says: Says) -> PublishedPlace:
        address = ", ".join(says[part] for part in ("street", "town", "postal_code") if part in says)
        return PublishedPlace(
            self.said(says, "name"),
            address,
            self.said(says, "hours"),
            says.get("source", ""),
            says.get("confidence") == "high",
        )

    def service(self, says: Says, names: Mapping[str, str]) -> PublishedService:
        """A service; `names` are those of the organizations."""
        who, access = says.get("eligibility", {}), says.get("access", {})
        parts = [names.get(one["id"], one["id"]) for one in says["organizations"]]
        as_of = date.fromisoformat(says["as_of"])
        return PublishedService(
            id=says["id"],
            slug=says["slug"],
            kind=self.code(vocabulary.SERVICE_KINDS, says["kind"]),
            status=self.code(vocabulary.STATUSES, says["status"]),
            active=says["status"] in ("active", "unclear"),
            name=self.said(says, "name"),
            summary=self.said(says, "summary"),
            details=self.said(says, "details"),
            provider=parts[0],
            partners=tuple(parts[1:]),
            territory=self.territory(says["territory"]),
            guidance=self.code(vocabulary.GUIDANCES, says["guidance"]),
            for_public=says["for_public"],
            period=self._period(says),
            eligibility=tuple(self._eligibility(who)),
            not_stated=tuple(self.code(vocabulary.NOT_STATED, one) for one in who.get("not_stated", [])),
            schedules=tuple(self._schedule(one) for one in says.get("schedules", [])),
            costs=tuple(self._cost(one) for one in says.get("costs", [])),
            languages=tuple(self.code(vocabulary.LANGUAGES, one) for one in access.get("languages", [])),
            channels=tuple(self.code(vocabulary.CHANNELS, one) for one in access.get("channels", [])),
            booking=self.code(vocabulary.BOOKINGS, access.get("booking", "")),
            how=self.said(access, "how"),
            place=self.said(access, "place"),
            web=access.get("web", ""),
            web_lost=access.get("web_lost", False),
            phone=access.get("phone", ""),
            email=access.get("email", ""),
            corrections=tuple(self._correction(one) for one in says.get("corrections", [])),
            checks=tuple(self._check(one) for one in says.get("assurance", []) if one["on"] <= self.day.isoformat()),
            source_lines=tuple(says.get("source_lines", [])),
            as_of=as_of,
            later=as_of > self.day,
        )

    def _period(self, says: Says) -> str:
        known = [(words, says[name]) for name, words in (("since", _SINCE), ("until", _UNTIL)) if name in says]
        parts = [words.get(len(when), words[0]).fill(day=self.partial(when)).to(self.lang) for words, when in known]
        return (f"{NO_BREAK_SPACE}; " if self.lang == "fr" else "; ").join(parts)

    def _eligibility(self, who: Says) -> list[str]:
        lines = []
        for name, words in (("roles", vocabulary.ROLES), ("stages", vocabulary.STAGES)):
            if name in who:
                lines.append(", ".join(self.code(words, one) for one in who[name]))
        if "amount_max" in who:
            lines.append(_AT_MOST.fill(amount=Money(who["amount_max"])).to(self.lang))
        if "filed_from" in who:
            lines.append(_FILED_FROM.fill(day=short_date(date.fromisoformat(who["filed_from"]))).to(self.lang))
        lines += [words[who[name]].to(self.lang) for name, words in _FLAGS.items() if name in who]
        if "subject" in who:
            lines.append(self.code(vocabulary.SUBJECTS, who["subject"]))
        lines += [self.said(who, name) for name in ("residence", "other") if name in who]
        return lines

    def _schedule(self, says: Says) -> str:
        if "words" in says:
            return self.said(says, "words")
        days = [short_date(date.fromisoformat(one)).to(self.lang) for one in says.get("dates", [])]
        return ", ".join(days) or self.code(vocabulary.CERTAINTIES, says["certainty"])

    def _cost(self, says: Says) -> str:
        parts = [self.code(vocabulary.COST_KINDS, says["kind"])]
        if "amount" in says:
            unit = self.code(vocabulary.COST_UNITS, says.get("unit", ""))
            parts = [f"{amount(Money(says['amount'])).to(self.lang)} {unit}".strip()]
        if "words" in says:
            parts = [*(parts if "amount" in says else []), self.said(says, "words")]
        return ". ".join(part.rstrip(".") for part in parts) + "."

    def _correction(self, says: Says) -> PublishedCorrection:
        return PublishedCorrection(
            field=self.code(vocabulary.FIELDS, says["field"]),
            said=self.said(says, "said"),
            known=self.said(says, "known"),
            since=self.partial(says["since"]) if "since" in says else "",
            source=says["source"],
            confidence=self.code(vocabulary.CONFIDENCES, says["confidence"]),
            confirmed=says["confidence"] == "high",
        )

    def _check(self, says: Says) -> PublishedCheck:
        due = date.fromisoformat(says["next_due"]) if "next_due" in says else None
        return PublishedCheck(
            fields=", ".join(self.code(vocabulary.FIELDS, one) for one in says["fields"]),
            how=self.code(vocabulary.ASSURANCES, says["how"]),
            by=says["by"],
            on=date.fromisoformat(says["on"]),
            next_due=due,
            due=due is not None and due <= self.day,
        )

    def statistic(self, says: Says, names: Mapping[str, str]) -> PublishedStatistic:
        """A figure; `names` are those of services and organizations."""
        return PublishedStatistic(
            id=says["id"],
            name=self.said(says, "name"),
            stated=self.said(says, "stated"),
            measure=self.code(vocabulary.MEASURES, says["measure"]),
            unit=self.code(vocabulary.UNITS, says["unit"]),
            base=says.get("base", ""),
            numerator=self._extent(says.get("numerator", {})),
            denominator=self._extent(says.get("denominator", {})),
            percent=says.get("percent", ""),
            period=self.said(says["period"], "words"),
            territory=self.territory(says["territory"]),
            verdict=self.code(vocabulary.VERDICTS, says["verdict"]),
            recomputation=self.said(says, "recomputation"),
            service=names.get(says.get("service", ""), ""),
            organization=names.get(says["organization"], ""),
            source_lines=tuple(says.get("source_lines", [])),
        )

    def _extent(self, says: Says) -> str:
        if "words" in says:
            return self.said(says, "words")
        return str(says["value"]) if "value" in says else ""
