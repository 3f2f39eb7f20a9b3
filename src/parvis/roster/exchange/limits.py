"""How much of a roster is read at once: each row is asked of the law while the page waits."""

MOST_ROWS = 2_000
MOST_BYTES = 8 * 1024 * 1024
