"""Asking for a marketplace, building it, and what a crash leaves."""

import dataclasses
import os
import signal
import sys
import traceback
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from kernel.actors import SYSTEM
from tenants import provisioning, scope, states
from tenants.models import Domain, PooledSchema, Step, Tenant
from tenants.provisioning import launching, pool, steps, sweep

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def ask(**changes):
    asked = {"slug": "chantier", "name": "Chantier", "currency": "EUR", "language": "fr"} | changes
    return {**asked, "actor": SYSTEM, "at": AT}


def test_launching_ends_with_an_open_marketplace_with_its_own_tables(none_waits):
    tenant = provisioning.launch(**ask())
    assert tenant.state == states.TRIALING
    assert tenant.host == "chantier.localhost"
    assert [step.state for step in provisioning.steps_of(tenant)] == [states.STEP_DONE] * len(steps.ordered())
    with scope.tenant_scope(tenant), connection.cursor() as cursor:
        cursor.execute("SELECT hostname, site_name FROM wagtailcore_site")
        assert cursor.fetchall() == [("chantier.localhost", "Chantier")]
    with scope.public_scope():
        assert Domain.objects.get(domain="chantier.localhost").tenant == tenant


def test_a_schema_is_claimed_from_the_pool_and_its_name_says_nothing():
    assert pool.ready() == 1, "in the world one waits"
    assert pool.fill(target=2, at=AT) == 1
    with scope.public_scope():
        waiting = list(PooledSchema.objects.order_by("id").values_list("schema_name", flat=True))
    tenant = provisioning.launch(**ask())
    assert tenant.schema_name == waiting[0]
    assert pool.ready() == 1
    assert "chantier" not in tenant.schema_name


def test_an_address_is_given_once():
    first = provisioning.request(**ask())
    with pytest.raises(provisioning.UnableToLaunch):
        provisioning.request(**ask(name="Another"))
    with scope.public_scope():
        assert Tenant.objects.get(slug="chantier").name == first.name


def test_a_step_of_an_upper_floor_runs_in_the_marketplace_and_a_failing_one_leaves_nothing(monkeypatch):
    from accounts.models import User

    broken = True

    def seed(tenant, *, actor, at):
        User.objects.create_user(email="owner@example.com", name=tenant.name)
        if broken:
            raise RuntimeError("the palette is empty")

    steps.register("seed", seed, after="site")
    try:
        tenant = provisioning.request(**ask())
        with pytest.raises(provisioning.StepFailed):
            provisioning.resume(tenant, actor=SYSTEM, at=AT)
        with scope.public_scope():
            tenant.refresh_from_db()
        assert tenant.state == states.BUILDING
        assert tenant.last_error == "seed: the palette is empty"
        seen = {step.name: step.state for step in provisioning.steps_of(tenant)}
        assert (seen["schema"], seen["address"], seen["site"]) == ("done", "done", "done")
        assert (seen["seed"], seen["open"]) == ("failed", "waiting")
        with scope.tenant_scope(tenant):
            assert not User.objects.filter(email="owner@example.com").exists()
        broken = False
        assert sweep.sweep(actor=SYSTEM, at=AT + sweep.STALLED) == ["chantier"]
        with scope.tenant_scope(tenant):
            assert User.objects.get(email="owner@example.com").name == "Chantier"
    finally:
        steps.unregister("seed")


def test_resuming_a_whole_marketplace_changes_nothing():
    tenant = provisioning.launch(**ask())
    with scope.public_scope():
        before = list(Step.objects.filter(tenant=tenant).values_list("name", "tries", "finished_at"))
    provisioning.resume(tenant, actor=SYSTEM, at=AT + sweep.STALLED)
    with scope.public_scope():
        assert list(Step.objects.filter(tenant=tenant).values_list("name", "tries", "finished_at")) == before


def _go_on_and_die(monkeypatch, when, name, tenant):
    """In a process of its own: launch, or go on where the process before was killed, and kill −9 inside the step of
    that name (its work done, nothing committed yet) or right after it. Returns how the process ended."""
    real = launching._run

    def die(*_args, **_told):
        os.kill(os.getpid(), signal.SIGKILL)

    def run(tenant_id, spec, **told):
        if spec.name == name and when == "inside":
            spec = dataclasses.replace(spec, work=lambda *a, **k: (spec_work(*a, **k), die()))
        real(tenant_id, spec, **told)
        if spec.name == name:
            die()

    spec_work = steps.find(name).work
    connections.close_all()
    child = os.fork()
    if child == 0:
        # Where the parent runs an event loop (a journey's browser), its connections lie in a place of the loop's; the
        # child runs none and finds the one of before, whose database is gone.
        connections["default"].connection = None
        try:
            monkeypatch.setattr(launching, "_run", run)
            launching.resume(tenant, actor=SYSTEM, at=AT) if tenant else provisioning.launch(**ask())
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["inside", "after"])
@pytest.mark.parametrize("from_pool", [False, True], ids=["played", "pooled"])
def test_killed_at_each_step_in_turn_it_goes_on_to_one_whole_marketplace_and_no_orphan(
    when, from_pool, request, monkeypatch
):
    if not from_pool:
        request.getfixturevalue("none_waits")
    tenant = None
    for place, step in enumerate(steps.ordered()):
        assert _go_on_and_die(monkeypatch, when, step.name, tenant) == -signal.SIGKILL
        assert sweep.orphans() == []
        with scope.public_scope():
            tenant = Tenant.objects.get(slug="chantier")
            done = Step.objects.filter(tenant=tenant, state=states.STEP_DONE)
            assert done.count() == (place if when == "inside" else place + 1)
    tenant = launching.resume(tenant, actor=SYSTEM, at=AT)
    assert tenant.state == states.TRIALING
    assert sweep.orphans() == []
    assert pool.exists(tenant.schema_name)
    with scope.public_scope():
        assert set(done.values_list("tries", flat=True)) == {1}
    assert pool.ready() == 0


@pytest.mark.django_db(transaction=True)
def test_two_that_launch_at_once_never_get_the_same_schema(in_threads):
    assert pool.ready() == 1
    made = in_threads(
        lambda number: provisioning.launch(**ask(slug=f"m{number}", host=f"m{number}.localhost")), range(3)
    )
    assert len({tenant.schema_name for tenant in made}) == 3
    assert sweep.orphans() == []
    assert pool.ready() == 0


def test_schemas_of_an_older_template_leave_the_pool():
    with scope.public_scope():
        row = PooledSchema.objects.get()
        PooledSchema.objects.update(template_version="older")
    assert pool.fill(target=1, at=AT) == 1
    assert not pool.exists(row.schema_name)


def test_a_schema_nobody_owns_is_named_and_only_dropped_when_told():
    pool.play("t_00000000deadbeef")
    assert sweep.orphans() == ["t_00000000deadbeef"]
    sweep.sweep(actor=SYSTEM, at=AT)
    assert pool.exists("t_00000000deadbeef")
    assert sweep.drop_orphans() == ["t_00000000deadbeef"]
    assert not pool.exists("t_00000000deadbeef")
