"""The wizard, on the NSS procedure: which step is shown, what a POST does, what tampering does not do."""

import pytest
from django.test import Client

from tests.fabricas import InscripcionFactory
from tests.helpers.tramites.nss_steps import (
    CP,
    DOMICILIO,
    answer,
    answer_until,
    open_nss,
    read,
    state,
    step_url,
    stored,
    submit,
)
from tests.helpers.tramites.student import Respuesta, log_in
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
SLUGS = ("identidad", "codigo-postal", "estado", "domicilio", "revision")


def assert_leads(page: Respuesta, step: str) -> None:
    assert page.status_code == 302
    assert page.url.endswith(f"/paso/{step}/")


@pytest.mark.parametrize("step", ["nada", "done", "0", "IDENTIDAD", "wizard"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_T9_an_unknown_step_is_not_found(client: Client, solicitud: Solicitud, step: str, method: str) -> None:
    answer_until(client, solicitud, "revision")
    assert getattr(client, method)(step_url(solicitud, step)).status_code == 404
    assert state(solicitud) == Estado.CONFIRMADA


@pytest.mark.parametrize("done", range(4))
def test_T9_a_step_that_is_not_reached_leads_to_the_first_undone(
    client: Client, solicitud: Solicitud, done: int
) -> None:
    way = ("identidad", "codigo-postal", "domicilio", "revision")
    answer_until(client, solicitud, way[done])
    before = stored(solicitud)
    for step in SLUGS:
        if step in way[: done + 1]:
            assert client.get(step_url(solicitud, step)).status_code == 200
        else:
            assert_leads(client.get(step_url(solicitud, step)), way[done])
            assert_leads(answer(client, solicitud, step, DOMICILIO | CP | {"estado": "14"}), way[done])
    assert client.get(solicitud.get_absolute_url()).url == step_url(solicitud, way[done])
    assert stored(solicitud) == before
    assert state(solicitud) == Estado.CONFIRMADA


def test_T9_formtools_own_fields_do_nothing(client: Client, solicitud: Solicitud) -> None:
    extra = {"wizard_goto_step": "revision", "nss_wizard-current_step": "revision", "current_step": "revision"}
    assert_leads(answer(client, solicitud, "identidad", extra), "codigo-postal")
    assert_leads(answer(client, solicitud, "codigo-postal", CP | extra), "domicilio")
    answer(client, solicitud, "domicilio", DOMICILIO | extra | {"wizard_goto_step": "identidad"})
    assert stored(solicitud)["pasos"].keys() == {"identidad", "codigo-postal", "domicilio"}
    assert client.get(step_url(solicitud, "identidad") + "?step=revision&wizard_goto_step=revision").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_T9_other_methods_are_refused(client: Client, solicitud: Solicitud, method: str) -> None:
    assert getattr(client, method)(step_url(solicitud, "identidad")).status_code == 405


def test_reading_changes_nothing(client: Client, solicitud: Solicitud, django_assert_num_queries) -> None:
    answer_until(client, solicitud, "revision")
    before = Solicitud.objects.values().get()
    for step in SLUGS:
        client.get(step_url(solicitud, step) + "?reset=1")
        client.head(step_url(solicitud, step))
    assert Solicitud.objects.values().get() == before
    with django_assert_num_queries(6):  # session, Solicitud, the answers checked again (3), the review's own
        client.get(step_url(solicitud, "revision"))


@pytest.mark.parametrize("step", ["identidad", "domicilio", "revision", "estado"])
def test_F16_a_post_after_the_end_leads_to_the_end(client: Client, solicitud: Solicitud, step: str) -> None:
    assert submit(client, solicitud).url == solicitud.get_absolute_url()
    before = Solicitud.objects.values().get()
    page = answer(client, solicitud, step, DOMICILIO | {"calle": "Otra"})
    assert client.get(page.url).url.endswith("/espera/")
    assert client.get(client.get(step_url(solicitud, step)).url).url.endswith("/espera/")
    assert Solicitud.objects.values().get() == before


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONFIRMADA}))
def test_T9_no_step_is_shown_or_taken_in_another_state(client: Client, solicitud: Solicitud, estado: Estado) -> None:
    answer_until(client, solicitud, "revision")
    Solicitud.objects.update(estado=estado)
    before = stored(solicitud)
    for step in SLUGS:
        assert client.get(step_url(solicitud, step)).url == solicitud.get_absolute_url()
        assert answer(client, solicitud, step, DOMICILIO).url == solicitud.get_absolute_url()
    assert (state(solicitud), stored(solicitud)) == (estado, before)


