"""A mediator's mandates, sessions and fees: the pages from a mandate to money."""
