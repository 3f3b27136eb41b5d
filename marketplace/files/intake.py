"""What a stranger hands in: looked at by its bytes, never by its name, and bounded before it is read.

Images are always drawn anew (no metadata, no trailing bytes, no second file inside). Everything else is kept as it
came, stored under a random name and only ever sent back as a download.
"""

import io
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from theming.images import UNREADABLE

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_IMAGE_BYTES = 10 * MEGABYTE
MAX_PIXELS = 40_000_000
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
SNIFFED = {
    **IMAGES,
    "application/pdf": "pdf",
    "application/zip": "zip",
    "application/gzip": "gz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "audio/mpeg": "mp3",
    "audio/x-wav": "wav",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/x-flac": "flac",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/quicktime": "mov",
}
TEXTS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "srt": "text/plain", "json": "application/json"}


@dataclass(frozen=True)
class Taken:
    """A file that passed: its bytes, its true type, and a name that is safe to show and to send."""

    content: ContentFile
    mime: str
    extension: str
    name: str
    size: int


def shown_name(name: str) -> str:
    """The last part of a name without folders, control or direction marks; at most 120 characters."""
    last = PurePosixPath(str(name).replace("\\", "/")).name
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(". ")
    return kept[-120:] or "file"


def take(upload: UploadedFile, *, limit: int = MAX_BYTES) -> Taken:
    """Accept a file whose bytes are of a kind we know; raises ValidationError with a sentence for its author."""
    if not upload.size:
        raise ValidationError(_("This file is empty. Please choose another one."), code="empty")
    if upload.size > limit:
        raise ValidationError(
            _("This file is too large. The limit is %(limit)d MB."),
            code="size",
            params={"limit": limit // MEGABYTE},
        )
    content = upload.read()
    mime, extension = _kind(content, shown_name(upload.name or ""))
    if mime in IMAGES:
        return take_image(_rewound(content, upload))
    name = _named(upload.name or "", extension)
    return Taken(ContentFile(content), mime, extension, name, len(content))


def take_image(upload: UploadedFile | IO[bytes], *, longest: int = 2400) -> Taken:
    """Accept a picture by drawing it anew as WebP, at most `longest` pixels a side."""
    if getattr(upload, "size", 0) > MAX_IMAGE_BYTES:
        raise ValidationError(
            _("This picture is too large. The limit is %(limit)d MB."),
            code="size",
            params={"limit": MAX_IMAGE_BYTES // MEGABYTE},
        )
    picture = _opened(upload)
    picture.thumbnail((longest, longest))
    drawn = io.BytesIO()
    picture.save(drawn, "WEBP", quality=86, method=4)
    name = _named(getattr(upload, "name", "") or "picture", "webp")
    return Taken(ContentFile(drawn.getvalue()), "image/webp", "webp", name, drawn.tell())


def _opened(upload: UploadedFile | IO[bytes]) -> Image.Image:
    unreadable = ValidationError(
        _("This is not a picture we can read. Please use PNG, JPEG, WebP or GIF."), code="type"
    )
    try:
        picture = Image.open(upload, formats=("PNG", "JPEG", "WEBP", "GIF"))
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError(
                _("This picture has too many pixels. The limit is %(limit)d megapixels."),
                code="pixels",
                params={"limit": MAX_PIXELS // 1_000_000},
            )
        turned = ImageOps.exif_transpose(picture)
        return turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    except UNREADABLE as unread:
        raise unreadable from unread


def _kind(content: bytes, name: str) -> tuple[str, str]:
    guess = filetype.guess(content)
    if guess is not None and guess.mime in SNIFFED:
        return guess.mime, SNIFFED[guess.mime]
    ending = name.rsplit(".", 1)[-1].lower()
    if guess is None and ending in TEXTS and _is_text(content):
        return TEXTS[ending], ending
    raise ValidationError(
        _("We can't take this kind of file. Please send a picture, PDF, document, sound, video, text or ZIP file."),
        code="type",
    )


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _named(name: str, extension: str) -> str:
    stem = shown_name(name).rsplit(".", 1)[0] or "file"
    return f"{stem[:100]}.{extension}"


def _rewound(content: bytes, upload: UploadedFile) -> IO[bytes]:
    again = io.BytesIO(content)
    again.name = upload.name or ""
    return again
