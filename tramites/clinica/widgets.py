"""How clinics and shifts are offered."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms

from padron.catalogos.selectors import ClinicaCercana
from tramites.clinica.rules import describe_distancia


class LugarSelect(forms.RadioSelect):
    """One group of radios, drawn as a card for each clinic with its shifts.

    A choice's label is a `tramites.clinica.selectors.Turno`; one with a `nota` is disabled.
    """

    template_name = "tramites/clinica/lugares.html"

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        if label.nota:
            option["attrs"]["disabled"] = True
            option["attrs"]["checked"] = option["selected"] = False
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _, group, _ in context["widget"]["optgroups"] for option in group]
        grouped = groupby(options, key=lambda option: option["label"].cercana)
        return {**context, "clinicas": [_describe(cercana, list(turnos)) for cercana, turnos in grouped]}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the id of a choice; without one, that of the first that can be chosen: errors lead there."""
        if index is not None:
            return str(super().id_for_label(id_, index))
        turnos: Iterator[Any] = (turno for _, turno in self.choices)
        free = (number for number, turno in enumerate(turnos) if not turno.nota)
        return f"{id_}_{next(free, 0)}"


def _describe(cercana: ClinicaCercana, turnos: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a card. What cannot be chosen cannot be reached by keyboard either: `notas` tell it with the name."""
    notas = [f"{turno['label'].etiqueta}: {turno['label'].nota.lower()}" for turno in turnos if turno["label"].nota]
    return {
        "clinica": cercana.clinica,
        "distancia": describe_distancia(cercana.distancia_km),
        "notas": ". ".join(notas),
        "turnos": turnos,
    }
