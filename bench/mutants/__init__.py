"""`script/bench mutants [PATH …] [--sample N] [--again] [--write]`: small faults put into the rules, and how many are found.

A mutant is a module with one small change: a comparison turned or moved by one, `and` for `or`, a condition negated, a
number one more or one less, a rule not registered, a loop over nothing. The operators are those of Cosmic Ray, one
replacement each (all of its replacements of one operator say the same thing many times). A mutant is killed where a
case of src/parvis/law/cases or a test of tests/law that runs the changed statement finds a difference; a mutant that
never ends, or that cannot be imported, is killed.

What is mutated is what decides: the rules in texts/, the questions, and of the kernel the calendar, periods, deadlines,
money, norms, parameters, facts, rules and decisions. Left out:

- the sentences, and what writes them (kernel/text.py, kernel/fault.py); what reads and describes data
  (kernel/instrument.py, draft.py, written.py, question.py); `*_facts.py` and Field(…) wherever it stands, which declare
  what may be told;
- annotations, `strict=` of zip, what a cache or a dataclass is told: no answer depends on them.

What is known to change nothing is listed with its reason in equivalent.toml; it counts as a survivor.
"""
