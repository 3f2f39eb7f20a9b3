"""The pathway: from the first question to a plan. It decides nothing: the law answers, the directory helps."""
