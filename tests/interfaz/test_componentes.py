"""Fourteen components, each one partial and one style sheet of the same name, and what their inputs change."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.forms import ChoiceField, Form, RadioSelect
from django.template.loader import render_to_string
from django.utils import timezone

from imss_portal.estilo.formularios import make_clinica
from imss_portal.estilo.muestras import COMPONENTES

ROOT = Path(__file__).resolve().parents[2]
NOMBRES = [slug for slug, _, _ in COMPONENTES]


def draw(name: str, **contexto: object) -> str:
    return render_to_string(f"componentes/{name}.html", contexto)


def test_fourteen_each_one_partial_and_one_style_sheet() -> None:
    assert len(NOMBRES) == 14
    assert {path.stem for path in (ROOT / "static/css/componentes").glob("*.css")} == set(NOMBRES)
    assert {path.stem for path in (ROOT / "templates/componentes").glob("*.html")} >= set(NOMBRES)


@pytest.mark.parametrize("path", sorted((ROOT / "static/css").glob("**/*.css")), ids=lambda path: path.name)
def test_colours_have_their_name_in_one_place(path: Path) -> None:
    """Only the tokens, paper and the grounds that never change name a colour."""
    if path.name in {"tokens.css", "portal.css", "estilo.css"}:
        return
    colours = set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()))
    assert colours <= {"#fff", "#000"}


class TestBoton:
    def test_with_an_address_it_is_a_link_and_without_one_it_sends(self) -> None:
        assert draw("boton", texto="Ir", url="/x/").strip() == '<a class="boton" href="/x/">Ir</a>'
        assert (
            draw("boton", texto="Ir", tipo="secundario").strip()
            == '<button class="boton boton--secundario">Ir</button>'
        )

    def test_what_a_form_gets_of_it(self) -> None:
        html = draw("boton", texto="Sí", nombre="a", valor='"<b>', accion="/y/", deshabilitado=True, detalle="de hoy")
        assert 'name="a" value="&quot;&lt;b&gt;" formaction="/y/" disabled' in html
        assert '<span class="solo-lector"> de hoy</span>' in html


class TestOpcion:
    def test_a_plain_choice_is_its_words(self) -> None:
        class Plain(Form):
            turno = ChoiceField(choices=[("m", "Matutino")], widget=RadioSelect)

        html = str(Plain())
        assert re.search(
            r'<label class="opcion" for="id_turno_0"><input type="radio"[^>]*>\s*<span>Matutino</span></label>', html
        )

    def test_a_choice_with_more_to_say_and_one_that_cannot_be_chosen(self) -> None:
        cards = re.findall(r'<label class="opcion".*?</label>', str(make_clinica("x")["clinica"]), re.DOTALL)
        assert [("disabled" in card, "Sin lugares por ahora" in card) for card in cards] == [
            (False, False),
            (False, False),
            (True, True),
        ]
        assert '<span class="opcion__linea">Calzada Ejemplo 120, Centro</span>' in cards[0]


class TestRuta:
    def test_each_state_has_its_word_and_numbers_are_counted(self) -> None:
        pasos = [
            {"titulo": "A", "estado": "hecho"},
            {"titulo": "B", "estado": "actual"},
            {"titulo": "C", "estado": "pendiente"},
        ]
        html = draw("ruta", pasos=pasos, nivel=3)
        assert re.findall(r'class="ruta__estado">(.+?)<', html) == ["Hecho", "En curso", "Pendiente"]
        assert re.findall(r"Paso (\d): </span>(\w)</h3>", html) == [("1", "A"), ("2", "B"), ("3", "C")]
        assert html.count('aria-current="step"') == 1


class TestProgreso:
    @pytest.mark.parametrize(
        ("etapa", "marcas"), [(0, ["En curso", "Falta"]), (1, ["Hecho", "En curso"]), (2, ["Hecho", "Hecho"])]
    )
    def test_each_stage_says_its_state(self, etapa: int, marcas: list[str]) -> None:
        html = draw("progreso", etapas=["A", "B"], etapa=etapa, total=2, texto="A…")
        assert re.findall(r"data-marca>(.+?)<", html) == marcas
        assert html.count('aria-current="step"') == (etapa < 2)

    def test_the_script_says_the_same_words(self) -> None:
        script = (ROOT / "static/js/espera.js").read_text()
        assert all(f'"{marca}"' in script for marca in ("Hecho", "En curso", "Falta"))


class TestTablaDocumentos:
    def test_a_row_says_what_it_is_and_what_can_be_done(self) -> None:
        documento = SimpleNamespace(
            titulo="Carnet",
            folio="RE-1",
            fecha=timezone.now(),
            url="/d/",
            tamano=24_576,
            enviar_url="/e/",
            estado="sustituido",
        )
        html = draw("tabla_documentos", documentos=[documento])
        assert '<a href="/d/">Carnet</a> <span class="documentos__rotulo">(PDF, 24 KB)</span> (sustituido)' in html
        assert not re.search(r"<button|boton", html), "a line has no button of its own"
        html = draw("tabla_documentos", documentos=[documento], uno_por_uno=True)
        assert 'Enviar por correo<span class="solo-lector">: Carnet</span>' in html

    def test_all_documents_are_downloaded_or_sent_with_one_button(self) -> None:
        rows = [
            SimpleNamespace(titulo=titulo, folio="F", fecha=timezone.now(), url=f"/{titulo}/", tamano=1024)
            for titulo in "ABCD"
        ]
        html = draw("tabla_documentos", documentos=rows, todo_url="/todo/", todo_enviar_url="/enviar/")
        assert html.count("boton") == 3  # one link, one button with two classes
        assert '<a class="boton" href="/todo/">Descargar todo (PDF)</a>' in html
        assert "Enviar todo a mi correo" in html
        html = draw("tabla_documentos", documentos=rows[:1], todo_url="/todo/", todo_enviar_url="/enviar/")
        assert '<a class="boton" href="/A/?descargar=1">Descargar (PDF)</a>' in html
        assert "Enviar a mi correo" in html

    def test_without_an_address_it_is_not_sent_and_without_rows_it_says_so(self) -> None:
        documento = SimpleNamespace(titulo="A", folio="F", fecha=timezone.now(), url="/d/", tamano=1024)
        assert "Enviar por correo" not in draw("tabla_documentos", documentos=[documento])
        assert draw("tabla_documentos").strip() == "<p>Todavía no hay documentos.</p>"


def test_the_header_leads_to_the_expediente_where_there_is_one() -> None:
    assert "Mi expediente" in draw("encabezado", expediente="/x/")
    assert "Mi expediente" not in draw("encabezado")


def test_a_notice_may_carry_a_link() -> None:
    html = draw("aviso", tipo="info", texto="Hola.", enlace_url="/x/", enlace="Ver más")
    assert '<p><a href="/x/">Ver más</a></p>' in html
    assert "<a" not in draw("aviso", tipo="info", texto="Hola.")


def test_the_number_in_its_groups() -> None:
    html = draw("nss", nss="92050512347")
    seen, _, heard = html.partition('<span class="solo-lector')
    assert re.sub(r"<[^>]+>", "", seen).strip() == "92 05 05 1234 7"
    assert ">9 2, 0 5, 0 5, 1 2 3 4, 7</span>" in heard
    assert '<span class="nss__numero" aria-hidden="true">' in html


def test_the_number_within_a_line_is_no_paragraph() -> None:
    html = draw("nss", nss="92050512347", linea=True)
    assert "<p" not in html
    assert "9 2, 0 5, 0 5, 1 2 3 4, 7" in html


def test_a_notice_of_what_was_just_done_takes_the_focus_and_brings_the_script() -> None:
    html = draw("aviso", tipo="exito", texto="Listo.", estado=True)
    assert '<div class="aviso aviso--exito" role="status" tabindex="-1" data-foco>' in html
    assert html.count("js/errores.js") == 1
    assert "script" not in draw("aviso", tipo="exito", texto="Listo.")


def test_the_documents_stand_among_the_headings() -> None:
    documento = SimpleNamespace(titulo="A", folio="F", fecha=timezone.now(), url="/d/", tamano=1024)
    assert "<caption><h2>Tus documentos</h2></caption>" in draw("tabla_documentos", documentos=[documento])
