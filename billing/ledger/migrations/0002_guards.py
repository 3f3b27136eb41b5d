"""What the database keeps by itself: keys over two columns, balances of floor accounts, append-only rows.

Functions and triggers live in the tenant's own schema and name tables through TG_TABLE_SCHEMA, since search_path may be
another tenant's when they run. Row triggers only, one statement each (they must work in a distributed schema too).
"""

from django.db import migrations

KEYS = {
    "ledger_move_transfer_fk": "ledger_move ADD CONSTRAINT {} FOREIGN KEY (transfer_id, moves) REFERENCES ledger_transfer (id, moves)",
    "ledger_move_debit_currency": "ledger_move ADD CONSTRAINT {} FOREIGN KEY (debit_id, currency) REFERENCES ledger_account (id, currency)",
    "ledger_move_credit_currency": "ledger_move ADD CONSTRAINT {} FOREIGN KEY (credit_id, currency) REFERENCES ledger_account (id, currency)",
}
APPLY = """
CREATE FUNCTION ledger_apply_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  EXECUTE format('UPDATE %I.ledger_account SET balance = balance + $1 WHERE id = $2 AND floor', TG_TABLE_SCHEMA)
    USING NEW.amount, NEW.debit_id;
  EXECUTE format('UPDATE %I.ledger_account SET balance = balance - $1 WHERE id = $2 AND floor', TG_TABLE_SCHEMA)
    USING NEW.amount, NEW.credit_id;
  RETURN NULL;
END $$
"""
REFUSE = """
CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'ledger_append_only';
END $$
"""
TRIGGERS = (
    (
        "ledger_apply_move",
        "ledger_move",
        "AFTER INSERT ON ledger_move FOR EACH ROW EXECUTE FUNCTION ledger_apply_move()",
    ),
    (
        "ledger_move_only_grows",
        "ledger_move",
        "BEFORE UPDATE OR DELETE ON ledger_move FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
    ),
    (
        "ledger_transfer_only_grows",
        "ledger_transfer",
        "BEFORE UPDATE OR DELETE ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
    ),
    (
        "ledger_checkpoint_only_grows",
        "ledger_checkpoint",
        "BEFORE UPDATE ON ledger_checkpoint FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
    ),
    # An account changes by moves alone: from inside the trigger above, never by anybody's own UPDATE.
    (
        "ledger_account_by_moves",
        "ledger_account",
        "BEFORE UPDATE ON ledger_account FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_append_only()",
    ),
    (
        "ledger_account_stays",
        "ledger_account",
        "BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
    ),
    (
        "ledger_hold_ends_once",
        "ledger_hold",
        "BEFORE UPDATE ON ledger_hold FOR EACH ROW WHEN (OLD.state <> 'pending') EXECUTE FUNCTION ledger_append_only()",
    ),
    (
        "ledger_hold_stays",
        "ledger_hold",
        "BEFORE DELETE ON ledger_hold FOR EACH ROW EXECUTE FUNCTION ledger_append_only()",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE ledger_account SET (fillfactor = 50)", "ALTER TABLE ledger_account RESET (fillfactor)"
        ),
        *(
            migrations.RunSQL(f"ALTER TABLE {key.format(name)}", f"ALTER TABLE ledger_move DROP CONSTRAINT {name}")
            for name, key in KEYS.items()
        ),
        migrations.RunSQL(APPLY, "DROP FUNCTION ledger_apply_move()"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION ledger_append_only()"),
        *(
            migrations.RunSQL(f"CREATE TRIGGER {name} {what}", f"DROP TRIGGER {name} ON {table}")
            for name, table, what in TRIGGERS
        ),
    ]
