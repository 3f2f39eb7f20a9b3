"""The desk of the Service: couples, designations, group sessions, claims and payments."""
