"""The law room: facts in, decisions out, each with its source.

Pure Python. Nothing here knows Django, the clock, a database or the reader's language setting: the day is an
argument, and every sentence exists in French and in English. `kernel` holds the small vocabulary (a norm, a
parameter, a period, a decision), `texts` the instruments as data and rules, `questions` what may be asked.
"""
