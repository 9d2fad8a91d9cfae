from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("seguridad", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Consumo",
            fields=[
                (
                    "clave",
                    models.CharField(
                        help_text="HMAC del límite y de lo que limita",
                        max_length=22,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("termina", models.DateTimeField()),
                ("cuenta", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "consumo de un límite",
                "verbose_name_plural": "consumos de límites",
            },
        ),
    ]
