"""What a procedure asks of a student's cover before it asks anything else."""

from datetime import date

from tramites.cobertura.selectors import get_cobertura
from tramites.models import Solicitud
from tramites.wizard.impedimento import Impedimento

__all__ = ["need_nss", "need_vigencia"]


def need_nss(solicitud: Solicitud) -> Impedimento | None:
    """Return the page that leads to the NSS, for a student without one."""
    if solicitud.get_asegurado().nss is not None:
        return None
    return Impedimento("tramites/cobertura/sin_nss.html")


def need_vigencia(solicitud: Solicitud, hoy: date) -> Impedimento | None:
    """Return the page that tells why there is no cover, for a student who has none today."""
    cobertura = get_cobertura(solicitud.get_asegurado(), hoy=hoy)
    if cobertura.vigencia.is_vigente:
        return None
    return Impedimento("tramites/cobertura/sin_vigencia.html", {"cobertura": cobertura})
