"""How allauth meets this house: whose name stands on mails and in authenticator apps, what a sign-up keeps, how
secrets lie in the database."""

import base64
import time
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows import login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from accounts import actions, place
from accounts.models import User
from kernel import clock, lines


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Keep the new person with what she told us, and the news of it, in one transaction."""
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language() or ""
        super().save_user(request, user, form, commit=False)
        actions.join(user=user, purpose=form.cleaned_data.get("purpose", ""), actor=None, at=clock.now())
        login.record_authentication(request, user, method="password")  # she has just chosen it
        return user

    def send_account_already_exists_mail(self, email: str) -> None:
        """Whoever has joined already gets mail, and the page says what it says to a newcomer, as late: it is the hash
        of a password that takes time, and here nobody's would be made."""
        make_password(self.request.POST.get("password1", ""))
        super().send_account_already_exists_mail(email)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new member goes on with who she is; the public site has no members."""
        return settings.LOGIN_REDIRECT_URL if place.get().is_public else super().get_signup_redirect_url(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in that is recent is as good as saying once more who she is: allauth counts only the second."""
        steps = login.get_authentication_records(context.request, context.request.user)
        recent = bool(steps) and time.time() - steps[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    def get_from_email(self) -> str:
        here, name = place.get(), _plain(place.name()).replace("\\", r"\\")  # else it would take the quotation mark in
        return EmailMessage(from_email=f'"{name}" <{settings.MAIL_MAILBOX}@{here.host}>').from_email

    def format_email_subject(self, subject: str) -> str:
        return f"{_plain(place.name())}: {subject}"

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """allauth's text in the marketplace's look: the HTML part holds the same words. Its links lead to the address
        people know, whatever port or spelling of the host whoever asked for the mail has sent."""
        here = SimpleNamespace(name=place.name(), domain=place.name())
        context = {name: _known(told) if told and name.endswith("_url") else told for name, told in context.items()}
        message = super().render_mail(template_prefix, email, {**context, "current_site": here}, headers)
        words = str(message.body).partition("\n-- \n")[0]
        page = render_to_string("accounts/mail.html", {"words": words, "subject": message.subject}, self.request)
        message.attach_alternative(page, "text/html")  # type: ignore[attr-defined]
        return message


class SecondFactorAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return place.name()

    def get_totp_issuer(self) -> str:
        return place.name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": place.name()}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _known(address: str) -> str:
    return place.get().base_url + urlsplit(address)._replace(scheme="", netloc="").geturl()


def _plain(words: str) -> str:
    """Words that may stand in a mail's header."""
    return lines.one_line(words.replace('"', ""))


def _box() -> MultiFernet:
    """Secrets are locked with the newest key and open with any older one that is still listed."""
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"accounts.second-factor").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
