"""The administrative programme of 2021 for couples without common dependent children."""
