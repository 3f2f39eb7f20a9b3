"""Payments: what the mediators claim of the Service, the ledger of subsidised time, the batches that pay. Money is cents."""
