"""The keepers' desk: readers' reports, what is due for confirmation, what waits; the acts that a keeper does there."""
