from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    name = "billing.fees"
    label = "fees"
    verbose_name = _("Fees")
    default_auto_field = "django.db.models.BigAutoField"
    runtime_may = dict.fromkeys(("fees_feeterms", "fees_feereceipt", "fees_feerefund"), "SELECT, INSERT")

    def ready(self) -> None:
        from billing.fees import checks
        from billing.ledger import reconcile

        reconcile.register(checks.totals_and_transfers)
