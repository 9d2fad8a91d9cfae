"""What may go wrong with a student's data. None of the messages holds a CURP, an NSS or an address."""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from padron.asegurados.models import Adscripcion


class CorreoOcupado(Exception):  # reads «raises CorreoOcupado»
    """The address belongs to other students, up to its limit, or the CURP already has another address."""


class ClaveEquivocada(Exception):
    """The student has no claim key like the typed one, or the key was used, replaced, or has expired."""


class SerieAgotada(Exception):
    """All NSS series of a state are used up for these years, or none is configured: the administrator adds one."""

    def __init__(self, estado: str) -> None:
        super().__init__(f"No NSS series of state {estado} has a number left.")
        self.estado = estado


class LoTramitaPlantel(Exception):
    """The portal assigns no NSS here: the campus obtains it from the IMSS."""


class YaTieneClinica(Exception):
    """The student is at another clinic or shift already: what they want is a change."""

    def __init__(self, adscripcion: "Adscripcion") -> None:
        super().__init__("The student has a clinic.")
        self.adscripcion = adscripcion


class SinClinica(Exception):
    """The student has no clinic that could be changed: what they want is an alta."""


class SinCambio(Exception):
    """The student is at that clinic and shift already."""


class CambioReciente(Exception):
    """The campus lets so many months pass between two changes. `desde` is the first day on which it may be changed."""

    def __init__(self, desde: dt.date) -> None:
        super().__init__(f"No change before {desde}.")
        self.desde = desde
