from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "billing.ledger"
    label = "ledger"
    verbose_name = _("Ledger")
    default_auto_field = "django.db.models.BigAutoField"
    # Summing up to a checkpoint stops posting for a moment, which takes a lock.
    runtime_may = {
        "ledger_account": "SELECT, INSERT, UPDATE",
        "ledger_transfer": "SELECT, INSERT, MAINTAIN",
        "ledger_move": "SELECT, INSERT",
        "ledger_checkpoint": "SELECT, INSERT, DELETE",
        "ledger_hold": "SELECT, INSERT, UPDATE",
    }
