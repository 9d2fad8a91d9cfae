"""When a student may change clinic. Source: docs/reglas.md, «Vigencia»."""

import calendar
import datetime as dt


def add_meses(fecha: dt.date, meses: int) -> dt.date:
    """Return the same day so many months later, or the last of the month where it has no such day."""
    anios, mes = divmod(fecha.month - 1 + meses, 12)
    anio = fecha.year + anios
    return dt.date(anio, mes + 1, min(fecha.day, calendar.monthrange(anio, mes + 1)[1]))


def get_fecha_de_cambio(*, ultimo_cambio: dt.date | None, meses: int | None) -> dt.date | None:
    """Return the first day on which another change is possible; None: any day. The first clinic is no change."""
    if ultimo_cambio is None or not meses:
        return None
    return add_meses(ultimo_cambio, meses)
