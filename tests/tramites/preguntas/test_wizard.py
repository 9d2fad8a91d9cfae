"""Tests of BaseWizard with the steps of the NSS procedure.

The wizard shows steps, stores answers, and refuses forged requests.
"""

import pytest
from django.test import Client

from tests.helpers.factories import InscripcionFactory
from tests.helpers.tramites.nss_steps import (
    CP,
    DOMICILIO,
    answer,
    answer_until,
    open_nss,
    read,
    state,
    step_url,
    stored_answers,
    submit,
)
from tests.helpers.tramites.student import Respuesta, log_in
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
SLUGS = ("identidad", "codigo-postal", "estado", "domicilio", "revision")


def assert_redirects_to_step(page: Respuesta, step: str) -> None:
    assert page.status_code == 302
    assert page.url.endswith(f"/paso/{step}/")


@pytest.mark.parametrize("step", ["nada", "done", "0", "IDENTIDAD", "wizard"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_T9_the_url_of_an_unknown_step_returns_404(
    client: Client, solicitud: Solicitud, step: str, method: str
) -> None:
    answer_until(client, solicitud, "revision")
    assert getattr(client, method)(step_url(solicitud, step)).status_code == 404
    assert state(solicitud) == Estado.CONFIRMADA


@pytest.mark.parametrize("done", range(4))
def test_T9_a_student_cannot_reach_a_step_before_all_earlier_steps_are_done(
    client: Client, solicitud: Solicitud, done: int
) -> None:
    in_order = ("identidad", "codigo-postal", "domicilio", "revision")
    answer_until(client, solicitud, in_order[done])
    before = stored_answers(solicitud)
    for step in SLUGS:
        if step in in_order[: done + 1]:
            assert client.get(step_url(solicitud, step)).status_code == 200
        else:
            assert_redirects_to_step(client.get(step_url(solicitud, step)), in_order[done])
            assert_redirects_to_step(answer(client, solicitud, step, DOMICILIO | CP | {"estado": "14"}), in_order[done])
    assert client.get(solicitud.get_absolute_url()).url == step_url(solicitud, in_order[done])
    assert stored_answers(solicitud) == before
    assert state(solicitud) == Estado.CONFIRMADA


def test_T9_posted_step_names_are_ignored_because_the_url_decides_the_step(
    client: Client, solicitud: Solicitud
) -> None:
    extra = {"wizard_goto_step": "revision", "nss_wizard-current_step": "revision", "current_step": "revision"}
    assert_redirects_to_step(answer(client, solicitud, "identidad", extra), "codigo-postal")
    assert_redirects_to_step(answer(client, solicitud, "codigo-postal", CP | extra), "domicilio")
    answer(client, solicitud, "domicilio", DOMICILIO | extra | {"wizard_goto_step": "identidad"})
    assert stored_answers(solicitud)["pasos"].keys() == {"identidad", "codigo-postal", "domicilio"}
    assert client.get(step_url(solicitud, "identidad") + "?step=revision&wizard_goto_step=revision").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_T9_http_methods_that_the_wizard_does_not_support_return_405(
    client: Client, solicitud: Solicitud, method: str
) -> None:
    assert getattr(client, method)(step_url(solicitud, "identidad")).status_code == 405


def test_get_and_head_requests_to_a_step_do_not_change_the_solicitud(
    client: Client, solicitud: Solicitud, django_assert_num_queries
) -> None:
    answer_until(client, solicitud, "revision")
    before = Solicitud.objects.values().get()
    for step in SLUGS:
        client.get(step_url(solicitud, step) + "?reset=1")
        client.head(step_url(solicitud, step))
    assert Solicitud.objects.values().get() == before
    # One query for the session, one for the Solicitud, three to check the answers again, one for the review step.
    with django_assert_num_queries(7):
        client.get(step_url(solicitud, "revision"))


@pytest.mark.parametrize("step", ["identidad", "domicilio", "revision", "estado"])
def test_F16_a_post_to_a_step_of_a_submitted_solicitud_redirects_to_the_waiting_page(
    client: Client, solicitud: Solicitud, step: str
) -> None:
    assert submit(client, solicitud).url == solicitud.get_absolute_url()
    before = Solicitud.objects.values().get()
    page = answer(client, solicitud, step, DOMICILIO | {"calle": "Otra"})
    assert client.get(page.url).url.endswith("/espera/")
    assert client.get(client.get(step_url(solicitud, step)).url).url.endswith("/espera/")
    assert Solicitud.objects.values().get() == before


@pytest.mark.parametrize("estado", sorted(set(Estado) - {Estado.CONFIRMADA}))
def test_T9_no_step_can_be_read_or_answered_unless_the_solicitud_is_confirmada(
    client: Client, solicitud: Solicitud, estado: Estado
) -> None:
    answer_until(client, solicitud, "revision")
    Solicitud.objects.update(estado=estado)
    before = stored_answers(solicitud)
    for step in SLUGS:
        assert client.get(step_url(solicitud, step)).url == solicitud.get_absolute_url()
        assert answer(client, solicitud, step, DOMICILIO).url == solicitud.get_absolute_url()
    assert (state(solicitud), stored_answers(solicitud)) == (estado, before)


def test_the_total_number_of_steps_is_shown_only_after_the_postal_code_is_answered(
    client: Client, solicitud: Solicitud
) -> None:
    def read_number_and_total(step: str) -> tuple[int, int | None]:
        context = client.get(step_url(solicitud, step)).context
        return context["numero"], context["total"]

    assert read_number_and_total("identidad") == (1, None)
    answer(client, solicitud, "identidad")
    assert read_number_and_total("codigo-postal") == (2, None)
    answer(client, solicitud, "codigo-postal", CP)
    assert [read_number_and_total(step) for step in ("identidad", "codigo-postal", "domicilio")] == [
        (1, 4),
        (2, 4),
        (3, 4),
    ]
    assert "Paso 3 de 4" in read(client, solicitud, "domicilio")
    answer(client, solicitud, "codigo-postal", {"cp": "45545", "conservar": "on"})
    assert read_number_and_total("estado") == (3, 5)


def test_the_back_link_of_a_step_leads_to_the_previous_step(client: Client, solicitud: Solicitud) -> None:
    assert client.get(step_url(solicitud, "identidad")).context["atras"] is None
    answer_until(client, solicitud, "revision")
    for step, before in (
        ("codigo-postal", "identidad"),
        ("domicilio", "codigo-postal"),
        ("revision", "domicilio"),
    ):
        assert f'href="{step_url(solicitud, before)}"' in read(client, solicitud, step)


def test_T9_a_student_cannot_read_or_answer_the_steps_of_another_student(client: Client, solicitud: Solicitud) -> None:
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


def test_T9_answers_of_two_students_in_two_browsers_do_not_mix(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    other = open_nss(InscripcionFactory(asegurado__nombres="Itzel"))
    log_in(otro_navegador, other.titular)
    for step, first_answer, second_answer in (
        ("identidad", {}, {}),
        ("codigo-postal", CP, {"cp": "45100"}),
        ("domicilio", DOMICILIO, DOMICILIO | {"colonia": "Colonia 1", "calle": "Juárez"}),
    ):
        answer(client, solicitud, step, first_answer)
        answer(otro_navegador, other, step, second_answer)
    assert "Morelos 12, Colonia Centro, Guadalajara" in read(client, solicitud, "revision")
    assert "Juárez 12, Colonia Colonia 1, Zapopan" in read(otro_navegador, other, "revision")
    assert "Itzel" not in read(client, solicitud, "revision")


def test_F16_a_student_can_use_two_browsers_but_submits_the_solicitud_only_once(
    client: Client, otro_navegador: Client, solicitud: Solicitud
) -> None:
    log_in(otro_navegador, solicitud.titular)
    answer_until(client, solicitud, "domicilio")
    answer(otro_navegador, solicitud, "codigo-postal", {"cp": "45100"})
    # `client` still shows the colonias of 44100, but the other browser has changed the postal code to 45100.
    page = answer(client, solicitud, "domicilio", DOMICILIO)
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


def test_the_page_of_a_wizard_step_is_not_cached_and_has_no_inline_script(client: Client, solicitud: Solicitud) -> None:
    page = client.get(step_url(solicitud, "identidad"))
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "<script>" not in page.content.decode()
