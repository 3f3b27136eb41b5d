"""A logo is read safely, and its colours become the marketplace's if one likes."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pytestmark = pytest.mark.django_db


def png(colours=("#0b6e4f", "#ffffff"), size=(400, 120)) -> bytes:
    picture = Image.new("RGB", size, colours[1])
    picture.paste(colours[0], (0, 0, size[0] // 2, size[1]))
    drawn = io.BytesIO()
    picture.save(drawn, "PNG")
    return drawn.getvalue()


def bomb(width=10_000, height=10_000) -> bytes:
    """A tiny PNG that says it has 100 megapixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_logo_is_shown_and_its_colour_offered(answer, upto, at_public, draft):
    upto("brand")
    assert answer("brand", stay="1", logo=SimpleUploadedFile("l.png", png()))["Location"] == "/start/brand/"
    assert bytes(draft().logo).startswith(b"\x89PNG") and draft().palette == ["#0b6e4f"]
    assert 'value="primary:#0b6e4f"' in at_public.get("/start/brand/").content.decode()
    assert at_public.get("/start/logo/")["Content-Type"] == "image/png"
    assert "/start/logo/" in at_public.get("/start/preview/home/").content.decode()
    answer("brand", remove_logo="on")
    assert draft().logo is None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("l.svg", b"<svg><script>alert(1)</script></svg>", "SVG files can carry programs"),
        ("l.png", b"<?php system($_GET['c']); ?>", "not a picture we can read"),
        ("l.png", b"\x89PNG\r\n\x1a\nnothing behind it", "damaged"),
        ("l.png", bomb(), "too many pixels"),
        ("l.jpg", b"PK\x03\x04" + b"\0" * 100, "not a picture we can read"),
        ("l.png", b"\0" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("l.png", b"", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_logo_is_answered_beside_the_field(answer, upto, draft, name, content, sentence):
    upto("brand")
    sent = answer("brand", logo=SimpleUploadedFile(name, content), primary="#0a7d33")
    assert sent.status_code == 422 and sentence in sent.content.decode()
    assert 'value="#0a7d33"' in sent.content.decode()
    assert draft().logo is None and "brand" not in draft().done
