from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "marketplace.reviews"
    label = "reviews"
    verbose_name = _("Reviews")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import events
        from marketplace import slots
        from marketplace.reviews import handlers, pieces, queries, telling

        events.subscribe("contract.finish", handlers.on_finish)
        slots.fill("profile.reviews", pieces.on_profile)
        slots.fill("workroom", pieces.in_workroom)
        slots.count("member", queries.figures)
        telling.register()
