"""Why something about a member cannot be done; whole sentences, safe to show."""

from django.utils.translation import gettext_lazy as _

from kernel.errors import Refused


class UnableToRevise(Refused):
    message = _("This profile can't be changed.")
