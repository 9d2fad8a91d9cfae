"""The school cycles that a roster names: those that the institution did not know yet are stored without dates."""

from collections.abc import Iterable

from padron.planteles.models import Ciclo, Plantel

_LOTE = 1000


def store_ciclos(vistos: Iterable[tuple[int, str]]) -> None:
    """Store the unknown ones of these pairs of campus and cycle. What staff dated stays as it is."""
    instituciones = dict(Plantel.objects.values_list("pk", "institucion"))
    nombrados = {(instituciones[plantel], clave) for plantel, clave in vistos}
    conocidos = set(Ciclo.objects.values_list("institucion", "clave"))
    nuevos = [Ciclo(institucion_id=institucion, clave=clave) for institucion, clave in sorted(nombrados - conocidos)]
    Ciclo.objects.bulk_create(nuevos, batch_size=_LOTE, ignore_conflicts=True)
