"""What people do on the stand-in's pages: pay a Checkout, change the card in the portal, onboard as a payee."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from billing.stripe_gateway import actions, client
from billing.stripe_gateway.fake import payments, people, sessions
from kernel.actors import GATEWAY
from kernel.money import Money

DECLINED = _("The card was declined. Please try another one; nothing was charged.")
METHODS = (
    ("pm_card_visa", _("4242 4242 4242 4242: succeeds")),
    ("pm_card_chargeDeclined", _("4000 0000 0000 0002: is declined")),
    ("pm_card_authenticationRequired", _("4000 0025 0000 3155: asks for a challenge")),
    ("pm_usBankAccount", _("Bank debit: succeeds late")),
    ("pm_card_createDispute", _("4000 0000 0000 0259: is disputed afterwards")),
)


class TestMethod(forms.Form):
    method = forms.ChoiceField(
        label=_("Test card"), widget=forms.RadioSelect, choices=METHODS, initial=METHODS[0][0], required=True
    )


@dataclass(frozen=True)
class Page:
    """One page of the stand-in: `kind` is Stripe's own word, `back` where the person returns to."""

    name: str
    kind: str
    back: str
    amount: Money | None = None


def find(name: str) -> Page | None:
    with client.fake_transport().store.open() as world:
        found = world.objects.get(name)
        if found is None:
            return None
        back = found.get("success_url") or found.get("return_url") or "/"
        total = found.get("amount_total")
        amount = Money(total, found["currency"].upper()) if total else None
        return Page(name, found["object"], back, amount)


def act(connection: client.Connection, page: Page, method: str, *, at: datetime) -> str:
    """Do it; returns where to go on, or "" when the card was refused."""
    with client.fake_transport().store.open() as world:
        if page.kind == "checkout.session":
            session = sessions.complete_checkout(world, page.name, method)
            if session["status"] == "open" and session["payment_intent"]:
                intent = world.objects[session["payment_intent"]]
                if intent["status"] == "requires_action":  # the stand-in's payer always passes her bank's question
                    intent["challenge_passed"] = True
                    session = sessions.complete_checkout(world, page.name, method)
            done = session["status"] == "complete"
        elif page.kind == "billing_portal.session":
            sessions.change_card(world, page.name, method)
            done = True
        else:
            people.onboard(world, page.name)
            done = True
        payments.settle(world)
    actions.hear(connection=connection, actor=GATEWAY, at=at)
    return page.back if done else ""
