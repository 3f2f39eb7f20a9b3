"""Acts on the payments: one function each."""
