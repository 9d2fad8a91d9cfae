"""The registry in production: only the IMSS assigns, and the campus asks it."""

import datetime as dt
from typing import Never

from padron.asegurados.errors import LoTramitaPlantel
from padron.asegurados.models import Asegurado


class RegistroPlantel:
    """Assigns nothing: the request goes to the campus's list of NSS to obtain."""

    inmediato = False

    def assign(self, *, asegurado: Asegurado, estado: str, hoy: dt.date) -> Never:
        """Raise LoTramitaPlantel."""
        raise LoTramitaPlantel
