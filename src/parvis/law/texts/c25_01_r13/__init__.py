"""Tariff of court costs applicable to the recovery of small claims (CQLR, c. C-25.01, r. 13)."""
