"""History only grows: a row trigger in each schema refuses DELETE, and UPDATE of anything but `relayed_at`."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION kernel_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'relayed_at' = to_jsonb(OLD) - 'relayed_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = '23514';
END $$
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON kernel_entry
FOR EACH ROW EXECUTE FUNCTION kernel_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        migrations.RunSQL([FUNCTION], ["DROP FUNCTION kernel_append_only()"]),
        migrations.RunSQL([TRIGGER], ["DROP TRIGGER append_only ON kernel_entry"]),
    ]
