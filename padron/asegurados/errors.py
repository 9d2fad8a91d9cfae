"""What may go wrong with a student's data. None of the messages holds a CURP, an NSS or an address."""


class CorreoOcupado(Exception):  # reads «raises CorreoOcupado»
    """The address belongs to other students, up to its limit, or the CURP already has another address."""


class SerieAgotada(Exception):
    """All NSS series of a state are used up for these years, or none is configured: the administrator adds one."""

    def __init__(self, estado: str) -> None:
        super().__init__(f"No NSS series of state {estado} has a number left.")
        self.estado = estado


class LoTramitaPlantel(Exception):
    """The portal assigns no NSS here: the campus obtains it from the IMSS."""
