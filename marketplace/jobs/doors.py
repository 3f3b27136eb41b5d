"""Whether anything new may begin: not while the marketplace is restricted, suspended or closed (money.md §5)."""

from django.utils.translation import gettext as _

from kernel.errors import Refused
from tenants import current


def demand_open(refusal: type[Refused]) -> None:
    """Raise `refusal` with a sentence for members when no jobs may be posted and no contracts begin."""
    if not current.get().takes_new_work:
        raise refusal(_("Nothing new can begin on this marketplace at the moment. Running contracts go on as usual."))
