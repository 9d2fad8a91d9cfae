from django.conf import settings
from django.db import migrations, models


def open_in_demostracion(apps, schema_editor):
    """Keep the student code as a way in at the campuses of an existing demonstration, whose texts mention it."""
    if settings.MODO_DEMOSTRACION:
        apps.get_model("planteles", "Plantel").objects.update(codigo_abre=True)


class Migration(migrations.Migration):
    dependencies = [
        ("planteles", "0003_politicas_de_vigencia"),
    ]

    operations = [
        migrations.AddField(
            model_name="plantel",
            name="codigo_abre",
            field=models.BooleanField(
                default=False,
                help_text="quien no tiene correo en el padrón entra con su código; apagado: solo con una clave de registro",
                verbose_name="código de estudiante abre",
            ),
        ),
        migrations.RunPython(open_in_demostracion, migrations.RunPython.noop),
    ]
