"""Why something about a job cannot be done; whole sentences, safe to show."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToPost(Refused):
    message = _("This job can't be posted yet.")


class UnableToPropose(Refused):
    message = _("This proposal can't be sent.")


class UnableToOffer(Refused):
    message = _("This offer can't be made.")


class UnableToAccept(Refused):
    message = _("This offer can't be accepted.")
