"""What an organization is told of its proposal, once every record of it is answered; its address is then erased."""

from __future__ import annotations

from datetime import datetime

from parvis.directory.desk.outcomes import outcome_of
from parvis.directory.models import Proposal, ProposalLink, Version
from parvis.directory.models.proposing import TOLD_FOR
from parvis.law.kernel.text import Text
from parvis.people.letters import Letter, post
from parvis.people.sealing import cipher

#: What became of a proposal, in words.
ANSWERS = {
    "": Text("pas encore répondu", "not answered yet"),
    "taken": Text("publié", "published"),
    "part": Text("publié en partie", "published in part"),
    "left": Text("pas publié", "not published"),
}


def tell_organization(link: ProposalLink, *, at: datetime) -> None:
    """Write to whoever asked to be told, once all is answered; forget the address, and the page after a time."""
    proposals = list(Proposal.objects.filter(link=link).order_by("pk"))
    if any(not one.answer for one in proposals):
        return
    held = ProposalLink.objects.select_for_update().get(pk=link.pk)
    to = cipher("proposal").decrypt(bytes(held.email)).decode() if held.email and held.told_to else ""
    held.email, held.forget_at = None, max(held.expires_at, at + TOLD_FOR)
    held.save(update_fields=["email", "forget_at"])
    if to:
        post(
            Letter(to, held.language, Text("Réponse à votre proposition", "Answer to your proposal"), _lines(proposals))
        )


def _lines(proposals: list[Proposal]) -> tuple[Text, ...]:
    lines = [
        Text(
            "Vous avez proposé des changements à vos fiches dans Parvis. Voici la réponse.",
            "You proposed changes to your records in Parvis. Here is the answer.",
        )
    ]
    for one in proposals:
        version = Version.objects.of(one.kind, one.record).first()
        name = (version.content if version else one.content)["name"]
        answer = ANSWERS[one.answer]
        reason = f"\n{one.reason}" if one.reason else ""
        parts = outcome_of(one).words()
        fr, en = ("".join(f"\n{each.to(lang)}" for each in parts) for lang in ("fr", "en"))
        lines.append(Text(f"« {name['fr']} » : {answer.fr}.{fr}{reason}", f"“{name['en']}”: {answer.en}.{en}{reason}"))
    lines.append(
        Text(
            "Votre adresse vient d’être effacée de Parvis. Personne ne lit les réponses à ce courriel.",
            "Your address has just been erased from Parvis. Nobody reads replies to this e-mail.",
        )
    )
    return tuple(lines)
