"""The lists of money in the owner's console: what it was for and whose, in words; the reference last, for a letter."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.base import ViewSetGroup

from billing.fees.models import FeeReceipt
from billing.ledger import accounts, queries
from billing.ledger.models import Account, Transfer
from billing.payments.models import Collection, Payout
from cms.console import naming
from cms.console.listings import Listing, MoneyColumn, WordColumn, money
from cms.console.sheets import SheetIndex
from marketplace.escrow.pages import PAYOUT_STATES

PAYOUTS: naming.Words = {state: word for state, (word, _tone) in PAYOUT_STATES.items()}


class WordTitle(WordColumn, TitleColumn):
    """The same as the first column, leading to the row's own page."""


class AccountColumn(TitleColumn):
    """An account in words: what it holds, and whose or which work's it is."""

    def get_value(self, instance: Any) -> str:
        code = accounts.plain(instance.code)
        held = naming.HOLDS.get(code) or naming.HOLDS.get(code.partition(":")[0], code)
        return " · ".join(str(part) for part in (held, instance.about or instance.who) if part)


class BooksIndex(SheetIndex):
    """A list whose rows are told in words."""

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        rows = list(object_list)
        naming.tell(rows)
        self.complete(rows)
        return super().get_table(rows, **kwargs)

    def complete(self, rows: list[Any]) -> None:
        """What else a row needs."""


class BooksInspect(InspectView):
    """One row of such a list: the same words, one under the other."""

    columns: list[Column] = []

    def get_object(self, queryset: Any = None) -> Any:
        row = super().get_object(queryset)
        naming.tell([row])
        AccountsIndex.balance([row] if isinstance(row, Account) else [])
        return row

    def get_page_subtitle(self) -> str:
        return str(self.columns[0].get_value(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = [{"label": one.label, "value": one.get_value(self.object)} for one in self.columns]
        return super().get_context_data(**kwargs) | {"fields": shown}


class AccountsIndex(BooksIndex):
    """The accounts, with the balance of those on the page in two statements a currency."""

    def complete(self, rows: list[Any]) -> None:
        self.balance(rows)

    @staticmethod
    def balance(rows: list[Any]) -> None:
        for currency in {row.currency for row in rows}:
            here = [row for row in rows if row.currency == currency]
            held = queries.balances([accounts.plain(row.code) for row in here], currency)
            for row in here:
                row.held = held[accounts.plain(row.code)]


class Books(Listing):
    index_view_class = BooksIndex
    inspect_view_class = BooksInspect
    ordering = "-pk"

    def get_inspect_view_kwargs(self) -> dict[str, Any]:
        return {**super().get_inspect_view_kwargs(), "columns": self.list_display}


def about(url_name: str, label: str | Promise) -> TitleColumn:
    """The first column: the work that the row is about, leading to the row's own page."""
    return TitleColumn("about", label=label, url_name=url_name)


def reference(name: str) -> Column:
    """What a bank, a gateway or the books call it: last, and small."""
    return Column(name, label=_("Reference"), classname="console-reference")


def state(words: naming.Words) -> WordColumn:
    return WordColumn("state", words, label=_("State"), sort_key="state")


def gateway() -> WordColumn:
    return WordColumn("gateway", naming.GATEWAYS, label=_("Way of payment"))


def day(name: str) -> DateColumn:
    return DateColumn(name, label=_("Date"))


class Collections(Books):
    model = Collection
    icon = "download"
    menu_label = _("Payments in")
    list_display = [about("collection:inspect", _("For")), Column("who", label=_("From")), money("amount", _("Amount")),
                    gateway(), state(naming.PAYMENTS), day("created_at"), reference("uuid")]  # fmt: skip
    list_filter = ["state", "gateway"]


class Payouts(Books):
    model = Payout
    icon = "upload"
    menu_label = _("Payouts")
    list_display = [TitleColumn("who", label=_("To"), url_name="payout:inspect"), money("amount", _("Amount")),
                    Column("method", label=_("Account")), gateway(), state(PAYOUTS), day("created_at"),
                    reference("uuid")]  # fmt: skip
    list_filter = ["state", "gateway"]

    def get_queryset(self, request: Any) -> Any:
        return Payout.objects.select_related("method")


class Receipts(Books):
    model = FeeReceipt
    icon = "doc-empty"
    menu_label = _("Receipts")
    list_display = [about("feereceipt:inspect", _("For")), Column("who", label=_("Freelancer")),
                    money("payment", _("Payment")), money("fee", _("Fee")), money("net", _("Net")),
                    Column("version", label=_("Terms")), day("at"), reference("key")]  # fmt: skip
    search_fields = ["key"]


class Transfers(Books):
    model = Transfer
    icon = "resubmit"
    menu_label = _("Transfers")
    list_display = [WordTitle("kind", naming.KINDS, label=_("What happened"), url_name="transfer:inspect"),
                    Column("about", label=_("Work")), Column("who", label=_("Person")),
                    day("effective_at"), reference("key")]  # fmt: skip
    list_filter = ["kind"]
    search_fields = ["key"]


class Accounts(Books):
    model = Account
    url_prefix = "ledger"
    url_namespace = "ledger"
    index_view_class = AccountsIndex
    icon = "list-ul"
    menu_label = _("Accounts")
    list_display = [AccountColumn("account", label=_("Account"), url_name="ledger:inspect"),
                    MoneyColumn("held", label=_("Balance"), accessor="held"), reference("code")]  # fmt: skip
    search_fields = ["code"]
    list_filter = ["floor", "currency"]
    ordering = "code"


class MoneyGroup(ViewSetGroup):
    menu_label = _("Money")
    menu_icon = "list-ul"
    menu_order = 120
    items = (Collections(), Payouts(), Receipts(), Transfers(), Accounts())
