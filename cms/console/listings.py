"""What the owner's staff can look through: lists that are read, searched and filtered, and changed only by actions."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from billing.fees.models import FeeReceipt
from billing.ledger import accounts, queries
from billing.ledger.models import Account, Transfer
from billing.payments.models import Collection, Payout
from kernel.amounts import format_money
from kernel.money import Money
from marketplace.contracts.models import Contract
from marketplace.jobs import states as job_states
from marketplace.jobs.models import Job, Proposal
from marketplace.members.models import Category, Member, Skill


class LookOnly(ModelPermissionPolicy):
    """Nothing here is added, changed or deleted by a form: what may happen to it is an action of its own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return "view" in actions and super().user_has_permission(user, "view")


class MoneyColumn(Column):
    """An amount in the reader's locale, from the row's `<name>_minor` and `currency`."""

    def get_value(self, instance: Any) -> str:
        value = super().get_value(instance)
        return format_money(value) if isinstance(value, Money) else str(value)


class StandingColumn(Column):
    """The way to suspend a member or to let her in again, for those who may."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> Any:
        if not parent_context["request"].user.has_perm("members.change_member"):
            return format_html("<td>{}</td>", instance.get_state_display())
        url = reverse("console_standing", args=[instance.pk])
        return format_html('<td><a href="{}">{}</a></td>', url, instance.get_state_display())


class RemovalColumn(Column):
    """The way to take a job off the marketplace, for those who may."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> Any:
        if instance.state in job_states.Job.OVER or not parent_context["request"].user.has_perm("jobs.change_job"):
            return format_html("<td>{}</td>", instance.get_state_display())
        url = reverse("console_removal", args=[instance.pk])
        label = _("Remove this job")
        return format_html('<td>{} · <a href="{}">{}</a></td>', instance.get_state_display(), url, label)


class Listing(ModelViewSet):
    """A list one may read. Subclasses name the model, the columns and what is searched."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []
    list_per_page = 40

    @property
    def permission_policy(self) -> LookOnly:
        return LookOnly(self.model)


def money(name: str, label: str | Promise) -> MoneyColumn:
    return MoneyColumn(name, label=label, accessor=name)


def flag(name: str) -> BooleanColumn:
    """A tick or a cross, headed by the column's own name."""
    column = next(field for field in Member._meta.fields if field.name == name)
    return BooleanColumn(name, label=capfirst(column.verbose_name), sort_key=name)


class Members(Listing):
    model = Member
    icon = "group"
    menu_label = _("Members")
    menu_order = 105
    add_to_admin_menu = True
    list_display = [
        "name",
        "headline",
        flag("is_client"),
        flag("is_freelancer"),
        "country",
        StandingColumn("state", label=_("State"), sort_key="state"),
        DateColumn("joined_at"),
    ]
    list_filter = ["is_client", "is_freelancer", "state", "is_sample"]
    search_fields = ["name", "handle", "headline"]
    inspect_view_fields = [
        "name",
        "handle",
        "headline",
        "bio",
        "country",
        "language",
        "time_zone",
        "state",
        "joined_at",
    ]
    ordering = "-joined_at"


class Jobs(Listing):
    model = Job
    icon = "clipboard-list"
    menu_label = _("Jobs")
    list_display = ["title", "client", "category", money("budget", _("Budget")),
                    RemovalColumn("state", label=_("State"), sort_key="state"), DateColumn("posted_at")]  # fmt: skip
    list_filter = ["state", "kind", "category", "is_sample"]
    search_fields = ["title", "description"]
    inspect_view_fields = ["title", "client", "category", "kind", "state", "visibility", "description", "posted_at"]
    ordering = "-created_at"


class Proposals(Listing):
    model = Proposal
    icon = "mail"
    menu_label = _("Proposals")
    list_display = ["freelancer", "job", money("amount", _("Amount")), "state", DateColumn("submitted_at")]
    list_filter = ["state"]
    search_fields = ["job__title", "freelancer__name"]
    ordering = "-pk"


class Contracts(Listing):
    model = Contract
    icon = "doc-full-inverse"
    menu_label = _("Contracts")
    list_display = ["title", "client", "freelancer", "currency", "state", DateColumn("created_at")]
    list_filter = ["state"]
    search_fields = ["title", "client__name", "freelancer__name"]
    ordering = "-pk"


class AccountsIndex(IndexView):
    """The accounts, with the balance of those on the page in two statements a currency."""

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        rows = list(object_list)
        for currency in {row.currency for row in rows}:
            here = [row for row in rows if row.currency == currency]
            held = queries.balances([accounts.plain(row.code) for row in here], currency)
            for row in here:
                row.held = held[accounts.plain(row.code)]
        return super().get_table(rows, **kwargs)


class Accounts(Listing):
    model = Account
    url_prefix = "ledger"
    url_namespace = "ledger"
    index_view_class = AccountsIndex
    icon = "list-ul"
    menu_label = _("Accounts")
    list_display = ["code", "currency", money("held", _("Balance"))]
    search_fields = ["code"]
    list_filter = ["floor", "currency"]
    ordering = "code"


class Transfers(Listing):
    model = Transfer
    icon = "arrows-up-down"
    menu_label = _("Transfers")
    list_display = ["key", "kind", "moves", DateColumn("effective_at")]
    list_filter = ["kind"]
    search_fields = ["key"]
    ordering = "-pk"


class Receipts(Listing):
    model = FeeReceipt
    icon = "doc-empty"
    menu_label = _("Receipts")
    list_display = [
        "key",
        money("payment", _("Payment")),
        money("fee", _("Fee")),
        money("net", _("Net")),
        "version",
        DateColumn("at"),
    ]
    search_fields = ["key"]
    ordering = "-pk"


class Collections(Listing):
    model = Collection
    icon = "download"
    menu_label = _("Payments in")
    list_display = ["uuid", "purpose", money("amount", _("Amount")), "gateway", "state", DateColumn("created_at")]
    list_filter = ["state", "gateway"]
    ordering = "-pk"


class Payouts(Listing):
    model = Payout
    icon = "upload"
    menu_label = _("Payouts")
    list_display = ["uuid", money("amount", _("Amount")), "gateway", "state", DateColumn("created_at")]
    list_filter = ["state", "gateway"]
    ordering = "-pk"


class WordList(ModelViewSet):
    """Categories and skills: the marketplace's own vocabulary, which its editors do change here."""

    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 60


class Categories(WordList):
    model: type[Model] = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    form_fields = ["name", "slug", "blurb", "icon", "position"]
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]


class Skills(WordList):
    model: type[Model] = Skill
    icon = "tag"
    menu_label = _("Skills")
    form_fields = ["name", "slug", "category"]
    list_display = ["name", "category"]
    list_filter = ["category"]
    search_fields = ["name"]


class Work(ViewSetGroup):
    menu_label = _("Work")
    menu_icon = "clipboard-list"
    menu_order = 110
    items = (Jobs(), Proposals(), Contracts())


class MoneyGroup(ViewSetGroup):
    menu_label = _("Money")
    menu_icon = "list-ul"
    menu_order = 120
    items = (Collections(), Payouts(), Receipts(), Transfers(), Accounts())


class Vocabulary(ViewSetGroup):
    menu_label = _("Words of the trade")
    menu_icon = "tag"
    menu_order = 140
    items = (Categories(), Skills())
