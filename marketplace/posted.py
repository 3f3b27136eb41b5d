"""What was posted, for a form: a POST with nothing in it is still a POST, and a GET binds nothing."""

from django.http import HttpRequest, QueryDict


def data(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
