import plataforma.seguridad.cifrado
from plataforma.seguridad.atadura import bind_to_rows, release_from_rows
from plataforma.seguridad.cifrado import Sellado, encrypt
from django.db import migrations, models


def bind(apps, schema_editor):
    """Bind the encrypted JSON to its row, so that a cipher text cannot be moved."""
    bind_to_rows(apps.get_model("correo", "Correo"), "datos")


def release(apps, schema_editor):
    Correo = apps.get_model("correo", "Correo")
    release_from_rows(Correo, "datos")
    # What the version before stores for a mail whose data are forgotten.
    Correo.objects.filter(datos__isnull=True).update(datos=Sellado(encrypt("{}", kind="correo")))


class Migration(migrations.Migration):
    dependencies = [
        ("correo", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="correo",
            name="adjuntos",
            field=models.JSONField(default=list, help_text="nombre para el lector, nombre en el almacén, SHA-256"),
        ),
        migrations.AlterField(
            model_name="correo",
            name="datos",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(kind="correo", null=True, row=("id",)),
        ),
        migrations.RunPython(bind, release),
    ]
