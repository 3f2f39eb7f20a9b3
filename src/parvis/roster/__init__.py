"""The roster: who mediates. Professionals, their certifications and the acts that change them, applications, the
undertaking, the mandates, the sessions and their signatures, the notices to the Minister, the public register.

What is said in a mediation never enters here: counts, dates, objects and outcomes are enough. The parties of a mandate are
keyed digests, never names.
"""
