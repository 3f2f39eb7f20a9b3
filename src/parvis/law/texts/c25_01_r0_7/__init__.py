"""Regulation respecting family mediation (CQLR c. C-25.01, r. 0.7)."""
