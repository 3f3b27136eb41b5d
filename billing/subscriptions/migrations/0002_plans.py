"""The plans of a new installation, written as SQL from billing.subscriptions.catalogue."""

import json

from django.db import migrations

from billing.subscriptions import catalogue

PLAN = """INSERT INTO subscriptions_plan (code, name, lead, volume_bps, trial_days, entitlements, position, offered)
VALUES (%s, %s, %s, %s, %s, %s, %s, true)"""
PRICE = """INSERT INTO subscriptions_planprice (plan_id, currency, amount_minor, stripe_price)
SELECT id, %s, %s, '' FROM subscriptions_plan WHERE code = %s"""


def statements():
    for position, (code, name, lead, bps, limits) in enumerate(catalogue.PLANS):
        yield PLAN, [code, name, lead, bps, catalogue.TRIAL_DAYS, json.dumps(limits), position]
        for currency, prices in catalogue.PRICES.items():
            yield PRICE, [currency, prices[position], code]


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]
    operations = [migrations.RunSQL(list(statements()), migrations.RunSQL.noop)]
