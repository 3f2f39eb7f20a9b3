"""What may be asked of the mediators and arbitrators of small claims: certification, fees, mandates, register."""
