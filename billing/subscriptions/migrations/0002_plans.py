"""The plans of a new installation."""

from django.db import migrations

from billing.subscriptions import catalogue


def fill(apps, editor):
    Plan, PlanPrice = apps.get_model("subscriptions", "Plan"), apps.get_model("subscriptions", "PlanPrice")
    for position, (code, name, lead, bps, limits) in enumerate(catalogue.PLANS):
        plan = Plan.objects.create(
            code=code,
            name=name,
            lead=lead,
            volume_bps=bps,
            trial_days=catalogue.TRIAL_DAYS,
            entitlements=limits,
            position=position,
        )
        for currency, prices in catalogue.PRICES.items():
            PlanPrice.objects.create(plan=plan, currency=currency, amount_minor=prices[position])


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
