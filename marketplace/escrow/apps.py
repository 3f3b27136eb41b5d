from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EscrowConfig(AppConfig):
    name = "marketplace.escrow"
    label = "escrow"
    verbose_name = _("Escrow")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from marketplace.escrow import handlers, telling
        from theming import navigation

        assert handlers  # registers the clock's handlers
        telling.register()
        navigation.register(
            "account",
            "earnings",
            label=_("Earnings"),
            url="escrow:earnings",
            icon="wallet",
            order=30,
            shown=lambda request: request.user.is_authenticated,
        )
