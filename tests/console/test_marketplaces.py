"""Marketplaces seen from the operator's side: found, counted, made, finished when a step failed."""

from datetime import UTC, datetime
from html import escape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.subscriptions import usage
from console import actions, queries, tasks
from console.models import Tally
from kernel import clock
from kernel.actors import CLOCK
from kernel.money import Money
from kernel.timers.models import Timer
from tenants.models import Tenant
from tenants.provisioning import steps
from tenants.scope import public_scope, tenant_scope
from tests.billing.subscriptions.conftest import CONTRACT
from theming import actions as theming
from theming import brand, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
ASKED = {
    "name": "Hive Counsel", "slug": "hive", "niche": "beekeeping", "language": "en", "currency": "GBP",
    "owner_name": "Wanda Bell", "owner_email": "wanda@example.com",
}  # fmt: skip


def shown(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    "asked, found",
    [({"q": "ATEL"}, "atelier"), ({"q": "brigade.localhost"}, "brigade"), ({"q": "nowhere"}, ""), ({"q": "%"}, "")],
)
def test_a_marketplace_is_found_by_name_address_and_host(ada, asked, found):
    page = shown(ada.get("/operator/marketplaces/", asked))
    listed = [slug for slug in ("atelier", "brigade") if f"/operator/marketplaces/{slug}/" in page]
    assert listed == ([found] if found else [])


def test_they_are_listed_by_state(ada, atelier):
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state="past_due")
    page = shown(ada.get("/operator/marketplaces/", {"state": "past_due"}))
    assert "/marketplaces/atelier/" in page and "/marketplaces/brigade/" not in page


def test_the_list_costs_the_same_for_two_marketplaces_and_for_thirty(ada):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ada.get("/operator/marketplaces/").status_code == 200
        return len(seen)

    cost()
    few = cost()
    with public_scope():
        Tenant.objects.bulk_create(
            Tenant(slug=f"m{n}", name=f"M{n}", host=f"m{n}.localhost", schema_name=f"t_{n}", created_at=clock.now())
            for n in range(28)
        )
    assert cost() == few


def test_what_a_marketplace_released_this_month_is_counted_by_the_clock_and_shown(ada, atelier):
    at = datetime(2026, 3, 20, tzinfo=UTC)
    rows = [
        usage.Release(CONTRACT, 1, Money(60000, "USD"), datetime(2026, 3, 2, tzinfo=UTC)),
        usage.Release(CONTRACT, 2, Money(99900, "USD"), datetime(2026, 2, 28, tzinfo=UTC)),
    ]

    def provider(since, until):
        return [row for row in rows if since <= row.at < until]

    usage.register(provider)
    try:
        with public_scope():
            first = actions.count(tenant=atelier, actor=CLOCK, at=at)
            again = actions.count(tenant=atelier, actor=CLOCK, at=at)
            assert (first.pk, str(again.volume), again.payments) == (again.pk, "600.00 USD", 1)
            assert queries.figures("2026-03").volume == [Money(60000, "USD")]
            actions.count(tenant=atelier, actor=CLOCK, at=clock.now())
        rows.append(usage.Release(CONTRACT, 3, Money(123456, "USD"), clock.now().replace(day=1)))
        with public_scope():
            actions.count(tenant=atelier, actor=CLOCK, at=clock.now())
        assert "$1,234.56" in shown(ada.get("/operator/marketplaces/"))
        assert "$1,234.56" in shown(ada.get("/operator/"))
    finally:
        usage.unregister(provider)


def test_the_clock_counts_each_marketplace_that_is_served_and_no_other(atelier, brigade):
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state="suspended")
        Tenant.objects.filter(pk=brigade.pk).update(state="building")
        assert queries.served() == [atelier.pk]
    for tenant in (atelier, brigade):
        tasks.count_one(tenant.pk)
    with public_scope():
        assert [(row.tenant_id, row.volume.minor, row.error) for row in Tally.objects.all()] == [(atelier.pk, 0, "")]


def test_what_failed_inside_a_marketplace_is_on_the_list_by_its_last_line(ada, atelier):
    at = clock.now()
    timer = {"life": "job", "subject_id": 1, "verb": "expire", "key": "job:1:expire:1"}
    Timer.objects.create(**timer, due_at=at, run_at=at, error="Traceback …\nValueError: no such job\n")
    tasks.count_one(atelier.pk)
    assert "ValueError: no such job" in shown(ada.get("/operator/marketplaces/"))
    assert "ValueError: no such job" in shown(ada.get("/operator/"))


def test_a_new_marketplace_is_built_and_its_owner_can_come_in(ada):
    assert ada.post("/operator/marketplaces/new/", ASKED)["Location"] == "/operator/marketplaces/hive/"
    with public_scope():
        hive = Tenant.objects.select_related("subscription__plan").get(slug="hive")
    assert (hive.state, hive.subscription.plan.code) == ("trialing", "starter")
    with tenant_scope(hive):
        from accounts.models import User

        assert User.objects.get(email="wanda@example.com").groups.get().name == "owner"
    page = shown(ada.get("/operator/marketplaces/hive/"))
    assert "Doors opened, trial began" in page and "Ada" in page and "Go on building" not in page


@pytest.mark.parametrize(
    "field, typed",
    [("slug", "atelier"), ("slug", "No Good"), ("slug", "-ab"), ("slug", "a" * 200), ("slug", "x'; drop table--"),
     ("owner_email", "wanda"), ("currency", "XXX"), ("name", "")],
)  # fmt: skip
def test_a_new_marketplace_that_cannot_be_is_refused_beside_its_field(ada, field, typed):
    answer = ada.post("/operator/marketplaces/new/", ASKED | {field: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert "Wanda Bell" in shown(answer)
    with public_scope():
        assert Tenant.objects.count() == 2


def test_a_step_that_fails_is_shown_and_taken_up_again(ada):
    broken = True

    def seed(tenant, *, actor, at):
        if broken:
            raise RuntimeError("the palette is empty")

    steps.register("seed", seed, after="site")
    try:
        ada.post("/operator/marketplaces/new/", ASKED)
        page = shown(ada.get("/operator/marketplaces/hive/"))
        assert "the palette is empty" in page and "Go on building" in page
        assert "the palette is empty" in shown(ada.get("/operator/"))
        assert "seed: the palette is empty" in shown(ada.get("/operator/marketplaces/"))
        broken = False
        ada.post("/operator/marketplaces/hive/building/")
        page = shown(ada.get("/operator/marketplaces/hive/"))
        assert "the palette is empty" not in page and "Go on building" not in page
    finally:
        steps.unregister("seed")


def test_nothing_is_built_twice(ada, atelier, tenant_now):
    before = tenant_now().state
    ada.post("/operator/marketplaces/atelier/building/")
    assert tenant_now().state == before


def test_an_address_nobody_has_is_404(ada):
    assert ada.get("/operator/marketplaces/nobody/").status_code == 404
    assert ada.post("/operator/marketplaces/nobody/suspension/", {"reason": "x"}).status_code == 404


def test_the_operator_sees_every_component_in_the_brand_of_any_marketplace(ada, atelier, brigade):
    for place, primary in ((atelier, "#0B6E4F"), (brigade, "#7A1FA2")):
        with tenant_scope(place):
            theming.dress(look={"primary": primary}, actor=CLOCK, at=clock.now())
            worn = preview.path(brand.current().tokens)
        page = ada.get(f"/operator/marketplaces/{place.slug}/gallery/")
        assert page.status_code == 200
        assert escape(worn) in page.content.decode()
    assert ada.get("/operator/marketplaces/nowhere/gallery/").status_code == 404
