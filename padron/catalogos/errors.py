"""What may go wrong with a clinic's places. The message holds nobody's data."""

from padron.catalogos.models import Clinica


class SinLugar(Exception):
    """The shift has no place left, does not exist, or its clinic is out of operation: the student chooses again."""

    def __init__(self, *, clinica: Clinica, turno: str) -> None:
        super().__init__(f"{clinica.clave} has no place in the shift {turno!r}.")
        self.clinica = clinica
        self.turno = turno
