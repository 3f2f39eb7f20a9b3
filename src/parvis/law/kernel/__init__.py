"""The vocabulary of the law room: text, money, calendar, period, norm, parameter, facts, decision, question."""
