"""The page of the link by which a party signs a session sheet: no account, nothing but that sheet."""
