"""What a person on the staff sets for herself in the console: how it looks, what it writes to her about. Her name and
her face are the member's, at /settings/profile/."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView


class Account(AccountView):
    """Without the two panels that keep nothing: our people have one name, not a first and a last, and a picture would
    lie among the private files, which have no address for a page to show."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if panel.name not in ("name_email", "avatar")]


page = require_admin_access(Account.as_view())
