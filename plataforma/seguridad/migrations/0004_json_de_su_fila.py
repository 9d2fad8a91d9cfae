import plataforma.seguridad.cifrado
from plataforma.seguridad.atadura import bind_to_rows, release_from_rows
from django.db import migrations


def bind(apps, schema_editor):
    """Bind the encrypted JSON to its row, so that a cipher text cannot be moved."""
    bind_to_rows(apps.get_model("seguridad", "Auditoria"), "valores")


def release(apps, schema_editor):
    release_from_rows(apps.get_model("seguridad", "Auditoria"), "valores")


class Migration(migrations.Migration):
    dependencies = [
        ("seguridad", "0003_sesiones_con_hash"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditoria",
            name="valores",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                kind="auditoria", null=True, row=("momento", "actor", "accion", "objeto")
            ),
        ),
        migrations.RunPython(bind, release),
    ]
