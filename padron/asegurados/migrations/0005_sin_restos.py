from django.db import migrations


def rewrite_table(apps, schema_editor):
    """Remove what dropped columns leave in the files of the database: free pages in SQLite, old rows in PostgreSQL."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif schema_editor.connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL asegurados_asegurado")


class Migration(migrations.Migration):
    atomic = False  # VACUUM runs in no transaction

    dependencies = [
        ("asegurados", "0004_nada_junto_a_la_curp"),
    ]

    operations = [migrations.RunPython(rewrite_table, migrations.RunPython.noop)]
