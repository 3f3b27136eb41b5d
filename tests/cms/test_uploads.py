"""What the owner's staff put into pages: hostile files are answered in words, and documents can be had by visitors."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


def png(width: int, height: int, note: bytes = b"") -> bytes:
    """A PNG that says so, whatever is in it; a note in it is packed."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    head += chunk(b"zTXt", b"note\0\0" + zlib.compress(note))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.fixture
def put(staff):
    editor = staff("editor")

    def send(kind: str, name: str, content: bytes):
        given = {"title": "A file", "file": SimpleUploadedFile(name, content)}
        return editor.post(f"/manage/{kind}/add/", given)

    return send


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.png", png(100_000, 100_000)),
        ("large.png", png(12_000, 9_000)),
        pytest.param("swollen.png", png(16, 16, note=b"a" * 3_000_000), id="swollen.png"),
        ("liar.gif", b"GIF89a/*\x00\x00*/=1;alert(1)//"),
        ("page.png", b"<script>alert(1)</script>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ],
)
def test_a_picture_that_is_none_or_too_large_is_answered_in_words(put, name, content):
    answer = put("images", name, content)
    assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert not get_image_model().objects.exists()


def test_a_picture_is_taken(put):
    assert put("images", "small.png", png(16, 16)).status_code == 302
    assert get_image_model().objects.get().width == 16


def test_pictures_are_listed_without_an_address_that_private_files_do_not_have(put, staff):
    put("images", "small.png", png(16, 16))
    api = "/manage/api/main/images/"
    number = get_image_model().objects.get().pk
    for address in (api, f"{api}?fields=*", f"{api}{number}/"):
        answer = staff("editor").get(address)
        assert answer.status_code == 200 and "download_url" not in answer.content.decode()


@pytest.mark.parametrize("name", ["terms.txt", "page.html", "drawing.svg", "page.xhtml"])
def test_a_document_is_handed_to_a_visitor_as_a_file_and_never_as_a_page(put, atelier, brigade, client_for, name):
    put("documents", name, b"<script>alert(1)</script>")
    address = get_document_model().objects.get().url
    answer = client_for(atelier).get(address)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"<script>alert(1)</script>")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "default-src 'none'")
    assert client_for(brigade).get(address).status_code == 404
