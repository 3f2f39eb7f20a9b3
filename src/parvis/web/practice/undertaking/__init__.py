"""The undertaking of a mediator: the live picture, supervision, courses, more time, the end. And the supervisor's side."""
