"""The change of clinic whole: the present clinic on every step, both side by side, and what stands in its way."""

import datetime as dt

import pytest
from django.test import Client

from documentos.models import Documento
from padron.asegurados.models import Adscripcion, Inscripcion
from padron.asegurados.selectors import get_adscripcion
from padron.asegurados.services import cambiar_clinica
from padron.catalogos.models import Clinica, Consultorio
from tests.fabricas import FallaDatoFactory
from tests.helpers.tramites.clinics import (
    PASOS,
    answer_until_clinica,
    begin_tramite,
    choose,
    give_clinica,
    make_vigente,
    ocupados,
    submit,
)
from tests.helpers.tramites.nss_steps import answer, read, state
from tests.helpers.tramites.student import mails_to, run_outbox, url
from tramites.camino.handlers import procesar
from tramites.solicitud.estados import Estado
from tramites.solicitud.models import Solicitud

pytestmark = pytest.mark.django_db
ACTUAL = "<strong>Tu clínica actual:</strong> UMF 1, turno matutino"


def page_of(client: Client, solicitud: Solicitud) -> str:
    """The page where the Solicitud stands."""
    return str(client.get(solicitud.get_absolute_url(), follow=True).content.decode())


def with_alta(client: Client, inscripcion: Inscripcion, clinica: Clinica) -> Documento:
    """Registered by the portal itself; her carnet."""
    submit(client, begin_tramite(client, "alta", inscripcion), clinica)
    run_outbox()
    return Documento.objects.get(tipo="carnet")


@pytest.mark.pdf
def test_from_the_first_question_to_the_new_carnet(client: Client, clinicas: list[Clinica]) -> None:
    """With real PDFs: the only test of the change that renders them."""
    inscripcion = make_vigente()
    former = with_alta(client, inscripcion, clinicas[0])
    solicitud = begin_tramite(client, "cambio", inscripcion)
    submit(client, solicitud, clinicas[1], "vespertino")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (ocupados(clinicas[0]), ocupados(clinicas[1], "vespertino")) == (0, 1)
    comprobante, carnet = Documento.objects.filter(clave__startswith=str(solicitud.pk)).order_by("secuencia")
    assert [comprobante.tipo, carnet.tipo] == ["cambio_clinica", "carnet"]
    datos = comprobante.contexto
    assert (datos.anterior.unidad, datos.nueva.unidad) == ("UMF 1", "UMF 2")
    assert datos.motivo == "Más cerca de mi escuela o trabajo"
    assert datos.contacto.celular == "3312345678"
    former.refresh_from_db()
    assert (former.estado, former.sustituto) == (Documento.Estado.SUSTITUIDO, carnet)
    assert len(mails_to(solicitud.correo)[-1].attachments) == 2
    text = page_of(client, solicitud)
    assert "Listo: cambiaste de clínica" in text
    assert "Antes: UMF 1, turno matutino" in text
    assert client.get(comprobante.get_absolute_url()).content.startswith(b"%PDF")


def test_the_present_clinic_is_on_every_step(client: Client, solicitud: Solicitud, clinicas: list[Clinica]) -> None:
    for step in ("iniciar", "codigo-postal", "domicilio"):
        text = read_until(client, solicitud, step)
        assert text.index("</h1>") < text.index(ACTUAL), step
    answer_until_clinica(client, solicitud)
    assert ACTUAL in read(client, solicitud, "clinica")
    choose(client, solicitud, clinicas[1])
    assert ACTUAL not in read(client, solicitud, "revision")  # there it stands beside the new one


def read_until(client: Client, solicitud: Solicitud, until: str) -> str:
    for step, datos in PASOS[solicitud.tipo]:
        if step == until:
            break
        answer(client, solicitud, step, datos)
    return read(client, solicitud, until)


def test_the_review_shows_both_side_by_side(client: Client, solicitud: Solicitud, clinicas: list[Clinica]) -> None:
    answer_until_clinica(client, solicitud)
    choose(client, solicitud, clinicas[1], "vespertino")
    text = read(client, solicitud, "revision")
    before, after = text.index("UMF 1 (inventada)"), text.index("UMF 2 (inventada)")
    assert before < after
    assert "<h1>Revisa tu cambio</h1>" in text
    assert "Cambiarme a la UMF 2" in text
    assert "Más cerca de mi escuela o trabajo" in text


