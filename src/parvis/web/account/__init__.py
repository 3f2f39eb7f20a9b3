"""The account: signing in, what proves a person, sessions, the way back."""
