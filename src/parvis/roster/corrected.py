"""A request for more time, once the act that granted it was corrected: nothing is granted, and the certifier decides again."""

from __future__ import annotations

from datetime import datetime

from parvis.journal.actions import record_entry
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.roster.models import ExtensionRequest, StandingAct

TABLE = state_table("extension")
_PREFIX = "extension:"
_LETTER = Text("Votre demande de délai", "Your request for more time")
_BODY = Text(
    "La prolongation de votre délai est annulée par une correction. Votre demande reste faite le même jour : votre organisme "
    "décide de nouveau.",
    "The extension of your period is cancelled by a correction. Your request still counts from the same day: your certifying "
    "body decides again.",
)


def key_of(request: ExtensionRequest) -> str:
    """The key of the act that would grant a request: another one after each correction, so that it can be granted again."""
    first = f"{_PREFIX}{request.pk}"
    before = StandingAct.objects.filter(certification=request.certification_id, key__startswith=_PREFIX)
    times = sum(key == first or key.startswith(f"{first}:") for key in before.values_list("key", flat=True))
    return f"{first}:{times}" if times else first


def reopen_request(act: StandingAct, *, by: Person, at: datetime) -> None:
    """Put the request that an act granted back where nobody has decided it; nothing where no request made the act."""
    said = act.key.removeprefix(_PREFIX).split(":")[0]
    if act.kind != "undertaking_extended" or not act.key.startswith(_PREFIX) or not said.isdigit():
        return
    granted = ExtensionRequest.objects.select_for_update().filter(state__in=TABLE.begins("reopen"))
    held = granted.filter(pk=int(said), certification=act.certification_id).first()
    if held is None:
        return
    held.facts = {name: value for name, value in held.facts.items() if name != "accepted"}
    held.state, held.reason, held.decision = TABLE.after("reopen"), "", None
    held.decided_by, held.decided_at = "", None
    held.save(update_fields=["facts", "state", "reason", "decision", "decided_by", "decided_at"])
    record_entry(
        "extension.reopened",
        by=by.code,
        at=at,
        subject=("extension", str(held.pk)),
        codes={"certification": act.certification.code, "act": act.pk},
    )
    person = act.certification.professional.file.person
    if person is not None:
        post(Letter(person.email, person.language, _LETTER, (_BODY,)))
