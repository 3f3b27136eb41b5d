from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaunchConfig(AppConfig):
    name = "launch"
    label = "launch"
    verbose_name = _("Launch")
    default_auto_field = "django.db.models.BigAutoField"
