"""Why a payment or a payout is refused."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToCollect(Refused):
    message = _("This payment cannot be started.")


class UnableToChoose(Refused):
    message = _("This gateway cannot be used.")


class UnableToPayOut(Refused):
    message = _("This payout is not possible.")


class UnableToRefund(Refused):
    message = _("This refund is not possible.")
