"""Passwords: how they are hashed, and what is asked of one."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the memory that small machines have (19 MiB, two passes: the floor that OWASP gives)."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
