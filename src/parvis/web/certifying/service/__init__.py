"""What a certifying body owes its mediators: courses, access to supervision."""
