"""The owner's plan among the settings of her console."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.views import owner, rules, transfers
from kernel.moves import Role
from marketplace.members import queries


class OwnersItem(MenuItem):
    """A menu item for the owner alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return Role.OWNER in queries.staff_roles(request.user)


class MoneyItem(MenuItem):
    """A menu item for the owner and her finance staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(transfers.MAY & queries.staff_roles(request.user))


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("plan/", owner.plan, name="console_plan"),
        path("rules/", rules.limits, name="console_rules"),
        path("payments/", rules.gateway, name="console_gateway"),
        path("transfers/", transfers.page, name="console_transfers"),
        path("refunds/", transfers.failed_refunds, name="console_refunds"),
    ]


@hooks.register("register_admin_menu_item")
def rules_item() -> MenuItem:
    return OwnersItem(_("Rules"), reverse("console_rules"), icon_name="date", order=136)


@hooks.register("register_admin_menu_item")
def gateway_item() -> MenuItem:
    return OwnersItem(_("Payments"), reverse("console_gateway"), icon_name="lock", order=137)


@hooks.register("register_admin_menu_item")
def transfers_item() -> MenuItem:
    return MoneyItem(_("Bank transfers"), reverse("console_transfers"), icon_name="redirect", order=125)


@hooks.register("register_admin_menu_item")
def refunds_item() -> MenuItem:
    return MoneyItem(_("Failed refunds"), reverse("console_refunds"), icon_name="rotate", order=126)


@hooks.register("register_admin_menu_item")
def plan_item() -> MenuItem:
    return OwnersItem(_("Plan and bills"), reverse("console_plan"), icon_name="doc-full", order=140)
