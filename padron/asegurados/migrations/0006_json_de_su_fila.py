import plataforma.seguridad.cifrado
from plataforma.seguridad.atadura import bind_to_rows, release_from_rows
from django.db import migrations


def bind(apps, schema_editor):
    """Bind the encrypted JSON to its row, so that a cipher text cannot be moved."""
    bind_to_rows(apps.get_model("asegurados", "DomicilioAsegurado"), "datos")
    bind_to_rows(apps.get_model("asegurados", "FallaDato"), "detalle")


def release(apps, schema_editor):
    release_from_rows(apps.get_model("asegurados", "DomicilioAsegurado"), "datos")
    release_from_rows(apps.get_model("asegurados", "FallaDato"), "detalle")


class Migration(migrations.Migration):
    dependencies = [
        ("asegurados", "0005_sin_restos"),
    ]

    operations = [
        migrations.AlterField(
            model_name="domicilioasegurado",
            name="datos",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                kind="domicilio", row=("asegurado",), verbose_name="domicilio y teléfonos"
            ),
        ),
        migrations.AlterField(
            model_name="falladato",
            name="detalle",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                help_text="visto y esperado", kind="falla", row=("asegurado", "causa")
            ),
        ),
        migrations.RunPython(bind, release),
    ]
