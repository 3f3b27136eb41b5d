"""Do a thing once, however often one is told."""

from django.db import connection, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Once(models.Model):
    """A key that has been seen."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(_("key"), max_length=200)
    at = models.DateTimeField(_("seen"), db_default=Now())

    class Meta:
        app_label = "kernel"
        verbose_name = _("key seen once")
        verbose_name_plural = _("keys seen once")
        constraints = [models.UniqueConstraint(fields=["key"], name="once_key")]

    def __str__(self) -> str:
        return self.key


def once(key: str) -> bool:
    """True for the first caller with that key, False for ever after. Belongs to the open transaction: when
    that is rolled back, the key was never seen; a second caller meanwhile waits for the first one's end. One
    INSERT."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Once._meta.db_table} (key) VALUES (%s) ON CONFLICT (key) DO NOTHING",  # noqa: S608
            [key],
        )
        return bool(cursor.rowcount == 1)
