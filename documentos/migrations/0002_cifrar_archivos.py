from django.db import migrations


def enqueue_encryption(apps, schema_editor):
    """Have the workers encrypt the files that an earlier version stored in clear (documentos/handlers.py, CIFRAR)."""
    if not apps.get_model("documentos", "Documento").objects.exclude(archivo="").exists():
        return
    apps.get_model("bandeja", "Mensaje").objects.get_or_create(
        dedup_key="documentos.cifrar:0",
        defaults={"kind": "documentos.cifrar", "queue": "documentos", "payload": {"desde": 0}},
    )


class Migration(migrations.Migration):
    dependencies = [
        ("documentos", "0001_initial"),
        ("bandeja", "0001_initial"),
    ]

    # Backwards nothing: the version before reads no encrypted file. README, «Backup», says to restore both together.
    operations = [migrations.RunPython(enqueue_encryption, migrations.RunPython.noop)]
