from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "marketplace.contracts"
    label = "contracts"
    verbose_name = _("Contracts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import events
        from marketplace import slots
        from marketplace.contracts import actions, handlers, pieces, queries, reconciling, telling, volume
        from marketplace.escrow import queries as escrow_queries
        from marketplace.jobs import hiring
        from theming import navigation

        events.subscribe("payment.confirm", handlers.on_paid)
        events.subscribe("payment.fail", handlers.on_unpaid)
        escrow_queries.count_in_review(queries.in_review)
        telling.register()
        reconciling.register()
        volume.register()
        hiring.composed_by(actions.accept_offer)
        slots.fill("offer.next", pieces.after_an_offer)
        slots.count("member", queries.figures)
        navigation.register(
            "main", "contracts", label=_("Contracts"), url="contracts:contracts", order=40, shown=pieces.is_signed_in
        )
