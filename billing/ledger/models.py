"""What is: accounts, transfers made of moves, holds, checkpoints, a freeze. Only `posting` and `holds` write here.

Amounts are whole minor units. `balance` is debits minus credits and kept by a database trigger for floor accounts only.
The triggers and the keys over two columns are in migrations/0002.
"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from billing.ledger import accounts
from kernel.money import Money

CODE = 96


class Account(models.Model):
    code = models.CharField(_("code"), max_length=CODE, unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    side = models.SmallIntegerField(_("side"))
    floor = models.BooleanField(_("keeps a balance"))
    balance = models.BigIntegerField(_("debits minus credits"), default=0, db_default=0)

    class Meta:
        db_table = "ledger_account"
        verbose_name = _("ledger account")
        verbose_name_plural = _("ledger accounts")
        constraints = [
            models.UniqueConstraint(fields=["id", "currency"], name="ledger_account_id_currency"),
            models.CheckConstraint(
                condition=models.Q(side__in=(accounts.DEBIT, accounts.CREDIT)), name="ledger_account_side"
            ),
            models.CheckConstraint(
                condition=models.Q(floor=False)
                | models.Q(side=accounts.DEBIT, balance__gte=0)
                | models.Q(side=accounts.CREDIT, balance__lte=0),
                name="ledger_account_not_overdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Transfer(models.Model):
    key = models.CharField(_("key"), max_length=200)
    payload_hash = models.BinaryField(_("payload hash"), max_length=32)
    kind = models.CharField(_("kind"), max_length=40)
    moves = models.SmallIntegerField(_("number of moves"))
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", db_index=False, verbose_name=_("reverses")
    )
    effective_at = models.DateTimeField(_("effective at"))
    created_at = models.DateTimeField(_("posted at"), db_default=Now())

    class Meta:
        db_table = "ledger_transfer"
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            # Not unique=True, which makes a second index for LIKE that every posting would pay for.
            models.UniqueConstraint(fields=["key"], name="ledger_transfer_key"),
            models.UniqueConstraint(
                fields=["reverses"], condition=models.Q(reverses__isnull=False), name="ledger_transfer_reversed_once"
            ),
            models.UniqueConstraint(fields=["id", "moves"], name="ledger_transfer_id_moves"),
            models.CheckConstraint(condition=models.Q(moves__gt=0), name="ledger_transfer_moves"),
        ]

    def __str__(self) -> str:
        return self.key


class Move(models.Model):
    """One line of a transfer: `amount` from one account to another of the same currency, debit ← credit."""

    pk = models.CompositePrimaryKey("transfer_id", "line")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    moves = models.SmallIntegerField(_("number of moves"))
    line = models.SmallIntegerField(_("line"))
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(_("currency"), max_length=3)
    amount_minor = models.BigIntegerField(_("amount"), db_column="amount")

    class Meta:
        db_table = "ledger_move"
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        indexes = [
            models.Index(fields=["debit", "transfer"], name="ledger_move_debit"),
            models.Index(fields=["credit", "transfer"], name="ledger_move_credit"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="ledger_move_amount"),
            models.CheckConstraint(
                condition=models.Q(line__gte=1, line__lte=models.F("moves")), name="ledger_move_line"
            ),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="ledger_move_two_accounts"),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Hold(models.Model):
    """Money on its way from or to the outside. Nothing is booked before it is posted, and it ends once."""

    PENDING, POSTED, VOIDED, EXPIRED = "pending", "posted", "voided", "expired"

    key = models.CharField(_("key"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    debit = models.CharField(_("debit account"), max_length=CODE)
    credit = models.CharField(_("credit account"), max_length=CODE)
    currency = models.CharField(_("currency"), max_length=3)
    amount_minor = models.BigIntegerField(_("amount"))
    state = models.CharField(_("state"), max_length=24, default=PENDING)
    opened_at = models.DateTimeField(_("opened at"))
    expires_at = models.DateTimeField(_("expires at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    transfer = models.OneToOneField(Transfer, models.PROTECT, null=True, related_name="hold")

    class Meta:
        db_table = "ledger_hold"
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(state="pending"), name="ledger_hold_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="ledger_hold_amount"),
            models.CheckConstraint(
                condition=models.Q(state="pending", transfer=None, ended_at=None)
                | models.Q(state="posted", transfer__isnull=False, ended_at__isnull=False)
                | models.Q(state__in=("voided", "expired"), transfer=None, ended_at__isnull=False),
                name="ledger_hold_state",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Checkpoint(models.Model):
    """The sum of a log-only account over all transfers up to `upto_id`, so that nobody adds up its whole past."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="checkpoints")
    upto_id = models.BigIntegerField(_("up to transfer"))
    balance = models.BigIntegerField(_("debits minus credits"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        db_table = "ledger_checkpoint"
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        constraints = [
            models.UniqueConstraint(fields=["account", "upto_id"], name="ledger_checkpoint_account_upto"),
        ]


class Freeze(models.Model):
    """The books did not add up: no payout leaves this marketplace until a person has lifted it."""

    scope = models.CharField(_("what is frozen"), max_length=24, default="payouts")
    findings = models.JSONField(_("findings"), default=list)
    frozen_at = models.DateTimeField(_("frozen at"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True)

    class Meta:
        db_table = "ledger_freeze"
        verbose_name = _("freeze of payouts")
        verbose_name_plural = _("freezes of payouts")
        constraints = [
            models.UniqueConstraint(
                fields=["scope"], condition=models.Q(lifted_at=None), name="ledger_freeze_one_open"
            ),
        ]
