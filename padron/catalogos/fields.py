"""The column by which names are ordered."""

from typing import Any

from django.db import models

from padron.catalogos.rules import LARGO_ORDEN, get_orden


class OrdenField(models.CharField):  # type: ignore[type-arg]
    """The sorting key of the row's `nombre`, kept up to date by every write but `QuerySet.update`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LARGO_ORDEN, "editable": False, **kwargs})

    def pre_save(self, model_instance: Any, add: bool) -> str:
        orden = get_orden(model_instance.nombre)
        setattr(model_instance, self.attname, orden)
        return orden
