"""Files of a marketplace lie in a folder of its own, and are private unless they are meant for everybody.

The storage alias `default` is private: it has no addresses, files leave through a view that asks who may see them.
The alias `public` (logos, renditions of images) is served at MEDIA_URL, again out of the own folder only.
"""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage

from tenants import current


class NoAddress(NotImplementedError):
    """A private file was asked for its public address; libraries that ask take this for an answer."""


class _Own(FileSystemStorage):
    """A folder by tenant id, worked out anew at each use: one storage object serves all marketplaces."""

    part = ""

    @property
    def base_location(self) -> str:  # type: ignore[override]
        facts = current.get()
        owner = "public" if facts.is_public else str(facts.id)
        if not facts.is_public and not facts.id:
            raise SuspiciousFileOperation("Files belong to a marketplace, and none is active.")
        return str(Path(settings.MEDIA_ROOT) / owner / self.part)

    @property
    def location(self) -> str:  # type: ignore[override]
        return str(Path(self.base_location).resolve())


class Private(_Own):
    """What members upload."""

    part = "private"

    def url(self, name: str | None) -> str:
        """Never: use the address of the view that serves it."""
        raise NoAddress("This file is private; link to the page that serves it.")


class Public(_Own):
    """What every visitor may see."""

    part = "public"
