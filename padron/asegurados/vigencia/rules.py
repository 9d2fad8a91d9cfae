"""Whether a student is covered today, from their enrolments. Source: docs/reglas.md, «Vigencia»."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

# The statuses that keep a cover; any other ends it. A test compares them with the model's.
CONSERVAN: Final = frozenset({"activo", "licencia"})


class Motivo(StrEnum):
    """Why there is no cover. In this order: of several campuses the first tells the student what helps soonest."""

    EN_TRAMITE = "en_tramite"
    SIN_REPORTAR = "sin_reportar"
    OTRA_COBERTURA = "otra_cobertura"
    RENUNCIA = "renuncia"
    BAJA = "baja"
    NO_INSCRITO = "no_inscrito"
    TERMINADA = "terminada"


_ORDEN: Final = {motivo: lugar for lugar, motivo in enumerate(Motivo)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodo:
    """The first and last day of a school cycle; a day that nobody set is open."""

    inicio: dt.date | None = None
    fin: dt.date | None = None

    def is_en_curso(self, hoy: dt.date) -> bool:
        """Tell whether the cycle runs."""
        return (self.inicio is None or self.inicio <= hoy) and (self.fin is None or hoy <= self.fin)

    def is_pasado(self, hoy: dt.date) -> bool:
        """Tell whether the cycle ended before `hoy`."""
        return self.fin is not None and self.fin < hoy

    def is_futuro(self, hoy: dt.date) -> bool:
        """Tell whether the cycle starts after `hoy`."""
        return self.inicio is not None and self.inicio > hoy


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscrita:
    """An enrolment as the rule sees it.

    `periodo` is the school cycle of the enrolment. `semanas` and `dias_entre_ciclos` are policies of the campus.
    """

    plantel_id: int
    registro_patronal: str
    semanas: int
    dias_entre_ciclos: int
    periodo: Periodo
    estatus: str
    fecha_inscripcion: dt.date
    fecha_ingreso: dt.date | None = None
    fecha_alta_imss: dt.date | None = None
    fecha_baja: dt.date | None = None
    otra_cobertura: str = ""
    fecha_renuncia: dt.date | None = None
    # The day on which the NSS was assigned here. Before it, no campus could report the student to the IMSS.
    fecha_nss: dt.date | None = None

    @property
    def ingreso(self) -> dt.date:
        """Return the day from which the weeks count; without the day of entry the enrolment is the nearest known."""
        return self.fecha_ingreso or self.fecha_inscripcion

    @property
    def consultar_desde(self) -> dt.date:
        """Return the first day on which asking for the vigencia makes sense."""
        desde = max(self.ingreso, self.fecha_nss or dt.date.min)
        return desde + dt.timedelta(weeks=self.semanas)

    @property
    def is_por_nss(self) -> bool:
        """True if the weeks count from the NSS, because the student got it after the entry."""
        return self.fecha_nss is not None and self.fecha_nss > self.ingreso

    @property
    def cubre_desde(self) -> dt.date:
        """Return the first day that this enrolment can link to an earlier one: enrolled, or first day of the cycle."""
        return min(self.fecha_inscripcion, self.periodo.inicio or self.fecha_inscripcion)

    @property
    def cubre_hasta(self) -> dt.date:
        """Return the last day of the cover without another enrolment. It is `date.max` if the cycle has no last day."""
        if self.periodo.fin is None:
            return dt.date.max
        return self.periodo.fin + dt.timedelta(days=self.dias_entre_ciclos)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vigente:
    """SI: covered since `inicio` by the campus, whose institution is the employer of that registro patronal.

    `hasta` is set only between two cycles, if the student is not enrolled in the next one: the last day of the cover.
    """

    inicio: dt.date
    plantel_id: int
    registro_patronal: str
    hasta: dt.date | None = None

    @property
    def is_vigente(self) -> bool:
        """Return True, so that a template need not know the type."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVigente:
    """NO, for one reason.

    `plantel_id` is the campus to speak to, None where there never was one; `semanas` its policy; `consultar_desde` the
    day from which to ask again, None where no day brings the cover by itself.
    """

    motivo: Motivo
    plantel_id: int | None
    semanas: int
    consultar_desde: dt.date | None = None
    por_nss: bool = False  # `consultar_desde` counts from the day of the NSS, which came after the entry

    @property
    def is_vigente(self) -> bool:
        """Return False, so that a template need not know the type."""
        return False


