"""The columns of a roster file, by name."""

import unicodedata
from typing import Final

OBLIGATORIAS: Final = ("curp", "nombres", "primer_apellido", "segundo_apellido", "plantel", "codigo", "ciclo")
# Without its column, what is stored of such a datum stays as it is.
OPCIONALES: Final = (
    *("correo", "correo_alterno", "nivel", "estatus", "fecha_inscripcion", "fecha_ingreso", "nss", "fecha_alta_imss"),
    *("fecha_reporte_imss", "fecha_baja", "otra_cobertura", "fecha_renuncia"),  # what the vigencia follows from
    *("fecha_nacimiento", "sexo", "entidad"),  # compared with the CURP, never stored
)


def simplify(text: str) -> str:
    """Return a name as it is compared: «Código » and «codigo», «Baja temporal» and «baja_temporal» are the same."""
    letters = unicodedata.normalize("NFD", text.strip().lower()[:60])
    plain = "".join(char for char in letters if unicodedata.category(char) != "Mn")
    return "_".join(plain.split())
