"""Who may do what: roles, invitations, departures, the yearly review, the operator's mode, the matrix."""
