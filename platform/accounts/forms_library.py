"""allauth's forms with a change of ours. Apart from accounts.forms, which allauth's own forms are built upon."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """The page has a button for who forgot her password; the field needs no second link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
