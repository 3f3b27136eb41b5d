"""Publishing what stands in the fee editor."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from billing.fees import actions as fees
from billing.fees.errors import UnfitTerms
from cms.console.forms import LadderForm
from kernel import clock
from kernel.actors import Actor


def publish(request: HttpRequest, form: LadderForm) -> bool:
    """Publish what was typed; True when it stands. What is wrong is said in the form."""
    if not request.user.has_perm("fees.add_feeterms"):
        form.add_error(None, _("Only the owner may change fees."))
        return False
    now, given = clock.now(), form.cleaned_data
    terms = form.terms()
    try:
        kept = fees.publish_terms(
            ladder=terms.ladder, effective_from=given["effective_from"] or now, client_bps=terms.client_bps,
            client_fixed=terms.client_fixed, tax_bps=terms.tax_bps, tax_region=terms.tax_region,
            refund_days=terms.refund_days, actor=Actor.of(request.user), at=now,
        )  # fmt: skip
    except UnfitTerms as wrong:
        for sentence in wrong.sentences:
            form.add_error(None, sentence)
        return False
    said: Any = _("Version %(version)d is published. Running contracts keep the fees they began with.")
    messages.success(request, said % {"version": kept.version})
    return True
