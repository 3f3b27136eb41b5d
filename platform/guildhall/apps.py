from django.apps import AppConfig


class GuildhallConfig(AppConfig):
    name = "guildhall"
    label = "guildhall"

    def ready(self) -> None:
        from guildhall import checks  # noqa: F401 - registers them
