import plataforma.seguridad.cifrado
from plataforma.seguridad.atadura import bind_to_rows, release_from_rows
from django.db import migrations


def bind(apps, schema_editor):
    """Bind the encrypted JSON to its row, so that a cipher text cannot be moved."""
    bind_to_rows(apps.get_model("documentos", "Documento"), "datos")


def release(apps, schema_editor):
    release_from_rows(apps.get_model("documentos", "Documento"), "datos")


class Migration(migrations.Migration):
    dependencies = [
        ("documentos", "0002_cifrar_archivos"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documento",
            name="datos",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(kind="documento", row=("folio",)),
        ),
        migrations.RunPython(bind, release),
    ]
