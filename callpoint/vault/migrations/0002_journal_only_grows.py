"""Triggers that forbid changing or deleting a leaf, on both databases."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON vault_journalleaf
       BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON vault_journalleaf
       BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
    # REPLACE takes a row away without asking the trigger above.
    """CREATE TRIGGER journal_no_replace BEFORE INSERT ON vault_journalleaf
       WHEN EXISTS (SELECT 1 FROM vault_journalleaf WHERE "index" = NEW."index")
       BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the journal only grows'; END $$""",
    """CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON vault_journalleaf
       FOR EACH ROW EXECUTE FUNCTION journal_only_grows()""",
    """CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON vault_journalleaf
       FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows()""",
)
UNDO = {
    "sqlite": (
        "DROP TRIGGER journal_no_update",
        "DROP TRIGGER journal_no_delete",
        "DROP TRIGGER IF EXISTS journal_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER journal_no_change ON vault_journalleaf",
        "DROP TRIGGER journal_no_truncate ON vault_journalleaf",
        "DROP FUNCTION journal_only_grows()",
    ),
}


def forbid(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
