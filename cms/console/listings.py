"""What the owner's staff can look through: lists that are read, searched and filtered, and changed only by actions."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from cms.console.sheets import SheetIndex
from kernel.amounts import format_money
from kernel.money import Money
from marketplace.contracts.models import Contract
from marketplace.contracts.templatetags import contracts as badges
from marketplace.jobs import states as job_states
from marketplace.jobs.models import Job, Proposal
from marketplace.members.models import Category, Member, Skill

CONTRACTS: dict[str, str | Promise] = {state: word for state, (word, _tone) in badges.CONTRACT.items()}


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


class WordColumn(Column):
    """What a plain word of a row is called by people; the word itself where nothing else is known."""

    def __init__(self, name: str, words: dict[str, str | Promise], **kwargs: Any) -> None:
        self.words = words
        super().__init__(name, **kwargs)

    def get_value(self, instance: Any) -> str | Promise:
        value = super().get_value(instance)
        return self.words.get(value, value)


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
        return format_html(
            '<td><span class="cell-state">{}</span><a href="{}">{}<span class="w-sr-only"> {}</span></a></td>',
            *(instance.get_state_display(), url, _("Remove"), instance),
        )


class Listing(ModelViewSet):
    """A list one may read, and take along. Subclasses name the model, the columns and what is searched."""

    index_view_class = SheetIndex
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


def day(model: type[Model], name: str) -> DateColumn:
    """How long ago, headed by the column's own name."""
    column = next(field for field in model._meta.fields if field.name == name)
    return DateColumn(name, label=capfirst(column.verbose_name))


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
        day(Member, "joined_at"),
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
                    RemovalColumn("state", label=_("State"), sort_key="state"), day(Job, "posted_at")]  # fmt: skip
    list_filter = ["state", "kind", "category", "is_sample"]
    search_fields = ["title", "description"]
    inspect_view_fields = ["title", "client", "category", "kind", "state", "visibility", "description", "posted_at"]
    ordering = "-created_at"


class Proposals(Listing):
    model = Proposal
    icon = "mail"
    menu_label = _("Proposals")
    list_display = ["freelancer", "job", money("amount", _("Amount")), "state", day(Proposal, "submitted_at")]
    list_filter = ["state"]
    search_fields = ["job__title", "freelancer__name"]
    ordering = "-pk"


class Contracts(Listing):
    model = Contract
    icon = "doc-full-inverse"
    menu_label = _("Contracts")
    list_display = ["title", "client", "freelancer", WordColumn("state", CONTRACTS, label=_("State"), sort_key="state"),
                    day(Contract, "created_at")]  # fmt: skip
    list_filter = ["state"]
    search_fields = ["title", "client__name", "freelancer__name"]
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


class Vocabulary(ViewSetGroup):
    menu_label = _("Words of the trade")
    menu_icon = "tag"
    menu_order = 140
    items = (Categories(), Skills())
