"""Pages for the tests of routing: they say where they were served."""

from django.db import connection
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from tenants import current


def who(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
    facts = current.get()
    return JsonResponse({"schema": schema, "slug": facts.slug, "base_url": facts.base_url})


def stream(request):
    def lines():
        for _ in range(3):
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                yield cursor.fetchone()[0] + "\n"

    return StreamingHttpResponse(lines())


def boom(request):
    raise ValueError("a page that breaks")


def keep(request):
    request.session.setdefault("kept", True)
    request.session.save()
    return HttpResponse(request.session.session_key)


urlpatterns = [path("who", who), path("stream", stream), path("boom", boom), path("keep", keep)]