Vigencia = Vigente | NoVigente
SEMANAS: Final = 4  # for who is enrolled nowhere, and so has no campus with a policy


def decide_vigencia(inscripciones: Iterable[Inscrita], hoy: dt.date) -> Vigencia:
    """Say whether the enrolments, in the order in which they were stored, give cover today. Raises nothing.

    Each campus answers by its present enrolment. Any that gives cover is enough, the oldest cover names the employer;
    of several NOs the student is told the one that ends soonest. Source: docs/reglas.md, «Vigencia».
    """
    por_plantel: defaultdict[int, list[Inscrita]] = defaultdict(list)
    for inscrita in sorted(inscripciones, key=lambda inscrita: inscrita.fecha_inscripcion):
        por_plantel[inscrita.plantel_id].append(inscrita)
    respuestas = [_decide_plantel(historia, hoy) for historia in por_plantel.values()]
    if vigentes := [respuesta for respuesta in respuestas if isinstance(respuesta, Vigente)]:
        return min(vigentes, key=lambda vigente: (vigente.inicio, vigente.plantel_id))
    negadas = [respuesta for respuesta in respuestas if isinstance(respuesta, NoVigente)]
    return min(negadas, key=_rank, default=NoVigente(motivo=Motivo.NO_INSCRITO, plantel_id=None, semanas=SEMANAS))


def list_presentes(historia: Sequence[Inscrita], hoy: dt.date) -> list[int]:
    """Return the positions of the enrolments of one campus that decide about the cover today or later.

    These are the enrolments in cycles that run or have not started. If no cycle runs, the enrolment in the cycle that
    ended last counts too, because an accepted student keeps the cover between two cycles.
    """
    pasadas = [lugar for lugar, inscrita in enumerate(historia) if inscrita.periodo.is_pasado(hoy)]
    presentes = [lugar for lugar in range(len(historia)) if lugar not in pasadas]
    if pasadas and not any(historia[lugar].periodo.is_en_curso(hoy) for lugar in presentes):
        presentes.append(max(pasadas, key=lambda lugar: (historia[lugar].cubre_hasta, lugar)))
    return sorted(presentes)


def _rank(negada: NoVigente) -> tuple[int, dt.date, int]:
    return _ORDEN[negada.motivo], negada.consultar_desde or dt.date.max, negada.plantel_id or 0


def _decide_plantel(historia: Sequence[Inscrita], hoy: dt.date) -> Vigencia:
    """Say what one campus's enrolments, oldest first, give. What an older cycle said was corrected by the present."""
    en_curso = [lugar for lugar, inscrita in enumerate(historia) if inscrita.periodo.is_en_curso(hoy)]
    if not en_curso:
        return _decide_entre_ciclos(historia, hoy)
    presente = historia[en_curso[-1]]
    if motivo := _find_fin(presente, hoy):
        return _deny(presente, motivo)
    # A cover goes on from cycle to cycle: the IMSS is told of it once.
    if inicio := _find_inicio(historia[: en_curso[-1] + 1], hoy):
        return Vigente(inicio=inicio, plantel_id=presente.plantel_id, registro_patronal=presente.registro_patronal)
    return _deny_sin_alta(presente, hoy)


