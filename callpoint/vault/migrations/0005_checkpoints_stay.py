"""Checkpoints are salted for their leaves, and triggers forbid changing or deleting them, on both databases."""

from django.db import migrations, models

TABLE = "vault_checkpoint"
SAYS = "a checkpoint stays as it was signed"
SIGNED = ("size", "at", "root", "note", "salt")
"""What never changes; the columns of `ONCE` may be set once."""
ONCE = ("token", "mailed_at")

_CHANGED = {
    "sqlite": " OR ".join(
        [f"NEW.{column} IS NOT OLD.{column}" for column in SIGNED]
        + [f"(OLD.{column} IS NOT NULL AND NEW.{column} IS NOT OLD.{column})" for column in ONCE]
    ),
    "postgresql": " OR ".join(
        [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in SIGNED]
        + [f"(OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})" for column in ONCE]
    ),
}
FORBID = {
    "sqlite": (
        f"""CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON {TABLE} WHEN {_CHANGED["sqlite"]}
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
        f"""CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON {TABLE}
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
        # REPLACE takes a row away without asking the trigger above.
        f"""CREATE TRIGGER checkpoint_no_replace BEFORE INSERT ON {TABLE}
            WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE size = NEW.size)
            BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION checkpoint_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{SAYS}'; END $$""",
        f"""CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW
            WHEN ({_CHANGED["postgresql"]}) EXECUTE FUNCTION checkpoint_stays()""",
        f"""CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION checkpoint_stays()""",
        f"""CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION checkpoint_stays()""",
    ),
}
ALLOW = {
    "sqlite": tuple(f"DROP TRIGGER checkpoint_no_{deed}" for deed in ("update", "delete", "replace")),
    "postgresql": (
        *(f"DROP TRIGGER checkpoint_no_{deed} ON {TABLE}" for deed in ("update", "delete", "truncate")),
        "DROP FUNCTION checkpoint_stays()",
    ),
}


def forbid(apps, schema_editor):
    for statement in FORBID[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("vault", "0004_custody_uploads_checkpoints")]
    operations = [
        # No checkpoint was ever made before this migration.
        migrations.AddField("checkpoint", "salt", models.BinaryField(default=b""), preserve_default=False),
        migrations.RunPython(forbid, allow),
    ]
