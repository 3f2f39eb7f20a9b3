"""What the Service and the certifying bodies bring to a mediator: designations, group sessions, courses and supervision offered."""
