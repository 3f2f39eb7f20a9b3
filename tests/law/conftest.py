"""The machine that runs the tests may be slow: a property is held by its examples, not by the clock."""

from hypothesis import settings

settings.register_profile("parvis", deadline=None, database=None)
settings.load_profile("parvis")
