from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("seguridad", "0004_json_de_su_fila"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComprobanteLlave",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "valor",
                    models.CharField(help_text="un texto conocido, cifrado con la clave de esta base", max_length=120),
                ),
            ],
            options={
                "verbose_name": "comprobante de la clave de cifrado",
                "verbose_name_plural": "comprobantes de la clave de cifrado",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="comprobante_unico")],
            },
        ),
    ]
