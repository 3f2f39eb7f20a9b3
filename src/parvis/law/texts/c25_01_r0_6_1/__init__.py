"""Regulation respecting the mediation and arbitration of small claims (C-25.01, r. 0.6.1)."""
