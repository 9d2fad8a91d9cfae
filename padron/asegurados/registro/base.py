"""What every form of the registry is to the rest of the portal."""

import datetime as dt
from typing import Protocol

from padron.asegurados.models import Asegurado


class Registro(Protocol):
    """Who assigns an NSS. An institution with a connection of its own writes a class like this one."""

    # Whether `assign` gives a number; if not, the portal says beforehand that the campus obtains it.
    inmediato: bool

    def assign(self, *, asegurado: Asegurado, estado: str, hoy: dt.date) -> str:
        """Return a new NSS for a student who has none. Called in a transaction that holds the student's row.

        Raises SerieAgotada; LoTramitaPlantel.
        """
        ...
