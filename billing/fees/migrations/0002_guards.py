"""Published terms, receipts and refunds only grow. Row triggers in the tenant's own schema, one statement each."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION fees_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'fees_append_only';
END $$
"""


def _guard(table: str) -> migrations.RunSQL:
    name = f"{table}_only_grows"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION fees_append_only()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION fees_append_only()"),
        _guard("fees_feeterms"),
        _guard("fees_feereceipt"),
        _guard("fees_feerefund"),
    ]
