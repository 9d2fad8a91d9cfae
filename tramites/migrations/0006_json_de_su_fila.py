import plataforma.seguridad.cifrado
from plataforma.seguridad.atadura import bind_to_rows, release_from_rows
from django.db import migrations


def bind(apps, schema_editor):
    """Bind the encrypted JSON to its row, so that a cipher text cannot be moved."""
    bind_to_rows(apps.get_model("tramites", "Incidencia"), "detalle")
    bind_to_rows(apps.get_model("tramites", "Solicitud"), "datos", "respuestas")


def release(apps, schema_editor):
    release_from_rows(apps.get_model("tramites", "Incidencia"), "detalle")
    release_from_rows(apps.get_model("tramites", "Solicitud"), "datos", "respuestas")


class Migration(migrations.Migration):
    dependencies = [
        ("tramites", "0005_renuncia"),
    ]

    operations = [
        migrations.AlterField(
            model_name="incidencia",
            name="detalle",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                help_text="visto y esperado", kind="incidencia", null=True, row=("folio",)
            ),
        ),
        migrations.AlterField(
            model_name="solicitud",
            name="datos",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                help_text="lo que se envió, completo", kind="respuestas", null=True, row=("id",)
            ),
        ),
        migrations.AlterField(
            model_name="solicitud",
            name="respuestas",
            field=plataforma.seguridad.cifrado.EncryptedJSONField(
                default=dict, help_text="lo que se va contestando", kind="respuestas", row=("id",)
            ),
        ),
        migrations.RunPython(bind, release),
    ]
