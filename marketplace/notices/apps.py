from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "marketplace.notices"
    label = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import chores
        from marketplace.notices import handlers, outbox, registry, tasks

        registry.heard_by(handlers.tell)
        outbox.carried_by(tasks.queue_mail)
        chores.on_visit(tasks.queue_forgotten)
