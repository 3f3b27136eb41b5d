"""Refusals: what a person is told when something cannot be done. A whole translated sentence, safe to show."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The answer to an action that cannot be done. Each app subclasses: `UnableToRelease(_("The work is not
    delivered yet."))`. Edges catch this and nothing wider."""

    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise | None = None) -> None:
        self.message = message if message is not None else type(self).message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The table of the life has no such row: this role cannot do this verb in this state."""

    message = _("This is not possible at the moment.")


class TooLate(Refused):
    """The row was there, but somebody was faster: the object has moved on."""

    message = _("Somebody was faster: this has changed in the meantime. Please look again.")
