"""Two e-mail addresses with one CURP may each have an open report («Avisar a mi plantel») at the same campus.

Every existing row satisfies the new constraints, because the old constraint was stricter: one open incident for each
CURP, cause and campus. The reverse migration fails if two e-mail addresses have an open report about the same CURP at
the same campus. Answer one of the two reports first.
"""

from django.db import migrations, models
from django.db.models import Q

PENDIENTES = ("abierta", "en_atencion")


class Migration(migrations.Migration):
    dependencies = [("tramites", "0007_sin_clinica")]

    operations = [
        migrations.RemoveConstraint(model_name="incidencia", name="incidencia_abierta_una_vez"),
        migrations.AddConstraint(
            model_name="incidencia",
            constraint=models.UniqueConstraint(
                fields=["curp", "causa", "plantel"],
                condition=Q(estado__in=PENDIENTES) & ~Q(causa="correo"),
                name="incidencia_abierta_una_vez",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidencia",
            constraint=models.UniqueConstraint(
                fields=["curp", "correo", "plantel"],
                condition=Q(estado__in=PENDIENTES, causa="correo"),
                name="aviso_abierto_una_vez_por_correo",
            ),
        ),
    ]
