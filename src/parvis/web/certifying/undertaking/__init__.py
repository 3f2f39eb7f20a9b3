"""The officer's side of undertakings: by deadline, one mediator's picture, courses to accept, requests to decide, the end."""
