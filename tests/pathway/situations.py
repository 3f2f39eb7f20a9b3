"""Ten situations drawn from real ones, as kept answers. The people are invented; the days are seen from 2026-11-22."""

from datetime import date
from typing import Any

ON = date(2026, 11, 22)


def place(name: str, district: str | None, sure: bool = True) -> dict[str, Any]:
    return {"name": name, "district": district, "sure": sure}


GATINEAU = place("Gatineau", "gatineau")
SITUATIONS: dict[str, dict[str, Any]] = {
    "unpaid_renovation": {
        "role": "claimant", "stage": "before_claim", "matter": "works", "own_kind": "person", "other_kind": "person",
        "amount": "8400.00", "particulars": ["none"], "began": ["2025-03-01", "2025-03-31"], "other_place": GATINEAU,
        "home": GATINEAU, "help": ["en"],
    },
    "sued_in_sept_iles": {
        "role": "defendant", "stage": "claim_filed", "matter": "money_owed", "other_kind": "company", "employees": None,
        "consumer": "no", "amount": "3000.00", "began": None, "notified": "2026-11-10",
        "file_place": place("Sept-Îles", "mingan"), "help": ["fr", "phone"],
    },
    "convened_in_montreal": {
        "role": "claimant", "stage": "hearing_convened", "amount": "9000.00", "hearing": "2027-01-20",
        "file_place": place("Montréal", "montreal"), "represented": "no", "help": None,
    },
    "refrigerator_in_laval": {
        "role": "claimant", "stage": "notice_sent", "matter": "purchase", "own_kind": "person", "other_kind": "company",
        "consumer": "yes", "amount": "1722.00", "particulars": ["none"], "began": ["2026-08-12", "2026-08-12"],
        "notice_received": "2026-11-02", "notice_days": 10, "home": place("Laval", "laval"), "help": None,
    },
    "company_of_12": {
        "role": "claimant", "stage": "before_claim", "matter": "money_owed", "own_kind": "company",
            "other_kind": "person",
        "employees": 12, "amount": "5000.00", "particulars": ["none"], "began": ["2025-01-01", "2025-12-31"],
        "other_place": place("Longueuil", "longueuil"), "home": place("Longueuil", "longueuil"), "help": None,
    },
    "dwelling_lease": {"role": "claimant", "stage": "before_claim", "matter": "dwelling_lease"},
    "kuujjuaq": {
        "role": "defendant", "stage": "notice_sent", "matter": "purchase", "other_kind": "company", "employees": None,
        "consumer": None, "amount": "2200.00", "began": None, "notice_received": "2026-11-15", "notice_days": 10,
        "home": place("Kuujjuaq", "abitibi"), "help": ["en"],
    },
    "default_judgment_in_rimouski": {
        "role": "defendant", "stage": "after_judgment", "judgment": "2026-11-01", "winner": "other",
            "by_default": "yes",
        "judgment_known": "2026-11-15", "file_place": place("Rimouski", "rimouski"), "help": None,
    },
    "mandatory_in_trois_rivieres": {
        "role": "claimant", "stage": "contested", "amount": "4000.00", "filed": "2026-09-01",
            "contested_on": "2026-10-01",
        "mediation_notice": "2026-11-10", "file_place": place("Trois-Rivières", "trois-rivieres"), "represented": "no",
        "help": None,
    },
    "prescription_almost_over": {
        "role": "claimant", "stage": "before_claim", "matter": "damage", "own_kind": "person", "other_kind": "person",
        "amount": "6000.00", "particulars": ["none"], "began": ["2020-02-03", "2020-02-03"],
        "other_place": place("Québec", "quebec"), "home": place("Québec", "quebec"), "help": None,
    },
}  # fmt: skip
