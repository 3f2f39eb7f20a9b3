"""A professional's own desk: the account, the applications, the mandates. What is shown there is always one's own."""
