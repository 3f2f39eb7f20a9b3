"""Civil Code of Québec: the articles that a small claim meets."""
