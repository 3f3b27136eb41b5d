from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"
    verbose_name = _("Marketplaces")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kernel import locales
        from tenants import checks, contenttypes, current, dispatching, relations, signing, sites, stamps

        locales.ask_country(current.country)
        contenttypes.install()
        relations.install()
        signing.install()
        sites.install()
        stamps.install()
        checks.register_all()
        dispatching.install()
