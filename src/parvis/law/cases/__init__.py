"""The cases of the law: a situation in, a decision out, in TOML that a jurist can read and add to."""
