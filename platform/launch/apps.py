from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaunchConfig(AppConfig):
    name = "launch"
    label = "launch"
    verbose_name = _("Launch")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from launch import mail, seed, tasks
        from theming import navigation

        seed.register()
        mail.queued_by(tasks.mail_marketplaces.delay)
        navigation.register("main", "launch.examples", label=_("Examples"), url="launch:examples", order=10)
        navigation.register("main", "launch.pricing", label=_("Prices"), url="launch:pricing", order=20)
        navigation.register("main", "launch.sign_in", label=_("Sign in"), url="launch:sign_in", order=30)
        navigation.register("action", "launch.start", label=_("Start free"), url="launch:start", order=10)
        navigation.register("footer", "launch.examples", label=_("Examples"), url="launch:examples", order=10)
        navigation.register("footer", "launch.pricing", label=_("Prices"), url="launch:pricing", order=20)
        navigation.register("footer", "launch.sign_in", label=_("Sign in"), url="launch:sign_in", order=30)
