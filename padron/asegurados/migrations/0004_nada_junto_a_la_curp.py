from django.db import migrations, models

from padron.identificadores.curp import decode

LOTE = 500


def restore_columns(apps, schema_editor):
    """Backwards: fill birth date, sex and entity from the CURP."""
    Asegurado = apps.get_model("asegurados", "Asegurado")
    last = 0
    while rows := list(Asegurado.objects.filter(pk__gt=last).order_by("pk").only("pk", "curp")[:LOTE]):
        for row in rows:
            datos = decode(row.curp)
            row.fecha_nacimiento, row.sexo, row.entidad = datos.fecha_nacimiento, datos.sexo, datos.entidad
        Asegurado.objects.bulk_update(rows, ["fecha_nacimiento", "sexo", "entidad"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    """Birth date, sex and entity follow from the CURP: stored in clear beside the name they gave the CURP away."""

    dependencies = [
        ("asegurados", "0003_adscripcion"),
    ]

    # The columns become nullable first, so that backwards there is a moment to fill them.
    operations = [
        migrations.AlterField(
            model_name="asegurado",
            name="fecha_nacimiento",
            field=models.DateField(null=True, verbose_name="fecha de nacimiento"),
        ),
        migrations.AlterField(
            model_name="asegurado",
            name="sexo",
            field=models.CharField(
                choices=[("H", "Hombre"), ("M", "Mujer"), ("X", "No binario")], max_length=1, null=True
            ),
        ),
        migrations.AlterField(
            model_name="asegurado",
            name="entidad",
            field=models.CharField(max_length=2, null=True, verbose_name="entidad de nacimiento"),
        ),
        migrations.RunPython(migrations.RunPython.noop, restore_columns),
        migrations.RemoveField(model_name="asegurado", name="fecha_nacimiento"),
        migrations.RemoveField(model_name="asegurado", name="sexo"),
        migrations.RemoveField(model_name="asegurado", name="entidad"),
    ]
