"""Who changed the state of a Solicitud. Existing rows have no actor, and the timeline then says less."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tramites", "0010_conversacion")]

    operations = [
        migrations.AddField(
            model_name="transicion",
            name="actor",
            field=models.CharField(
                blank=True,
                default="",
                help_text="alumno, sistema o el usuario del personal",
                max_length=80,
                verbose_name="quién",
            ),
            preserve_default=False,
        ),
    ]
