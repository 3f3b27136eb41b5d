"""What a new marketplace still needs, found by looking and never by ticking. Runs in the marketplace's own schema."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from billing.fees.models import FeeTerms
from billing.payments import queries as payments
from kernel import history
from launch import samples
from marketplace.jobs import states as job_states
from marketplace.jobs.models import Job
from marketplace.members.models import Member
from tenants import current
from tenants.models import Tenant
from tenants.scope import public_scope
from theming.models import Brand


@dataclass(frozen=True)
class Item:
    """One line of the list, with a hint on why or how."""

    key: str
    label: Any
    hint: Any
    done: bool
    url: str = ""


def items() -> list[Item]:
    """The list, in the order one does it; each line asks the database once or twice."""
    return [Item(key, label, hint, bool(look()), _where(key)) for key, label, hint, look in LINES]


def open_items() -> list[Item]:
    return [item for item in items() if not item.done]


def _brand() -> bool:
    row = Brand.objects.order_by("pk").first()
    return row is not None and (bool(row.logo) or history.of(row).count() > 1 or _chosen_when_signing_up())


def _chosen_when_signing_up() -> bool:
    """Whether she changed a colour, the type or the corners of the look she started from."""
    here = current.get().id
    with public_scope():
        return bool(Tenant.objects.values_list("answers", flat=True).get(pk=here).get("look"))


def _pages() -> bool:
    return Revision.objects.filter(user__isnull=False).exists()


def _payments() -> bool:
    return payments.gateway_in_use() != "sandbox"


def _job() -> bool:
    return Job.objects.filter(is_sample=False).exclude(state=job_states.Job.DRAFT).exists()


def _people() -> bool:
    return Member.objects.filter(is_sample=False, is_freelancer=True, freelancer__is_listed=True).exists()


def _domain() -> bool:
    return not current.get().host.endswith(f".{settings.TENANT_ZONE}")


def _mailbox() -> bool:
    return EmailAddress.objects.filter(email__iexact=current.get().owner_email, verified=True).exists()


def _purged() -> bool:
    return not samples.exist()


# Where one does it: names of addresses; samples have their button, a domain its page in time.
WHERE = {
    "mailbox": "account_email",
    "brand": "console_brand",
    "fees": "console_fees",
    "pages": "wagtailadmin_explore_root",
    "payments": "console_gateway",
    "people": "members:talent",
    "job": "jobs:new",
}


def _where(key: str) -> str:
    return reverse(WHERE[key]) if key in WHERE else ""


Line = tuple[str, Any, Any, Callable[[], bool]]
LINES: tuple[Line, ...] = (
    ("mailbox", _("Confirm your e-mail address"), _("So that nobody else can answer for you."), _mailbox),
    ("brand", _("Make the look yours"), _("Add a logo, or change a colour."), _brand),
    ("fees", _("Set your fees"), _("What freelancers and clients pay you."), FeeTerms.objects.exists),
    ("pages", _("Write your pages"), _("Imprint, terms and privacy need your own words."), _pages),
    ("payments", _("Connect payments"), _("Until then everything runs with play money."), _payments),
    ("people", _("Win your first freelancer"), _("Send the address to somebody you would hire."), _people),
    ("job", _("Publish the first real job"), _("Yours, or that of your first client."), _job),
    (
        "samples",
        _("Take the sample content away"),
        _("One click, when real people are here."),
        lambda: not samples.exist(),
    ),
    ("domain", _("Bring your own domain"), _("Ask us for it. The old address goes on working."), _domain),
)
