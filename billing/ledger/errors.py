"""Why the ledger says no."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class Overdrawn(Refused):
    """A floor account would have gone below zero. Nothing was booked, and the transaction around it is over."""

    message = _("There is not enough money for this.")


class AlreadyReversed(Refused):
    message = _("This transfer was reversed before.")


class HoldEnded(Refused):
    """A hold is posted, voided or expired, once."""

    message = _("This payment on its way has already ended.")


class KeyReused(Exception):
    """The key of another payload: two business events got one name. A fault of ours, never an answer to a person."""
