"""Measures of speed and size; what they found stands in docs/performance.md."""
