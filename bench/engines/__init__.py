"""The family fee as other engines would have it, for comparison; each runs in an environment of its own."""
