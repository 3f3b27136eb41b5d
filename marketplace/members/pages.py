"""Where the pages of members hang: in the header, the account menu and the settings."""

from django.utils.translation import gettext_lazy as _

from marketplace.members import menu
from theming import navigation


def hang() -> None:
    navigation.register("main", "talent", label=_("Find talent"), word="talent", url="members:talent", order=20)
    navigation.register("account", "settings", label=_("Settings"), url="members:settings", icon="settings", order=90)
    _settings()


def _settings() -> None:
    menu.register(
        "face",
        label=_("Profile"),
        lead=_("Your name, what you came for, and what others read about you."),
        url="members:face",
        icon="user-round",
        order=10,
    )
    menu.register(
        "craft",
        label=_("Skills and rate"),
        lead=_("What you can do, what you ask for it, and when you have time."),
        url="members:craft",
        icon="wrench",
        order=20,
        shown=lambda member: member.is_freelancer,
    )
    menu.register(
        "portfolio",
        label=_("Portfolio"),
        lead=_("Pictures of work that you are proud of."),
        url="members:portfolio",
        icon="images",
        order=30,
        shown=lambda member: member.is_freelancer,
    )
    _more_settings()


def _more_settings() -> None:
    menu.register(
        "house",
        label=_("Company"),
        lead=_("Who hires: freelancers read it before they propose."),
        url="members:house",
        icon="building-2",
        order=40,
        shown=lambda member: member.is_client,
    )
    menu.register(
        "notices",
        label=_("Notifications"),
        lead=_("What you are told, in the list and by e-mail."),
        url="notices:preferences",
        icon="bell",
        order=70,
    )
    menu.register(
        "security",
        label=_("Sign-in and security"),
        lead=_("Password, second factor, passkeys and open sessions."),
        url="accounts:security",
        icon="shield-check",
        order=80,
    )
