"""That a student does not want the affiliation (D8 in docs/reglas.md, «Documents»)."""

from dataclasses import dataclass

from documentos.contexts.base import PERSONA, Contexto


@dataclass(frozen=True, kw_only=True)
class DatosRenuncia(Contexto):
    """What the student signs and the campus receives. `nss` may be empty: one may renounce before having a number."""

    tipo = "renuncia"
    titulo = "Renuncia a la afiliación"
    archivo = "renuncia-a-la-afiliacion"
    plantilla = "documentos/pdf/renuncia.html"
    homoclave = ""  # no procedure of the IMSS: the school's own form
    cadena = PERSONA | {
        "plantel": "plantel",
        "codigo": "código de estudiante",
        "motivo": "motivo",
        "otra_institucion": "otra institución",
        "otro_numero": "número en ella",
        "tutor": "madre, padre o tutor",
    }

    codigo: str  # student code; may be empty
    motivo: str  # as it is printed: «Tengo otra cobertura», or why it is not needed
    otra_institucion: str  # that covers the student, and the number there; both empty without another cover
    otro_numero: str
    tutor: str  # who signs for a minor; empty for an adult
