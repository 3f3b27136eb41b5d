"""allauth's forms with a change of ours. Apart from accounts.forms, which allauth's own forms are built upon."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms


class SignInForm(LoginForm):
    """The page has a button for who forgot her password; the field needs no second link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class Credential(forms.JSONField):
    """What a browser answered for a key. It is good once, and may hold half characters that no page can carry: a form
    that is shown again asks anew."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> str:
        return ""


class AddKeyForm(AddWebAuthnForm):
    credential = Credential(required=True)
