"""What each role of the owner's staff may do, as Wagtail groups with exactly these permissions.

A table, read by `ensure_groups` (when a marketplace is built) and by the test that tries every role on every page.
Groups bear the names of kernel.moves.Role: marketplace.members knows staff by them.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from kernel.moves import Role

OWNER, MODERATOR, FINANCE, EDITOR = (str(role) for role in (Role.OWNER, Role.MODERATOR, Role.FINANCE, Role.EDITOR))

DOOR = ("wagtailadmin.access_admin",)
PEOPLE = ("members.view_member", "members.change_member")
WORK = (
    "jobs.view_job",
    "jobs.change_job",
    "jobs.view_proposal",
    "contracts.view_contract",
    "reviews.view_review",
)
MONEY = (
    "ledger.view_account",
    "ledger.view_transfer",
    "fees.view_feereceipt",
    "fees.view_feeterms",
    "payments.view_collection",
    "payments.view_payout",
    "contracts.view_contract",
    "members.view_member",
)
RULES = ("fees.add_feeterms", "theming.change_brand")
TRANSLATE = ("wagtail_localize.submit_translation",)
STAFF = ("accounts.add_user", "accounts.change_user", "accounts.view_user")
WORDS = ("members.add_category", "members.change_category", "members.delete_category", "members.view_category",
         "members.add_skill", "members.change_skill", "members.delete_skill", "members.view_skill")  # fmt: skip

PERMISSIONS: dict[str, tuple[str, ...]] = {
    OWNER: DOOR + PEOPLE + WORK + MONEY + RULES + STAFF + WORDS + TRANSLATE,
    MODERATOR: DOOR + PEOPLE + WORK,
    FINANCE: DOOR + MONEY,
    EDITOR: DOOR + WORDS + TRANSLATE,
}
PAGES = {OWNER: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
         EDITOR: ("add_page", "change_page", "publish_page")}  # fmt: skip
PICTURES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


def ensure_groups() -> dict[str, Group]:
    """Make the four groups, and give each exactly what the table says; takes away what it does not say."""
    groups = {}
    for role, names in PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(_permissions(names))
        _on_pages(group, PAGES.get(role, ()))
        _on_pictures(group, PICTURES if role in PAGES else ())
        groups[role] = group
    return groups


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = Q()
    for name in set(names):
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted))
    if len(found) != len(set(names)):
        known = {f"{one.content_type.app_label}.{one.codename}" for one in found}
        raise LookupError(f"No such permission: {sorted(set(names) - known)}")
    return found


def _on_pages(group: Group, codenames: tuple[str, ...]) -> None:
    root = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group).exclude(permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _on_pictures(group: Group, codenames: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).exclude(permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=codenames
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
