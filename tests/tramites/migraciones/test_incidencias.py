"""The migrations of incidents, tried on a database that already has incidents."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.helpers.factories import PlantelFactory
from tests.helpers.migrations import migrate_to

CURP = "QUZX000101MASNXMZ2"


def make_aviso(apps: Any, folio: str, correo: str, **valores: Any) -> None:
    """Create an open report («Avisar a mi plantel») with the historical model, and a campus if there is none."""
    plantel = apps.get_model("planteles", "Plantel").objects.first() or PlantelFactory()
    datos = {"causa": "correo", "curp": CURP, "plantel_id": plantel.pk, "responder_antes": "2026-11-25", **valores}
    apps.get_model("tramites", "Incidencia").objects.create(folio=folio, correo=correo, **datos)


def test_T3_existing_reports_survive_the_constraint_of_one_report_for_each_email_address(base: None) -> None:
    old = migrate_to(("tramites", "0007_sin_clinica"))
    make_aviso(old, "RE-1", "ana@example.com")
    make_aviso(old, "RE-2", "ana@example.com", estado="resuelta")
    make_aviso(old, "RE-3", "ana@example.com", causa="no_son_mis_datos")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_aviso(old, "RE-4", "extrano@example.com")
    new = migrate_to(("tramites", "0008_aviso_por_correo"))
    make_aviso(new, "RE-4", "extrano@example.com")
    for again in ({"correo": "ana@example.com"}, {"correo": "otra@example.com", "causa": "no_son_mis_datos"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_aviso(new, "RE-5", **again)
    rows = new.get_model("tramites", "Incidencia").objects.order_by("folio").values_list("folio", "curp")
    assert list(rows) == [(f"RE-{n}", CURP) for n in (1, 2, 3, 4)]
