"""What other apps may ask of the catalogues."""

from padron.catalogos.estados import OTROS_ESTADOS
from padron.catalogos.models import SerieNSS

__all__ = ["get_series"]


def get_series(*, estado: str) -> list[str]:
    """Return the NSS series of the state in their order; a state without one gets those configured for such states."""
    rows = SerieNSS.objects.filter(estado__in=(estado, OTROS_ESTADOS)).values_list("estado", "serie")
    series = list(rows.order_by("orden", "serie"))
    propias = [serie for dueno, serie in series if dueno == estado]
    return propias or [serie for _, serie in series]
