"""Logos: decoded only when small, written anew, SVG refused in words."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from theming import images


def _upload(raw: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def _png(width: int = 40, height: int = 20, **more) -> bytes:
    written = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 30, 255)).save(written, "PNG", **more)
    return written.getvalue()


def _swollen() -> bytes:
    """A small picture with a note that unfolds into three megabytes."""
    notes = PngInfo()
    notes.add_text("note", "a" * 3_000_000, zip=True)
    return _png(pnginfo=notes)


def test_a_logo_is_written_anew_without_what_rode_along():
    notes = PngInfo()
    notes.add_text("Comment", "where I live")
    cleaned = images.clean_logo(_upload(_png(pnginfo=notes) + b"<script>alert(1)</script>"))
    raw = cleaned.read()
    assert b"where I live" not in raw and b"<script>" not in raw
    assert Image.open(io.BytesIO(raw)).size == (40, 20)


def test_a_large_logo_is_fitted_and_a_small_one_is_not_enlarged():
    assert Image.open(images.clean_logo(_upload(_png(2000, 1000)))).size == (640, 320)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (b"%PDF-1.7 not a picture", "not a picture"),
        (_png()[:60], "damaged"),
        pytest.param(_swollen(), "damaged", id="swollen-damaged"),
        (b"x" * (images.MOST_BYTES + 1), "5 MB"),
    ],
)
def test_what_cannot_be_a_logo_is_refused_in_a_sentence(raw, words):
    with pytest.raises(images.UnusablePicture, match=words):
        images.clean_logo(_upload(raw, "logo.png"))


def test_a_bomb_is_refused_before_it_is_decoded():
    raw = _png(5000, 4000)
    assert len(raw) < images.MOST_BYTES
    with pytest.raises(images.UnusablePicture, match="pixels"):
        images.clean_logo(_upload(raw))
