"""What a person may see of her own account's safety."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from accounts.models import User


@dataclass(frozen=True)
class Safety:
    has_password: bool
    email_confirmed: bool
    has_app: bool
    passkeys: int
    codes_left: int
    sessions: int


def safety(user: User) -> Safety:
    """How her account is guarded. Three SELECTs."""
    keys = {Authenticator.Type(key.type): key for key in Authenticator.objects.filter(user=user)}
    codes = keys.get(Authenticator.Type.RECOVERY_CODES)
    return Safety(
        has_password=user.has_usable_password(),
        email_confirmed=EmailAddress.objects.filter(user=user, verified=True).exists(),
        has_app=Authenticator.Type.TOTP in keys,
        passkeys=Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        sessions=len(UserSession.objects.purge_and_list(user)),
    )


def staff() -> QuerySet[User]:
    """The staff of the schema being served: on the public host the operators."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("pk")
