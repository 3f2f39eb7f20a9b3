"""The pages of a link by which an organization proposes changes to its own records."""
