"""Questions to students, their answers, and the estado «pregunta» (the campus waits for the student).

Existing comments stay as they are: those with `al_alumno` were mailed, and the student now reads them on the page too.
Existing rows satisfy the new constraints, because no row has the new estado. The reverse migration fails while an
incident has the estado «pregunta» and a second incident of the same student and cause is open.
"""

from django.db import migrations, models
from django.db.models import Q

PENDIENTES = ("abierta", "en_atencion", "pregunta")
PIDE = [("respuesta", "que responda"), ("visita", "que venga al plantel")]
ESTADOS = [
    ("abierta", "abierta"),
    ("en_atencion", "en atención"),
    ("pregunta", "espera al alumno"),
    ("resuelta", "resuelta"),
    ("improcedente", "improcedente"),
    ("retirada", "retirada por el alumno"),
]


class Migration(migrations.Migration):
    dependencies = [("tramites", "0009_incidencia_retirada")]

    operations = [
        migrations.AddField(
            model_name="comentario",
            name="del_alumno",
            field=models.BooleanField(default=False, verbose_name="del alumno"),
        ),
        migrations.AddField(
            model_name="comentario",
            name="pide",
            field=models.CharField(blank=True, choices=PIDE, default="", max_length=10, verbose_name="qué pide"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="comentario",
            name="al_alumno",
            field=models.BooleanField(default=False, verbose_name="el alumno lo lee"),
        ),
        migrations.AddField(
            model_name="incidencia",
            name="contestada",
            field=models.DateTimeField(null=True, verbose_name="el alumno contestó"),
        ),
        migrations.AddField(
            model_name="incidencia",
            name="pide",
            field=models.CharField(
                blank=True, choices=PIDE, default="", max_length=10, verbose_name="qué se le pidió al alumno"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="incidencia",
            name="estado",
            field=models.CharField(choices=ESTADOS, default="abierta", max_length=12),
        ),
        migrations.RemoveConstraint(model_name="incidencia", name="incidencia_abierta_una_vez"),
        migrations.RemoveConstraint(model_name="incidencia", name="aviso_abierto_una_vez_por_correo"),
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
