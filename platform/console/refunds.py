"""Refunds that did not get through: tried again, or kept by the client as credit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from billing.payments import actions, queries
from billing.payments.models import Refund
from console import transfers
from kernel.actors import Actor
from marketplace.members.models import Member

MOST = 100  # rows of the table; the next ones follow when these are done


@dataclass(frozen=True)
class Line:
    row: Refund
    who: str
    what: str | Promise


def find(posted: QueryDict) -> Refund:
    """The refund that a form is about; 404 for what is none of this marketplace."""
    try:
        number = UUID(posted.get("uuid", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(Refund, uuid=number)


def do(verb: str, refund: Refund, *, actor: Actor, at: datetime) -> str:
    """Do what the button says; returns the sentence that says so, raises Refused."""
    if verb == "retry":
        actions.retry_refund(refund=refund, actor=actor, at=at)
        return _("The refund is tried again.")
    if verb == "credit":
        actions.credit_refund(refund=refund, actor=actor, at=at)
        return _("The client keeps the money as credit, and is told.")
    raise Http404


def failed() -> list[Line]:
    """Three queries, however many there are."""
    rows = list(queries.refunds_failed()[:MOST])
    names = dict(Member.objects.filter(pk__in={row.payer_id for row in rows}).values_list("pk", "name"))
    titles = transfers.titles([row.collection for row in rows])
    return [Line(row, names.get(row.payer_id, "–"), titles[row.collection.uuid]) for row in rows]
