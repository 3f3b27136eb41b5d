from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkroomConfig(AppConfig):
    name = "marketplace.workroom"
    label = "workroom"
    verbose_name = _("Workroom")
    default_auto_field = "django.db.models.BigAutoField"