def _decide_entre_ciclos(historia: Sequence[Inscrita], hoy: dt.date) -> Vigencia:
    """Say what a campus's enrolments give while none of their cycles runs. The latest enrolment is the present one."""
    presente = historia[-1]
    inicios = [inscrita.periodo.inicio for inscrita in historia if inscrita.periodo.is_futuro(hoy)]
    vuelve = min((inicio for inicio in inicios if inicio), default=None)
    if not any(inscrita.fecha_alta_imss and inscrita.fecha_alta_imss <= hoy for inscrita in historia):
        return _deny(presente, Motivo.NO_INSCRITO, vuelve)
    if motivo := _find_fin(presente, hoy):
        return _deny(presente, motivo)
    if inicio := _find_inicio(historia, hoy):
        hasta = None if inicios else max(inscrita.cubre_hasta for inscrita in historia)
        registro = presente.registro_patronal
        return Vigente(inicio=inicio, plantel_id=presente.plantel_id, registro_patronal=registro, hasta=hasta)
    return _deny(presente, Motivo.TERMINADA, vuelve)


def _find_fin(inscrita: Inscrita, hoy: dt.date) -> Motivo | None:
    """Return what takes the cover away from this enrolment, or None."""
    if inscrita.estatus not in CONSERVAN and (inscrita.fecha_baja is None or inscrita.fecha_baja <= hoy):
        return Motivo.BAJA
    if inscrita.otra_cobertura:
        return Motivo.OTRA_COBERTURA
    if inscrita.fecha_renuncia and inscrita.fecha_renuncia <= hoy:
        return Motivo.RENUNCIA
    return None


def _find_inicio(historia: Sequence[Inscrita], hoy: dt.date) -> dt.date | None:
    """Return the first accepted date that no later end took back, and that is not before a gap between two cycles."""
    fines = [fin for inscrita in historia if (fin := _get_fecha_fin(inscrita, hoy))]
    ultimo_fin = max(fines + _list_lapsos(historia, hoy), default=dt.date.min)
    altas = [
        inscrita.fecha_alta_imss
        for inscrita in historia
        if inscrita.fecha_alta_imss and ultimo_fin < inscrita.fecha_alta_imss <= hoy and not _find_fin(inscrita, hoy)
    ]
    return min(altas, default=None)


def _get_fecha_fin(inscrita: Inscrita, hoy: dt.date) -> dt.date | None:
    """Return the day on which this enrolment ended a cover; where nobody noted it, that of the enrolment."""
    fechas = [fecha for fecha in (inscrita.fecha_baja, inscrita.fecha_renuncia) if fecha and fecha <= hoy]
    return max(fechas, default=inscrita.fecha_inscripcion if _find_fin(inscrita, hoy) else None)


def _list_lapsos(historia: Sequence[Inscrita], hoy: dt.date) -> list[dt.date]:
    """Return the days on which a cover ended because no enrolment followed in time."""
    hastas = list(itertools.accumulate((inscrita.cubre_hasta for inscrita in historia), max))
    pares = zip(hastas, historia[1:], strict=False)
    lapsos = [hasta for hasta, siguiente in pares if siguiente.cubre_desde > hasta]
    return [*lapsos, hoy] if hastas[-1] < hoy else lapsos


def _deny(inscrita: Inscrita, motivo: Motivo, consultar_desde: dt.date | None = None) -> NoVigente:
    return NoVigente(
        motivo=motivo, plantel_id=inscrita.plantel_id, semanas=inscrita.semanas, consultar_desde=consultar_desde
    )


def _deny_sin_alta(presente: Inscrita, hoy: dt.date) -> NoVigente:
    """Say how long the campus and the IMSS still have; a date that was accepted already needs no report."""
    if presente.fecha_alta_imss and presente.fecha_alta_imss > hoy:
        return _deny(presente, Motivo.EN_TRAMITE, presente.fecha_alta_imss)
    if hoy < presente.consultar_desde:
        en_tramite = _deny(presente, Motivo.EN_TRAMITE, presente.consultar_desde)
        return replace(en_tramite, por_nss=presente.is_por_nss)
    return _deny(presente, Motivo.SIN_REPORTAR)
