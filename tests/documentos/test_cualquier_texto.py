"""Test that documents with any text that a wizard accepts can be sealed and printed (docs/reglas.md, «Documents»)."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from documentos.contexts import TIPOS, ClinicaImpresa, Contexto, DomicilioImpreso
from documentos.impresion import print_documento
from documentos.rules import make_printable
from tests.helpers.documentos.cases import ORDINARIOS
from tests.helpers.documentos.factories import EMITIDO, make_row
from tramites.preguntas.forms import TextoField
from tramites.procedimientos.todos import PROCEDIMIENTOS

PARTES = (ClinicaImpresa, DomicilioImpreso)
SEPARADORES = 4  # number of vertical bars at the ends of a cadena, which begins with «||» and ends with «||»
# Difficult texts that have caused errors in documents or file formats of other programs.
HOSTILES = (
    "ISSSTE | IMSS",
    "||1.0|RE-0000-0000||",
    "\u202eodasrever",
    "a\u0000b\u200bc\ufeff",
    "línea\r\notra\u2028línea",
    "👩🏽‍🎓 estudiante",
    "<script>alert(1)</script>",
    "{{ datos }} {% csrf_token %}",
)


def list_text_fields() -> Iterator[tuple[str, str, TextoField]]:
    """Yield «procedure/step», field name and field for each text field of each step."""
    for tipo, procedimiento in PROCEDIMIENTOS.items():
        for step in procedimiento.wizard.pasos:
            for name, field in step.form.base_fields.items():
                if isinstance(field, TextoField):
                    yield f"{tipo}/{step.slug}", name, field


def fill_texts(datos: Contexto, text: str) -> Contexto:
    """Return a copy of `datos` with `text` in each free-text field, also in the fields of clinic and address."""
    changes: dict[str, Any] = {}
    for field in fields(datos):
        value = getattr(datos, field.name)
        if isinstance(value, PARTES):
            changes[field.name] = replace(value, **{part.name: text for part in fields(value)})
        elif isinstance(value, str) and field.name not in ("sexo", "situacion", "movimiento", "curp", "nss"):
            changes[field.name] = text
    return replace(datos, **changes)


def test_list_text_fields_finds_text_fields_in_nss_alta_cambio_and_renuncia() -> None:
    asked = {procedure_and_step.partition("/")[0] for procedure_and_step, _, _ in list_text_fields()}
    assert asked >= {"nss", "alta", "cambio", "renuncia"}


@given(st.text(max_size=60) | st.sampled_from(HOSTILES))
def test_any_text_that_a_form_accepts_can_be_sealed_in_every_document(text: str) -> None:
    for _, _, field in list_text_fields():
        try:
            accepted = field.clean(text)
        except ValidationError:
            continue
        for datos in ORDINARIOS.values():
            cadena = fill_texts(datos, accepted).make_cadena(folio="RE-7K3M-92QX", emitido=EMITIDO)
            assert cadena.count("|") == SEPARADORES + 4 + len(datos.cadena)


@given(st.text(max_size=60) | st.sampled_from(HOSTILES))
def test_any_text_of_a_roster_can_be_sealed_and_stored_in_every_document(text: str) -> None:
    """Names and student codes come from a roster, so no form has cleaned these texts."""
    for datos in ORDINARIOS.values():
        sealed = fill_texts(datos, text)
        cadena = sealed.make_cadena(folio="RE-7K3M-92QX", emitido=EMITIDO)
        assert f"|{sealed.nombres}|" in cadena
        assert TIPOS[datos.tipo].from_json(sealed.to_json()) == sealed


@given(st.text())
def test_applying_make_printable_twice_gives_the_same_text_as_applying_make_printable_once(text: str) -> None:
    assert make_printable(make_printable(text)) == make_printable(text)


@pytest.mark.pdf
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(HOSTILES) | st.text(max_size=20))
def test_any_text_that_a_form_accepts_can_be_printed_in_a_pdf(text: str) -> None:
    accepted = TextoField(required=False).clean(text)
    assume(accepted)
    for tipo in ("acuse_clinica", "renuncia"):
        assert print_documento(make_row(fill_texts(ORDINARIOS[tipo], accepted))).startswith(b"%PDF")
