"""Pictures that owners send: small enough, truly pictures, written anew so that nothing else rides along."""

import io
import struct
import warnings
from dataclasses import dataclass

import filetype
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kernel.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 16_000_000
# What Pillow raises for a picture that is damaged, or was made to hurt, while it opens, turns or unfolds it. Its
# readers take numbers and lengths out of the file as they find them: it is not only what they raise on purpose.
UNREADABLE: tuple[type[Exception], ...] = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError),
    struct.error,
    Image.DecompressionBombError,
)
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}


class UnusablePicture(Refused):
    """The sentence says what to send instead."""


@dataclass(frozen=True)
class Limits:
    """The box, in pixels, that a picture is fitted into; it is never enlarged."""

    width: int
    height: int


LOGO, FAVICON, SHARE = Limits(960, 320), Limits(512, 512), Limits(1200, 630)


def clean_logo(upload: UploadedFile, *, limits: Limits = LOGO) -> ContentFile:
    """A PNG without metadata, at most `limits`; raises UnusablePicture. Nothing is decoded before its size is known."""
    if (upload.size or 0) > MOST_BYTES:
        raise UnusablePicture(_("This file is larger than 5 MB. Please send a smaller one."))
    raw = upload.read(MOST_BYTES + 1)
    kind = filetype.guess_mime(raw)
    if kind is None and _looks_like_svg(raw):
        raise UnusablePicture(_("SVG files can carry programs, so we do not take them. Please send a PNG or a JPEG."))
    if kind not in KINDS:
        raise UnusablePicture(_("This is not a picture we can read. Please send a PNG, a JPEG or a WebP."))
    picture = _opened(raw, KINDS[kind])
    picture.thumbnail((limits.width, limits.height), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    picture.save(written, format="PNG", optimize=True)
    return ContentFile(written.getvalue(), name="logo.png")


def _opened(raw: bytes, form: str) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(raw), formats=[form])
            if picture.width * picture.height > MOST_PIXELS:
                raise UnusablePicture(_too_many())
            picture.load()
            upright = ImageOps.exif_transpose(picture) or picture
            return upright.convert("RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnusablePicture(_too_many()) from error
    except UNREADABLE as error:
        raise UnusablePicture(_("This picture is damaged. Please export it again and send it anew.")) from error


def _too_many() -> str:
    return _("This picture has too many pixels. Please send one of at most 4,000 by 4,000.")


def _looks_like_svg(raw: bytes) -> bool:
    start = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in start
