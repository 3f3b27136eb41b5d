"""Files that every visitor of a marketplace may see."""

import errno
import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

NO_SUCH_NAME = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG)


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """A public file of the marketplace that is active; another one's is not there. What cannot be the name of a file
    (a null character, a folder, more letters than the disk takes) is not there either."""
    try:
        content = storages["public"].open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        if isinstance(error, OSError) and error.errno not in NO_SUCH_NAME:
            raise
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = FileResponse(content, content_type=kind)
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
