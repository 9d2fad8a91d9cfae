"""Which mailbox is whose."""

from django.db import models

from padron.asegurados.models.asegurado import Asegurado


class CorreoVinculado(models.Model):
    """The mailbox that a student confirmed: one for a CURP, one CURP for it. Source: docs/reglas.md, «E-mail»."""

    asegurado = models.OneToOneField(Asegurado, on_delete=models.CASCADE, related_name="correo_vinculado")
    correo = models.EmailField()
    # Brothers and sisters share a mailbox by taking its places 1, 2, …, as many as `LimiteCorreo` grants.
    lugar = models.PositiveSmallIntegerField(default=1)
    momento = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "correo vinculado"
        verbose_name_plural = "correos vinculados"
        constraints = [models.UniqueConstraint(fields=["correo", "lugar"], name="correo_vinculado_unico")]

    def __str__(self) -> str:
        return self.correo


class LimiteCorreo(models.Model):
    """How many students staff let share a mailbox; without a row it is one."""

    correo = models.EmailField(unique=True)
    limite = models.PositiveSmallIntegerField("límite", default=2)

    class Meta:
        verbose_name = "límite de un correo"
        verbose_name_plural = "límites de correos"

    def __str__(self) -> str:
        return f"{self.correo}: {self.limite}"
