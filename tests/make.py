"""Plain functions that make what a test needs, through the real doors where they exist. Everybody adds hers."""

from accounts.models import User

PASSWORD = "a long enough passphrase"


def user(name: str = "Nils", **facts: object) -> User:
    """A person of the marketplace that is active, known by name: `make.user("Clara").email` is clara@example.com."""
    email = facts.pop("email", f"{name.lower().replace(' ', '.')}@example.com")
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email=email, password=None, name=name, **facts)
