"""Who acts: accounts, how they are proved, their sessions, their roles."""
