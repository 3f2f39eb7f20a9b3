"""Acts on the roster: one function each."""
