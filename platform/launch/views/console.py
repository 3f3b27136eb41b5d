"""What the launch list does inside the owner's console."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kernel import clock
from kernel.actors import Actor
from kernel.moves import OWNER
from launch import samples
from marketplace.members import queries


@require_POST
def purge_samples(request: HttpRequest) -> HttpResponse:
    """Take all sample content away. The owner's alone."""
    if OWNER not in queries.staff_roles(request.user):
        raise Http404
    gone = samples.purge(actor=Actor.of(request.user), at=clock.now())
    said = ngettext("%(count)d sample is gone.", "%(count)d samples are gone.", gone) % {"count": gone}
    messages.success(request, said)
    return redirect("wagtailadmin_home")
