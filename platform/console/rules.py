"""What a marketplace's owner sets: how long things may take, its time zone, and who carries the money."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.payments import actions as payments
from billing.payments import queries as paid
from billing.payments.errors import UnableToChoose
from billing.stripe_gateway import actions as stripe
from billing.stripe_gateway.models import StripeAccount
from kernel import zones
from kernel.actors import Actor
from kernel.widgets import LongSelect
from marketplace.windows import actions as windows
from marketplace.windows import queries as limits
from marketplace.windows.errors import UnableToLimit
from marketplace.windows.models import LIMITS, Windows
from tenants import actions as tenants
from tenants import current, scope
from tenants.models import Tenant


class RulesForm(forms.ModelForm):
    """The owner's numbers, each in days, and her time zone."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones.choices, widget=LongSelect)

    class Meta:
        model = Windows
        fields = list(LIMITS)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, instance=limits.current(), initial={"time_zone": current.get().time_zone})
        for name, (_default, least, most) in LIMITS.items():
            self.fields[name].widget.attrs |= {"min": least, "max": most, "inputmode": "numeric"}

    def clean(self) -> dict[str, Any]:
        """Said here in words, beside its field; the database would name a constraint."""
        given = super().clean() or {}
        if given.get("warn_days", 0) >= given.get("job_days", LIMITS["job_days"][2]):
            self.add_error("warn_days", _("The warning has to come before the job ends."))
        return given

    def rows(self) -> list[tuple[forms.BoundField, int]]:
        """Each limit with its default."""
        return [(self[name], default) for name, (default, _least, _most) in LIMITS.items()]


def keep(form: RulesForm, *, actor: Actor, at: datetime) -> bool:
    """Set what was typed; a refusal stands beside its field."""
    days = {name: form.cleaned_data[name] for name in LIMITS}
    zone, here = form.cleaned_data["time_zone"], current.get()
    try:
        with transaction.atomic():
            if any(name in form.changed_data for name in LIMITS):
                windows.set_windows(days=days, actor=actor, at=at)
            if zone != here.time_zone:
                with scope.public_scope():
                    tenant = Tenant.objects.get(pk=here.id)
                tenants.set_time_zone(tenant=tenant, zone=zone, actor=actor, at=at)
    except UnableToLimit as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True


WAYS = (
    ("sandbox", _("Play money, to try everything out")),
    ("manual", _("Bank transfer, confirmed by your finance staff")),
    ("stripe", _("Stripe, with your own account")),
)


class GatewayForm(forms.Form):
    gateway = forms.ChoiceField(label=_("How clients pay"), choices=WAYS, widget=forms.RadioSelect)
    instructions = forms.CharField(
        label=_("Bank details"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("For bank transfers: account holder, bank, IBAN. Shown to whoever pays, beside the reference."),
    )  # fmt: skip
    key = forms.CharField(
        label=_("Restricted key of your Stripe account"), max_length=300, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("It is tried when you save, kept encrypted, and never shown again but for its last four signs."),
    )  # fmt: skip
    webhook_secret = forms.CharField(
        label=_("Signing secret of the webhook"), max_length=300, required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )  # fmt: skip


def gateway_form(data: Any = None) -> GatewayForm:
    return GatewayForm(data, initial={"gateway": paid.gateway_in_use(), "instructions": paid.bank_details()})


def connected() -> StripeAccount | None:
    """The Stripe account in use, for its last four and its webhook address."""
    return StripeAccount.objects.filter(replaced_at=None).order_by("-pk").first()


def hook() -> str:
    """The address that Stripe is told, so that it can send news; "" without an account."""
    account = connected()
    return f"{current.get().base_url}/hooks/stripe/{account.token}/" if account else ""


def choose(form: GatewayForm, *, actor: Actor, at: datetime) -> bool:
    """Try and keep the key, then use the gateway; a refusal stands beside its field and changes nothing. The key is
    tried over the network, so call it outside of any transaction."""
    given = form.cleaned_data
    wanted, key = given["gateway"], given["key"].strip()
    try:
        if wanted == "stripe" and key:
            stripe.save_key(key=key, webhook_secret=given["webhook_secret"].strip(), actor=actor, at=at)
        payments.choose_gateway(gateway=wanted, instructions=given["instructions"], actor=actor, at=at)
    except stripe.UnableToConnect as refused:
        form.add_error("key", str(refused))
        return False
    except UnableToChoose as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True