def test_nothing_changed_says_so_and_issues_nothing(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    answer_until_clinica(client, solicitud)
    text = read(client, solicitud, "clinica")
    assert '<span class="opcion__nota">Tu turno actual</span>' in text
    assert '<span class="solo-lector">Matutino: tu turno actual.</span></legend>' in text
    page = choose(client, solicitud, clinicas[0])
    assert page.status_code == 200
    assert "no hay nada que cambiar" in page.content.decode()
    run_outbox()
    assert not Documento.objects.exists()


def test_another_shift_of_the_same_clinic_is_a_change(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[0], "vespertino")
    run_outbox()
    assert (ocupados(clinicas[0]), ocupados(clinicas[0], "vespertino")) == (0, 1)


def test_a_reason_is_needed(client: Client, solicitud: Solicitud) -> None:
    assert "Elige por qué quieres cambiar de clínica" in answer(client, solicitud, "iniciar").content.decode()
    page = answer(client, solicitud, "iniciar", {"motivo": "porque sí"})
    assert "Elige por qué quieres cambiar de clínica" in page.content.decode()


def test_who_has_no_clinic_is_led_to_the_alta(client: Client, clinicas: list[Clinica]) -> None:
    solicitud = begin_tramite(client, "cambio", make_vigente())
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)
    assert 'action="/tramites/alta/continuar/"' in page_of(client, solicitud)


def test_a_recent_change_says_from_when_on_another_is_possible(
    client: Client, inscripcion: Inscripcion, clinicas: list[Clinica]
) -> None:
    hoy = dt.date.today()  # noqa: DTZ011
    inscripcion.plantel.meses_entre_cambios = 6
    inscripcion.plantel.save()
    cambiar_clinica(asegurado=inscripcion.asegurado, clinica=clinicas[1], turno="matutino", motivo="otro", hoy=hoy)
    solicitud = begin_tramite(client, "cambio", inscripcion)
    text = page_of(client, solicitud)
    assert "Todavía no puedes cambiar de clínica" in text
    assert f"{hoy.year + (hoy.month > 6)}" in text


def test_without_cover_the_reason_is_told(client: Client, inscripcion: Inscripcion) -> None:
    Inscripcion.objects.filter(pk=inscripcion.pk).update(estatus="egresado")
    solicitud = begin_tramite(client, "cambio", inscripcion)
    assert client.get(solicitud.get_absolute_url()).url == url("impedimento", solicitud)


def test_doubtful_data_go_to_the_campus(client: Client, inscripcion: Inscripcion) -> None:
    FallaDatoFactory(asegurado=inscripcion.asegurado)
    assert state(begin_tramite(client, "cambio", inscripcion)) == Estado.CON_INCIDENCIA


def test_the_former_place_stays_where_the_new_one_was_taken_by_another(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    Consultorio.objects.filter(turno__clinica=clinicas[1], turno__nombre="matutino").update(cupo=1, ocupados=1)
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert (ocupados(clinicas[0]), ocupados(clinicas[1])) == (1, 1)
    adscripcion = get_adscripcion(solicitud.get_asegurado())
    assert adscripcion is not None
    assert adscripcion.clinica == clinicas[0]
    assert "Ese turno se llenó mientras terminabas." in page_of(client, solicitud)
    choose(client, solicitud, clinicas[2])
    answer(client, solicitud, "revision")
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (ocupados(clinicas[0]), ocupados(clinicas[2])) == (0, 1)


def test_a_change_made_elsewhere_meanwhile_issues_nothing(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    cambiar_clinica(
        asegurado=solicitud.get_asegurado(),
        clinica=clinicas[1],
        turno="matutino",
        motivo="otro",
        hoy=dt.date(2026, 11, 1),
    )
    run_outbox()
    assert state(solicitud) == Estado.CONFIRMADA
    assert not Documento.objects.exists()
    assert "no hay nada que cambiar" in page_of(client, solicitud)


def test_F17_the_same_work_twenty_times_is_one_change(
    client: Client, solicitud: Solicitud, clinicas: list[Clinica]
) -> None:
    submit(client, solicitud, clinicas[1])
    for _ in range(20):
        procesar({"solicitud": str(solicitud.pk)}, None)
    run_outbox()
    assert state(solicitud) == Estado.CONCLUIDA
    assert (ocupados(clinicas[0]), ocupados(clinicas[1])) == (0, 1)
    assert Adscripcion.objects.count() == 2
    assert Documento.objects.count() == 2


def test_a_second_change_is_a_run_of_its_own(client: Client, solicitud: Solicitud, clinicas: list[Clinica]) -> None:
    submit(client, solicitud, clinicas[1])
    run_outbox()
    first = Documento.objects.get(tipo="carnet")
    client.post("/tramites/cambio/continuar/")
    otra = Solicitud.objects.filter(tipo="cambio").latest("creada")
    submit(client, otra, clinicas[2])
    run_outbox()
    first.refresh_from_db()
    assert first.estado == Documento.Estado.SUSTITUIDO
    assert "Antes: UMF 2" in page_of(client, otra)
    assert "Antes: UMF 1" in page_of(client, solicitud)


def test_who_was_given_a_clinic_at_the_window_gets_a_first_carnet(client: Client, clinicas: list[Clinica]) -> None:
    inscripcion = make_vigente()
    give_clinica(inscripcion.asegurado, clinicas[3], "vespertino")
    submit(client, begin_tramite(client, "cambio", inscripcion), clinicas[0])
    run_outbox()
    assert Documento.objects.get(tipo="carnet").estado == Documento.Estado.VALIDO
