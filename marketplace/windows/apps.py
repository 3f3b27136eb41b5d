from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WindowsConfig(AppConfig):
    name = "marketplace.windows"
    label = "windows"
    verbose_name = _("Time limits")
    default_auto_field = "django.db.models.BigAutoField"