def test_the_total_is_said_once_it_is_known(client: Client, solicitud: Solicitud) -> None:
    def number(step: str) -> tuple[int, int | None]:
        context = client.get(step_url(solicitud, step)).context
        return context["numero"], context["total"]

    assert number("identidad") == (1, None)
    answer(client, solicitud, "identidad")
    assert number("codigo-postal") == (2, None)
    answer(client, solicitud, "codigo-postal", CP)
    assert [number(step) for step in ("identidad", "codigo-postal", "domicilio")] == [(1, 4), (2, 4), (3, 4)]
    assert "Paso 3 de 4" in read(client, solicitud, "domicilio")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    assert number("estado") == (3, 5)


def test_back_leads_to_the_step_before(client: Client, solicitud: Solicitud) -> None:
    assert client.get(step_url(solicitud, "identidad")).context["atras"] is None
    answer_until(client, solicitud, "revision")
    for step, before in (
        ("codigo-postal", "identidad"),
        ("domicilio", "codigo-postal"),
        ("revision", "domicilio"),
    ):
        assert f'href="{step_url(solicitud, before)}"' in read(client, solicitud, step)


def test_T9_another_persons_session_reads_and_writes_nothing(client: Client, solicitud: Solicitud) -> None:
    answer_until(client, solicitud, "revision")
    before = Solicitud.objects.values().get()
    other = InscripcionFactory()
    log_in(client, other.asegurado.titular)
    for step in SLUGS:
        for page in (client.get(step_url(solicitud, step)), answer(client, solicitud, step, DOMICILIO)):
            assert page.status_code == 403
            text = page.content.decode()
            assert "Enviarme otra liga" in text
            assert not [secret for secret in ("Morelos", solicitud.curp, "Citlali") if secret in text]
            assert page["Cache-Control"] == "no-store"
    assert Solicitud.objects.values().get() == before


def test_T9_two_students_in_two_tabs_do_not_mix(client: Client, otro_navegador: Client, solicitud: Solicitud) -> None:
    other = open_nss(InscripcionFactory(asegurado__nombres="Itzel"))
    log_in(otro_navegador, other.titular)
    for step, hers, theirs in (
        ("identidad", {}, {}),
        ("codigo-postal", CP, {"cp": "45100"}),
        ("domicilio", DOMICILIO, DOMICILIO | {"colonia": "Colonia 1", "calle": "Juárez"}),
    ):
        answer(client, solicitud, step, hers)
        answer(otro_navegador, other, step, theirs)
    assert "Morelos 12, Colonia Centro, Guadalajara" in read(client, solicitud, "revision")
    assert "Juárez 12, Colonia Colonia 1, Zapopan" in read(otro_navegador, other, "revision")
    assert "Itzel" not in read(client, solicitud, "revision")


def test_F16_two_tabs_of_one_procedure_are_one_procedure(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    log_in(otro_navegador, solicitud.titular)
    answer_until(client, solicitud, "domicilio")
    answer(otro_navegador, solicitud, "codigo-postal", {"cp": "45100"})
    page = answer(client, solicitud, "domicilio", DOMICILIO)  # still shows the colonias of the first code
    text = page.content.decode()
    assert page.status_code == 200
    assert "Elige una de la lista" in text
    assert 'value="Morelos"' in text
    assert "Colonia 8" in text
    answer(client, solicitud, "domicilio", DOMICILIO | {"colonia": "Colonia 8"})
    assert submit_review(client, solicitud) == submit_review(otro_navegador, solicitud)
    assert solicitud.transiciones.filter(hacia=Estado.POR_PROCESAR).count() == 1


def submit_review(client: Client, solicitud: Solicitud) -> str:
    return str(answer(client, solicitud, "revision").url)


def test_a_page_is_private_and_works_without_scripts(client: Client, solicitud: Solicitud) -> None:
    page = client.get(step_url(solicitud, "identidad"))
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "<script>" not in page.content.decode()
