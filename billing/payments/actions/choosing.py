"""Which gateway new payments go through."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from billing.ledger import queries as ledger
from billing.payments import gateways, play, queries
from billing.payments.actions import collections
from billing.payments.errors import UnableToChoose
from billing.payments.models import GatewayChoice
from billing.stripe_gateway.models import StripeAccount
from kernel import history
from kernel.actors import Actor


@transaction.atomic
def choose_gateway(*, gateway: str, instructions: str = "", actor: Actor, at: datetime) -> GatewayChoice:
    """Send new payments and payout methods through this gateway; those under way stay with theirs. Bank transfers need
    bank details, Stripe a key that is connected; between play money and real money no account may hold anything, since
    what was earned in play could be withdrawn for real. Raises UnableToChoose."""
    if gateway not in gateways.GATEWAYS:
        raise UnableToChoose(_("This gateway is not known."))
    if gateway == "manual" and not instructions.strip():
        raise UnableToChoose(_("Say where the money is to be sent."), field="instructions")
    if gateway == "stripe" and not StripeAccount.objects.filter(replaced_at=None).exists():
        raise UnableToChoose(_("Connect a Stripe account first."), field="key")
    play.hold_the_switch()
    before = queries.gateway_in_use()
    begins, ends = gateway == play.SANDBOX != before, before == play.SANDBOX != gateway
    if ends:
        collections.end_play(actor=actor, at=at)
    arriving = begins and queries.under_way().exists()
    if (begins or ends) and (arriving or ledger.holds_anything() or queries.has_untold_news()):
        raise UnableToChoose(
            _(
                "Play money and real money never mix, and there is money on this marketplace: first end what is under "
                "way and have everything withdrawn."
            )
        )
    row = GatewayChoice.objects.create(gateway=gateway, instructions=instructions.strip(), chosen_at=at)
    history.record(row, "choose", actor=actor, at=at, data={"before": before, "after": gateway})
    return row
