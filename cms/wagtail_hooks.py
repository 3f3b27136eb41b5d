"""The owner's console as Wagtail knows it: menus, lists, her own pages, the dashboard."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.wagtail_hooks import ExplorerMenuItem
from wagtail.models import Site

from accounts import actions as accounts
from accounts.models import User
from cms import links
from cms.console import books, figures, listings, originals, translations, views
from kernel import clock
from kernel.actors import Actor

DOOR = "wagtailadmin.access_admin"


@hooks.register("register_admin_viewset")
def lists() -> list[Any]:
    return [listings.Members("member"), listings.Work(), books.MoneyGroup(), listings.Vocabulary()]


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    return [
        path("fees/", views.fee_terms, name="console_fees"),
        path("fees/example/", views.fee_example, name="console_fee_example"),
        path("job/<int:number>/removal/", views.removal, name="console_removal"),
        path("member/<int:number>/standing/", views.standing, name="console_standing"),
        path("brand/", views.brand_editor, name="console_brand"),
        # Before wagtail-localize's own, under the same address.
        path("localize/submit/page/<int:page_id>/", translations.Submit.as_view(), name="console_translate"),
        path("texts/", views.voice_editor, name="console_voice"),
        path("brand/preview/", views.brand_preview, name="console_brand_preview"),
        path("brand/gallery/", views.brand_gallery, name="console_gallery"),
        path("brand/gallery/page/<slug:layout>/", views.brand_gallery, name="console_gallery_page"),
    ]


@hooks.register("construct_admin_api", order=1000)
def lists_of_pictures(router: Any) -> None:
    router.register_endpoint("images", originals.Pictures)


@hooks.register("get_avatar_url")
def nobodys_picture(user: User, size: int) -> str:
    """The same for everybody, also for whoever kept a picture here before: private files have no address to show."""
    return static("wagtailadmin/images/default-user-avatar.png")


class PermittedItem(MenuItem):
    """A menu item for those who may open it."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def fees_item() -> MenuItem:
    return PermittedItem(
        _("Fees"), reverse("console_fees"), icon_name="order", order=130, permission="fees.view_feeterms"
    )


@hooks.register("register_admin_menu_item")
def brand_item() -> MenuItem:
    return PermittedItem(
        _("Brand"), reverse("console_brand"), icon_name="view", order=135, permission="theming.change_brand"
    )


@hooks.register("register_admin_menu_item")
def voice_item() -> MenuItem:
    return PermittedItem(
        _("Texts"), reverse("console_voice"), icon_name="openquote", order=136, permission="theming.change_brand"
    )


class Panel(Component):
    """What the dashboard shows first: the owner's figures and what waits for her."""

    order = 10
    template_name = "cms/console/dashboard.html"

    def render_html(self, parent_context: Any = None) -> SafeString:
        waiting = figures.waiting(parent_context["request"].user)
        return render_to_string(self.template_name, {"figures": figures.of(clock.now()), "waiting": waiting})


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Our figures first for those who may see money; Wagtail's own summary of pages goes to editors alone."""
    if request.user.has_perm("ledger.view_account"):
        panels.insert(0, Panel())


class PagesItem(ExplorerMenuItem):
    """Opens at the marketplace's own pages: the root above them holds nothing that an owner could use."""

    def render_component(self, request: HttpRequest) -> Any:
        home = Site.objects.filter(is_default_site=True).values_list("root_page_id", flat=True).first()
        url = reverse("wagtailadmin_explore", args=[home]) if home else self.url
        return LinkMenuItem(self.name, self.label, url, icon_name=self.icon_name, classname=self.classname)


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def staff_or_not(request: HttpRequest, user: User) -> None:
    """Whoever may open the console is staff, and finds the way to it on every page."""
    accounts.stand_as_staff(user=user, is_staff=user.has_perm(DOOR), actor=Actor.of(request.user), at=clock.now())


@hooks.register("before_bulk_action")
def nobody_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> None:
    """Wagtail would give roles to, deactivate or delete many people at once, past our actions and without history."""
    if view.model is User:
        raise PermissionDenied


@hooks.register("construct_main_menu")
def menu_as_ours(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help opens somebody else's documentation, in somebody else's name; its pages open at their root; under
    its settings stands its own name and version."""
    items[:] = [_ours(item) for item in items if item.name != "help"]


def _ours(item: Any) -> Any:
    if item.name == "explorer":
        return PagesItem(item.label, item.url, name=item.name, icon_name=item.icon_name, order=item.order)
    if item.name == "settings":
        return SubmenuMenuItem(item.label, item.menu, name=item.name, icon_name=item.icon_name, order=item.order)
    return item


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/console.css"))


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
@hooks.register("after_move_page")
def links_anew(request: HttpRequest, *pages: Any) -> None:
    links.forget()


@hooks.register("construct_homepage_summary_items", order=1000)
def without_summary(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages and pictures say nothing to an owner: her figures are in our panel."""
    items.clear()
