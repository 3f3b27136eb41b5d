"""Why something about a job cannot be done; whole sentences, safe to show."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToPost(Refused):
    """`field` is the field of the form that the sentence speaks of, where there is one."""

    message = _("This job can't be posted yet.")

    def __init__(self, message: str | Promise | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnableToPropose(Refused):
    """`field` is the field of the form that the sentence speaks of, where there is one."""

    message = _("This proposal can't be sent.")

    def __init__(self, message: str | Promise | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class UnableToOffer(Refused):
    message = _("This offer can't be made.")


class UnableToAccept(Refused):
    message = _("This offer can't be accepted.")
