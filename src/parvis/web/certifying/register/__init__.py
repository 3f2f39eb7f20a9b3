"""The register of a body at its officer's desk: its people, their acts, the notices to the Minister."""
