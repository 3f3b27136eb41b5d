"""How passwords are hashed where nobody real signs in."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Quick(PBKDF2PasswordHasher):
    """For demos and the suite, which sign in thousands of times: a thousandth of the work. Elsewhere slowness is the
    point. A password hashed here is hashed anew, slowly, when its owner signs in outside of a demo."""

    iterations = 1_000
