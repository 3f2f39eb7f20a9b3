"""What may be asked of the Regulation respecting family mediation (C-25.01, r. 0.7)."""
