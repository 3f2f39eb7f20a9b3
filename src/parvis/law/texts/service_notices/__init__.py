"""Notices of the Family Mediation Service to mediators: what it pays for, and how it is billed."""
