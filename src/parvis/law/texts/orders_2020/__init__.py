"""The orders of 2020 that suspended prescription and civil time limits."""
