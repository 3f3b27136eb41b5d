"""What signing up asks for, beside what allauth needs."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions, place
from accounts.models import User


class JoinForm(forms.Form):
    """Base of every sign-up form (password or passkey). On a marketplace it asks whether one hires or works; an
    owner on the public site does neither."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    purpose = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=[(actions.CLIENT, _("I want to hire")), (actions.FREELANCER, _("I want to work"))],
        widget=forms.RadioSelect,
    )
    field_order = ("purpose", "name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if place.get().is_public:
            del self.fields["purpose"]
        elif context.request is not None:
            self.fields["purpose"].initial = context.request.GET.get("as") or actions.CLIENT

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this after the person is kept; the adapter has done it all."""
