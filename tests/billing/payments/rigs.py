"""What stands behind each gateway in the tests: how a person or Stripe's world moves a payment on."""

from datetime import timedelta

from billing.ledger import posting
from billing.payments import actions, states
from billing.payments.gateways import sandbox
from billing.payments.models import SandboxPiece
from billing.stripe_gateway import actions as stripe_actions
from billing.stripe_gateway import client
from billing.stripe_gateway.fake import clock, payments, people, sessions
from kernel.actors import GATEWAY
from tests.billing.payments.cast import NOON, usd

LATER = NOON + timedelta(days=4)


class InSandbox:
    name = "sandbox"

    def pay(self, collection, actor):
        sandbox.pay(collection.external_id, sandbox.SUCCEEDS, at=NOON)
        actions.refresh_collection(collection=collection, actor=GATEWAY, at=NOON)

    def settle_payout(self, payout, actor): ...

    def settle_refund(self, refund, actor): ...

    def verify(self, method): ...

    def dispute(self, collection):
        """The payer's bank takes the payment back, and nobody is told."""
        sandbox.open_dispute(SandboxPiece.objects.get(external_id=collection.external_id))


class ByHand(InSandbox):
    name = "manual"

    def pay(self, collection, actor):
        actions.confirm_receipt(collection=collection, received=collection.amount, actor=actor, at=NOON)

    def dispute(self, collection): ...

    def settle_payout(self, payout, actor):
        assert payout.state == states.QUEUED  # nobody has sent it before somebody says so
        actions.refresh_payout(payout=payout, actor=GATEWAY, at=LATER)
        actions.mark_payout(payout=payout, verb="send", actor=actor, at=LATER)
        actions.mark_payout(payout=payout, verb="pay", actor=actor, at=LATER)

    def settle_refund(self, refund, actor):
        actions.mark_refund(refund=refund, actor=actor, at=LATER)


class AtStripe(InSandbox):
    name = "stripe"

    def world(self):
        return client.fake_transport().store.open()

    def hear(self):
        stripe_actions.hear(connection=client.marketplace(), actor=GATEWAY, at=NOON)

    def pay(self, collection, actor):
        with self.world() as world:
            sessions.complete_checkout(world, collection.external_id, "pm_card_visa")
        self.hear()
        with self.world() as world:
            clock.catch_up(world, world.now + 3 * 86400)

    def dispute(self, collection):
        with self.world() as world:
            intent = world.get(collection.external_id, "checkout.session")["payment_intent"]
            payments.open_dispute(world, world.all("charge", payment_intent=intent)[0])

    def verify(self, method):
        with self.world() as world:
            people.onboard(world, method.external_id)
        self.hear()


RIGS = {rig.name: rig for rig in (InSandbox(), ByHand(), AtStripe())}


def book(debit, credit, amount):
    moves = [posting.Move(debit, credit, usd(amount))]
    posting.post(key=f"test:{debit}:{credit}", kind="test", moves=moves, effective_at=NOON)
