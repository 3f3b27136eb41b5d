"""Why a payment or a payout is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToCollect(Refused):
    message = _("This payment cannot be started.")


class UnableToChoose(Refused):
    """`field` is what the sentence is about, where it is about one."""

    message = _("This gateway cannot be used.")

    def __init__(self, message: str | Promise | None = None, *, field: str = "gateway") -> None:
        super().__init__(message)
        self.field = field


class UnableToPayOut(Refused):
    message = _("This payout is not possible.")


class UnableToRefund(Refused):
    message = _("This refund is not possible.")
