"""Why a subscription or a bill is refused."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToSubscribe(Refused):
    message = _("This plan cannot be chosen.")


class UnableToBill(Refused):
    message = _("This month cannot be billed.")
