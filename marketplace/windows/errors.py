from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToLimit(Refused):
    """`field` names the limit that is wrong."""

    message = _("These time limits cannot be set.")

    def __init__(self, message: str | Promise, field: str) -> None:
        super().__init__(message)
        self.field = field
