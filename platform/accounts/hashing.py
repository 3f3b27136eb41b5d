"""How passwords are hashed where nobody real signs in."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Quick(PBKDF2PasswordHasher):
    """For demos and the suite, which sign in thousands of times: a thousandth of the work. Elsewhere slowness is the
    point, and a hash of this name opens nothing: the demo's passwords are public knowledge, so whoever takes a demo's
    database into production finds no door that they open. Its people ask for a new password by mail."""

    algorithm = "demo_pbkdf2_sha256"
    iterations = 1_000
