"""Whom the owner lets into her console, and as what. A role is all she gives or takes: nobody's password, address or
state can be set from here, and nobody can be made more than one of the four roles."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.models import User
from cms.console import roles


class _RolesField(forms.ModelMultipleChoiceField):
    def __init__(self) -> None:
        groups = Group.objects.filter(name__in=roles.PERMISSIONS).order_by("pk")
        super().__init__(groups, label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)


class RolesForm(forms.ModelForm):
    groups = _RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "groups")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "name", *(["groups"] if editing_self else [])):  # an owner does not lock herself out
            self.fields[name].disabled = True


class InvitationForm(UserCreationForm):
    """Somebody new: her first password is the owner's to tell her."""

    groups = _RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "groups")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "is_superuser"):
            del self.fields[name]
        self.order_fields(["email", "name", "password1", "password2", "groups"])


class StaffIndex(IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Without boxes to tick: what is done to many at once leaves no history."""
        return [column for column in super().columns if column.name not in ("bulk_actions", "is_superuser")]


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndex

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return RolesForm if for_update else InvitationForm
