"""The data faults of a batch: opened, brought up to date, closed. Source: docs/reglas.md, «Data quality»."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from padron.asegurados.importacion.almacen import Lote
from padron.asegurados.importacion.repetidos import find_codigos_repetidos, find_nss_repetidos
from padron.asegurados.importacion.revision import Alumno
from padron.asegurados.models import Asegurado, FallaDato
from padron.asegurados.rules import Diferencia, Persona, compare_curp, compare_nss
from padron.identificadores.curp import decode

_REPETIDOS: Final = (FallaDato.Causa.NSS_REPETIDO, FallaDato.Causa.CODIGO_REPETIDO)
# What only a roster says; the record has it from the CURP. The open fault remembers it.
_DEL_PADRON: Final = {
    FallaDato.Causa.CURP_FECHA: "fecha_nacimiento",
    FallaDato.Causa.CURP_SEXO: "sexo",
    FallaDato.Causa.CURP_ENTIDAD: "entidad",
}

Clave = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Fallas:
    """The faults that are open after a batch: of its rows, by line, and new ones of students of other batches."""

    por_linea: dict[int, list[FallaDato]]
    otros: frozenset[int] = frozenset()


def store_fallas(alumnos: Sequence[Alumno], lote: Lote) -> Fallas:
    """Judge the batch, store what that changes, and return the faults that are open now."""
    asegurados = lote.asegurados
    juicio: dict[Clave, Diferencia | None] = {}
    for alumno in alumnos:
        asegurado = asegurados[alumno.curp]
        juicio |= {(asegurado.pk, causa): dato for causa, dato in _judge(alumno, asegurado).items()}
    # What did not change was compared with the others when it, or the other, was stored.
    tocados = {alumno.curp: asegurados[alumno.curp] for alumno in alumnos if alumno.linea in lote.tocadas}
    juicio |= find_nss_repetidos(tocados.values())
    juicio |= find_codigos_repetidos([row.pk for row in tocados.values()])
    return _sort(_store(juicio), {alumno.linea: alumno.curp for alumno in alumnos}, lote)


def store_fallas_de_nss(lineas: Mapping[int, str], lote: Lote) -> Fallas:
    """Judge the NSS of these rows, given with their CURPs, and return the faults that are open now."""
    juicio: dict[Clave, Diferencia | None] = {}
    for row in lote.asegurados.values():
        nuevo = compare_nss(padron=row.nss_padron, registrado=row.nss)
        juicio |= {(row.pk, causa): dato for causa, dato in nuevo.items()}
    return _sort(_store(juicio | find_nss_repetidos(lote.asegurados.values())), lineas, lote)


def _sort(abiertas: Mapping[int, list[FallaDato]], lineas: Mapping[int, str], lote: Lote) -> Fallas:
    por_linea = {linea: abiertas.get(lote.asegurados[curp].pk, []) for linea, curp in lineas.items()}
    return Fallas(por_linea, frozenset(abiertas.keys() - {row.pk for row in lote.asegurados.values()}))


def list_repetidos(asegurados: Collection[int]) -> list[FallaDato]:
    """Return the open faults between two students of these students, with the students."""
    fallas = FallaDato.objects.filter(asegurado__in=asegurados, abierta=True, causa__in=_REPETIDOS)
    return list(fallas.select_related("asegurado").order_by("pk"))


def recheck_fallas(asegurado: Asegurado) -> None:
    """Judge one record anew after somebody corrected it, and store what that changes."""
    persona = Persona(asegurado.nombres, asegurado.primer_apellido, asegurado.segundo_apellido)
    datos = decode(asegurado.curp)
    juicio = compare_curp(curp=asegurado.curp, datos=datos, persona=persona)
    for falla in asegurado.fallas.filter(abierta=True, causa__in=_DEL_PADRON):
        visto, esperado = str(getattr(datos, _DEL_PADRON[FallaDato.Causa(falla.causa)])), falla.detalle["esperado"]
        juicio[falla.causa] = None if visto == esperado else Diferencia(visto, esperado)
    juicio |= compare_nss(padron=asegurado.nss_padron, registrado=asegurado.nss)
    propias: dict[Clave, Diferencia | None] = {(asegurado.pk, causa): dato for causa, dato in juicio.items()}
    _store(propias | find_nss_repetidos([asegurado]) | find_codigos_repetidos([asegurado.pk]))
    close_repetidos()


def close_repetidos() -> None:
    """Close the faults between two students that are none any more. Once a load: the other may be in any batch."""
    abiertas = FallaDato.objects.filter(abierta=True, causa__in=_REPETIDOS)
    asegurados = list(Asegurado.objects.filter(pk__in=abiertas.values("asegurado")))
    siguen = find_nss_repetidos(asegurados).keys() | find_codigos_repetidos([row.pk for row in asegurados]).keys()
    pasadas = [falla.pk for falla in abiertas if (falla.asegurado_id, falla.causa) not in siguen]
    FallaDato.objects.filter(pk__in=pasadas).update(abierta=False)


def _judge(alumno: Alumno, asegurado: Asegurado) -> dict[str, Diferencia | None]:
    juicio = compare_curp(curp=alumno.curp, datos=alumno.datos, persona=alumno.persona)
    if alumno.has_nss:
        juicio |= compare_nss(padron=alumno.nss, registrado=asegurado.nss)
    return juicio


def _store(juicio: Mapping[Clave, Diferencia | None]) -> dict[int, list[FallaDato]]:
    """Open, update and close what was judged. Return all faults open now, judged or not, by student."""
    keys = {asegurado_id for asegurado_id, _ in juicio}
    fallas = {(row.asegurado_id, row.causa): row for row in FallaDato.objects.filter(asegurado__in=keys)}
    tocadas = [falla for clave, dato in juicio.items() if (falla := _apply(fallas, clave, dato))]
    FallaDato.objects.bulk_create(
        [FallaDato(asegurado_id=f.asegurado_id, causa=f.causa, detalle=f.detalle, abierta=f.abierta) for f in tocadas],
        update_conflicts=True,
        unique_fields=["asegurado", "causa"],
        update_fields=["detalle", "abierta"],
    )
    abiertas: dict[int, list[FallaDato]] = {}
    for falla in fallas.values():
        if falla.abierta:
            abiertas.setdefault(falla.asegurado_id, []).append(falla)
    return abiertas


def _apply(fallas: dict[Clave, FallaDato], clave: Clave, dato: Diferencia | None) -> FallaDato | None:
    """Bring one judgement into the faults. Return the fault if that changed it."""
    falla = fallas.get(clave)
    detalle = dato.as_detalle() if dato else None
    if detalle is None and (falla is None or not falla.abierta):
        return None
    if falla is None:
        falla = fallas[clave] = FallaDato(asegurado_id=clave[0], causa=clave[1], abierta=False)
    elif falla.abierta and falla.detalle == detalle:
        return None
    falla.abierta = detalle is not None
    falla.detalle = detalle or falla.detalle  # a closed fault keeps what it was about
    return falla
