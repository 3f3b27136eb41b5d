from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"
    verbose_name = _("Marketplaces")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants import checks, contenttypes, dispatching, relations, signing, sites, stamps

        contenttypes.install()
        relations.install()
        signing.install()
        sites.install()
        stamps.install()
        checks.register_all()
        dispatching.install()
