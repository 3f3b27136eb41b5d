"""What addresses name: the objects of whichever marketplace is active, out of its scene (tests/scene.py)."""

from billing.subscriptions.models import Bill, Plan, Subscription
from tenants.models import Tenant
from tenants.scope import public_scope
from tenants.wire import connection
from tests import make, scene

MARK = "Brigademark"
_scenes: dict[str, scene.Scene] = {}


def keep(found: scene.Scene) -> scene.Scene:
    """From now on this is what stands in the schema that is active."""
    _scenes[connection.schema_name] = found
    return found


def here() -> scene.Scene:
    return _scenes[connection.schema_name]


def client():
    return here().client


def freelancer():
    return here().freelancer


def job():
    return here().job


def proposal():
    return here().proposal


def offer():
    return here().offer


def contract():
    return here().contract


def milestone():
    return here().milestone


def thread():
    return here().thread


def bill():
    """A bill of Brigade, in the operator's books."""
    with public_scope():
        tenant = Tenant.objects.get(slug="brigade")
        plan = {"plan": Plan.objects.get(code="growth"), "currency": "USD", "started_at": make.AT}
        subscription = Subscription.objects.get_or_create(tenant=tenant, defaults=plan)[0]
        sums = {"plan_code": "growth", "currency": "USD", "plan_minor": 9900, "volume_minor": 0, "volume_bps": 100}
        sums |= {"usage_minor": 0, "due_at": make.AT, "issued_at": make.AT}
        return Bill.objects.get_or_create(subscription=subscription, period="2026-02", defaults=sums)[0]
