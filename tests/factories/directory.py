"""A large invented directory, made of the real one's records, to measure searches and lists."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from parvis.directory import vocabulary
from parvis.directory.models import Cost, Involvement, Organization, Schedule, Service
from parvis.places.models import District
from parvis.places.names import fold_for_order

NAMES = {
    "fr": (
        "Séance d’information",
        "Clinique juridique",
        "Médiation",
        "Préparation à l’audience",
        "Consultation",
        "Guide",
        "Atelier",
    ),
    "en": (
        "Information session",
        "Legal clinic",
        "Mediation",
        "Hearing preparation",
        "Consultation",
        "Guide",
        "Workshop",
    ),
}
THEMES = {
    "fr": [
        "logement",
        "garantie",
        "contrat",
        "rénovation",
        "automobile",
        "voisin",
        "assurance",
        "voyage",
        "facture",
        "dommages",
        "entente",
        "paiement",
    ],
    "en": [
        "housing",
        "warranty",
        "contract",
        "renovation",
        "car",
        "neighbour",
        "insurance",
        "travel",
        "invoice",
        "damage",
        "settlement",
        "payment",
    ],
}
#: Invented words, the first far more frequent than the last, as in any language.
SYLLABLES = ("ba", "cor", "di", "fa", "gel", "lu", "mi", "nor", "pa", "ris", "so", "ta", "vu", "zen")
LEXICON = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
FREQUENCIES = [1 / rank for rank in range(1, len(LEXICON) + 1)]


def many_services(count: int, seed: int = 1) -> list[Service]:
    """Make `count` services, spread over districts, roles, stages, kinds and languages; the same for the same seed."""
    chance, districts = Random(seed), list(District.objects.values_list("pk", flat=True))
    organizations = list(Organization.objects.values_list("pk", flat=True))
    made = Service.objects.bulk_create((_service(number, chance) for number in range(count)), batch_size=500)
    Involvement.objects.bulk_create(
        (
            Involvement(service=one, organization_id=chance.choice(organizations), role="provider", position=0)
            for one in made
        ),
        batch_size=1000,
    )
    through = Service.districts.through
    placed = [one for one in made if one.territory_scope == "districts"]
    through.objects.bulk_create(
        (through(service_id=one.pk, district_id=key) for one in placed for key in chance.sample(districts, 2)),
        batch_size=1000,
    )
    Cost.objects.bulk_create(
        (
            Cost(
                service=one,
                position=0,
                kind=chance.choice(["free", "paid", "reduced", "tariff", "unknown"]),
                payer="unknown",
                as_of=one.as_of,
                source="Exemple",
            )
            for one in made
        ),
        batch_size=1000,
    )
    Schedule.objects.bulk_create(
        (
            Schedule(service=one, position=0, certainty="rule", rrule="FREQ=WEEKLY;BYDAY=MO", first=one.as_of)
            for one in made[::5]
        ),
        batch_size=1000,
    )
    return made


def _service(number: int, chance: Random) -> Service:
    key = f"X-{number:05d}"
    texts: dict[str, str] = {}
    for lang in ("fr", "en"):
        name = f"{chance.choice(NAMES[lang])} {chance.choice(THEMES[lang])} Exemple {number}"
        texts |= {f"name_{lang}": name, f"key_{lang}": fold_for_order(name), f"summary_{lang}": _sentence(chance, 12)}
        details = _sentence(chance, 60)
        texts |= {f"details_{lang}": details, f"words_{lang}": details}
    choices: dict[str, Any] = {
        "kind": chance.choice(list(vocabulary.SERVICE_KINDS)[:12]),
        "status": chance.choice(["active", "active", "active", "ended"]),
        "territory_scope": chance.choice(["province", "districts", "districts"]),
        "guidance": chance.choice(list(vocabulary.GUIDANCES)),
        "roles": chance.sample(list(vocabulary.ROLES), 1),
        "stages": chance.sample(list(vocabulary.STAGES), 3),
        "languages": chance.choice([["fr"], ["fr", "en"], []]),
    }
    return Service(
        id=key,
        slug=key.lower(),
        for_public=True,
        as_of=date(2024, 1, 24),
        digest="",
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        **texts,
        **choices,
    )


def _sentence(chance: Random, length: int) -> str:
    return " ".join(chance.choices(LEXICON, FREQUENCIES, k=length)).capitalize() + "."
