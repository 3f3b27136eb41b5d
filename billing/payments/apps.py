from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "billing.payments"
    label = "payments"
    verbose_name = _("Payments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # With handlers come the actions, whose outbox calls and timers register themselves.
        from billing.payments import handlers, reconciling

        handlers.listen()
        reconciling.listen()
