"""The public register of the people who mediate: who is certified today, where, in which language, how to reach them."""
