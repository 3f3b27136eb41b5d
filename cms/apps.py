from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import links
        from theming import navigation

        for place, order in (("main", 5), ("account", 5)):
            navigation.register(
                place, "console", label=_("Your console"), url="wagtailadmin_home", icon="gauge", order=order,
                shown=lambda request: request.user.is_staff,
            )  # fmt: skip
        navigation.source("footer", links.footer)
        navigation.source("legal", links.legal)
