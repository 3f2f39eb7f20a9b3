"""Who helps, where and when: organizations, services, figures, and their history."""
