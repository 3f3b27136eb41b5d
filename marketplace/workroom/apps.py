from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkroomConfig(AppConfig):
    name = "marketplace.workroom"
    label = "workroom"
    verbose_name = _("Workroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import events
        from marketplace import slots
        from marketplace.notices import registry
        from marketplace.workroom import handlers, pieces, places

        for noun in ("contract", "milestone", "bonus"):
            events.subscribe(f"{noun}.*", handlers.on_move)
        events.subscribe("message.send", handlers.on_message)
        words = registry.Words(
            _("%(name)s wrote to you about “%(title)s”"),
            label=_("A new message"),
            action=_("Read and answer"),
        )
        registry.add(handlers.MESSAGE_KIND, words, label=_("Messages"))
        slots.fill("proposal.actions", pieces.on_proposal)
        places.hang()
