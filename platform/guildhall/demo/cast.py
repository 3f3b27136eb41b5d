"""Who signs in at the demo. These are the demo's credentials, printed on the screen, and refused in production."""

from datetime import datetime

from django.conf import settings

from accounts import actions as accounts
from accounts.models import User
from kernel import clock
from kernel.actors import SYSTEM
from tenants import scope

PASSWORD = "demo-guildhall"  # noqa: S105 - public knowledge, and only where settings.DEMO is true
OPERATOR = "operator@guildhall.example"


class OnlyInDemo(RuntimeError):
    """Somebody tried to give production the demo's sign-ins."""


def now() -> datetime:
    return clock.now()


def require_demo() -> None:
    if settings.ENVIRONMENT == "production":
        raise OnlyInDemo("The demo's sign-ins are public knowledge: they are refused in production.")


def ensure_operator() -> User:
    """The operator of the platform, on the public host."""
    require_demo()
    with scope.public_scope():
        user = User.objects.filter(email=OPERATOR).first()
        if user is None:
            user = User.objects.create_superuser(OPERATOR, PASSWORD, name="Ada Operator")
        accounts.confirm_email(user=user, actor=SYSTEM, at=now())
        return user
