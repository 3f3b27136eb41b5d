"""A private file of somebody's: kept under a random name inside the marketplace's own folder."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.files.intake import Taken
from tenants import current


def private_path(instance: "PrivateFile", filename: str) -> str:
    """`<tenant>/<table>/<uuid>.<type>`: nothing of the sender's name reaches the disk."""
    return f"{current.get().id}/{instance._meta.model_name}/{instance.uuid}.{instance.extension}"


class PrivateFile(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("file"), upload_to=private_path, max_length=200)
    name = models.CharField(_("name"), max_length=120)
    mime = models.CharField(_("type"), max_length=120)
    extension = models.CharField(_("ending"), max_length=8)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.mime.startswith("image/")

    def fill(self, taken: Taken) -> None:
        """Take over what `intake` let through; the caller saves."""
        self.name, self.mime, self.extension, self.size = taken.name, taken.mime, taken.extension, taken.size
        self.file = taken.content
        self.file.name = taken.name

    def holds(self, taken: Taken) -> bool:
        """Whether it is this very file, by its name and its bytes; reads the disk where all else is alike."""
        if (self.name, self.mime, self.size) != (taken.name, taken.mime, taken.size):
            return False
        taken.content.seek(0)
        with self.file.open("rb") as kept:
            return bool(kept.read() == taken.content.read())
