"""Sending a private file back: pictures in the page, everything else as a download, nothing ever run."""

from django.http import FileResponse

from marketplace.files.models import PrivateFile


def send(kept: PrivateFile) -> FileResponse:
    """The file as a response. The caller has already asked whether this person may see it."""
    response = FileResponse(
        kept.file.open("rb"), as_attachment=not kept.is_image, filename=kept.name, content_type=kept.mime
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response
