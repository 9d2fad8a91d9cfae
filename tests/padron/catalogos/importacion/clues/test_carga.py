import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from padron.catalogos.importacion import ArchivoIlegible, ResumenClinicas
from padron.catalogos.importacion.clues import unidades
from padron.catalogos.models import CentroCP, CentroMunicipio, Clinica, Consultorio, FuenteCatalogo, Turno
from plataforma.seguridad.models import Auditoria
from tests.helpers.factories import MunicipioFactory
from tests.helpers.padron.clues_books import CLAVE, get, list_turnos, load, make_fila, make_horario

pytestmark = pytest.mark.django_db
FIN_DE_SEMANA = ("SI", "NO", "NO", "NO", "NO", "NO", "SI")


def count(resumen: ResumenClinicas) -> dict[str, int]:
    return {name: number for name, number in resumen.as_dict().items() if number}


def dump() -> list[list[Any]]:
    """All that is stored, keys and all."""
    models = (Clinica, Turno, Consultorio, CentroCP, CentroMunicipio)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


def test_a_register_becomes_clinics(tmp_path: Path) -> None:
    municipio = MunicipioFactory()
    horario = make_horario(
        CLAVE, "08:00", "20:00", ("NO", "SI", "SI", "SI", "SI", "SI", "NO"), *FIN_DE_SEMANA, "08:00", "14:00"
    )
    resumen = load(tmp_path, make_fila(), make_fila("JCIMS000029", CLAVE_DE_TIPOLOGIA="UMR"), horarios=[horario])
    assert count(resumen) == {"filas": 2, "nuevas": 1, "otras_unidades": 1, "centros_cp": 1, "centros_municipio": 1}
    clinica = get()
    assert (clinica.numero, clinica.nombre, clinica.nombre_corto) == (777, "UMF 777 del Ensayo", "UMF 777")
    assert clinica.domicilio == "Calle Inventada 12, Centro, 44100 Guadalajara, Jalisco"
    assert clinica.municipio == municipio
    assert (clinica.estado, clinica.ooad, clinica.telefono) == ("14", "Jalisco", "33 5555 0177")
    assert (clinica.latitud, clinica.longitud) == (20.67, -103.34)
    assert clinica.horario == "lunes a viernes de 8:00 a 20:00; sábado y domingo de 8:00 a 14:00"
    assert (clinica.en_operacion, clinica.ficticia) == (True, False)
    assert list_turnos() == [("matutino", "08:00", "14:00", 1), ("vespertino", "14:00", "20:00", 1)]
    assert set(Consultorio.objects.values_list("numero", "cupo", "ocupados")) == {(1, None, 0)}


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    MunicipioFactory()
    filas = [make_fila(f"JCIMS{n:06}", LATITUD=f"{20 + n / 10}") for n in range(7)]
    load(tmp_path, *filas, horarios=[make_horario(fila["CLUES"], "8:00", "15:30") for fila in filas])
    before = dump()
    again = load(tmp_path, *filas, horarios=[make_horario(fila["CLUES"], "8:00", "15:30") for fila in filas])
    assert count(again) == {"filas": 7, "sin_cambio": 7, "centros_cp": 1, "centros_municipio": 1}
    assert dump() == before


class TestFiltro:
    @pytest.mark.parametrize("tipologia", ["UMF", "UMFH", "UMF/UMAA", "HGZMF", "HGSMF"])
    @pytest.mark.parametrize("columna", ["CLAVE DE LA INS ADM", "CLAVE DE LA INSTITUCION"])
    def test_a_family_clinic_in_either_months_file(self, columna: str, tipologia: str, tmp_path: Path) -> None:
        fila = make_fila(CLAVE_DE_TIPOLOGIA=tipologia)
        institucion = fila.pop("CLAVE DE LA INS ADM")
        load(tmp_path, fila | {columna: institucion if columna.endswith("ADM") else "IMS"})
        assert get().tipologia == tipologia

    @pytest.mark.parametrize(
        "other",
        [
            {"CLAVE_DE_LA_INS_ADM": "ISSSTE"},
            {"CLAVE_DE_TIPOLOGIA": "HR"},
            {"ESTATUS_DE_OPERACION": "FUERA DE OPERACION"},
            {"ESTATUS_DE_OPERACION": ""},
        ],
    )
    def test_others_are_none(self, other: dict[str, str], tmp_path: Path) -> None:
        assert load(tmp_path, make_fila(**other)).nuevas == 0
        assert not Clinica.objects.exists()

    def test_columns_may_stand_anywhere_and_be_written_with_accents(self, tmp_path: Path) -> None:
        fila = make_fila()
        moved = {name.replace("OPERACION", "Operación"): fila[name] for name in reversed(fila)}
        assert load(tmp_path, {"NOTA": "x", **moved}).nuevas == 1

    def test_numbers_of_a_spreadsheet_are_read(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(CODIGO_POSTAL=1000, LATITUD=19.3, LONGITUD=-99.2, NUMERO_EXTERIOR=7.0))
        assert (get().cp, get().latitud, get().direccion) == ("01000", 19.3, "Calle Inventada 7")


class TestFaltantes:
    def test_the_missing_columns_are_named(self, tmp_path: Path) -> None:
        fila = make_fila()
        del fila["CLAVE DE LA INS ADM"], fila["LATITUD"]
        expected = r"le falta: CLAVE DE LA INS ADM \(o CLAVE DE LA INSTITUCION\), LATITUD\. No se cambió nada\."
        with pytest.raises(ArchivoIlegible, match=expected):
            load(tmp_path, fila)

    def test_a_book_without_the_register(self, tmp_path: Path) -> None:
        with pytest.raises(ArchivoIlegible, match="Ninguna hoja empieza con el encabezado"):
            load(tmp_path, {"algo": 1})

    def test_a_register_without_rows(self, tmp_path: Path) -> None:
        vacia = dict.fromkeys(make_fila())
        with pytest.raises(ArchivoIlegible, match="no tiene ninguna fila"):
            load(tmp_path, vacia)

    def test_what_is_unknown_is_empty(self, tmp_path: Path) -> None:
        resumen = load(
            tmp_path,
            make_fila(CODIGO_POSTAL="99999", TELEFONO_1_DEL_ESTABLECIMIENTO="0000000000", LATITUD="0", LONGITUD="0"),
        )
        clinica = get()
        assert (clinica.cp, clinica.telefono, clinica.latitud, clinica.longitud) == ("", "", None, None)
        assert resumen.notas == [
            f"Fila 2: {CLAVE}: sin coordenadas en México; no se dirá su distancia.",
            f"Fila 2: {CLAVE}: sin código postal.",
        ]
        assert not CentroCP.objects.exists()

    def test_what_is_unknown_does_not_erase_what_staff_wrote(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(LATITUD="", TELEFONO_1_DEL_ESTABLECIMIENTO=""), horarios=None)
        Clinica.objects.update(latitud=20.5, longitud=-103.5, telefono="33 5555 0001", horario="sábado de 8:00 a 9:00")
        resumen = load(tmp_path, make_fila(LATITUD="", TELEFONO_1_DEL_ESTABLECIMIENTO=""), horarios=None)
        assert resumen.sin_cambio == 1
        assert (get().latitud, get().telefono, get().horario) == (20.5, "33 5555 0001", "sábado de 8:00 a 9:00")


class TestRechazos:
    @pytest.mark.parametrize(
        ("other", "motivo"),
        [
            ({"ENTIDAD": "TEXAS"}, "no hay un estado «TEXAS»"),
            ({"NOMBRE_DE_LA_UNIDAD": ""}, "falta el nombre de la unidad o el de su municipio"),
            ({"MUNICIPIO": "  "}, "falta el nombre de la unidad o el de su municipio"),
            ({"CLUES": "JC"}, "la CLUES debe tener 11 letras y números y dice «JC»"),
            ({"CLUES": "JCIMS0000<>"}, "la CLUES debe tener 11 letras y números y dice «JCIMS0000<>»"),
            ({"NOMBRE_DE_LA_UNIDAD": "U" * 161}, f"«U{'u' * 29}…» pasa de 160 letras"),
        ],
    )
    def test_a_row_that_cannot_be_a_clinic(self, other: dict[str, str], motivo: str, tmp_path: Path) -> None:
        resumen = load(
            tmp_path, make_fila("JCIMS000029"), make_fila() | {k.replace("_", " "): v for k, v in other.items()}
        )
        assert (resumen.nuevas, resumen.rechazadas) == (1, 1)
        assert resumen.notas == [f"Fila 3: rechazada: {motivo}."]

    def test_a_key_that_comes_twice(self, tmp_path: Path) -> None:
        cerrada = make_fila("JCIMS000029", ESTATUS_DE_OPERACION="FUERA DE OPERACION")
        resumen = load(tmp_path, make_fila(), make_fila(), cerrada, make_fila("JCIMS000029"))
        assert (resumen.nuevas, resumen.rechazadas) == (1, 2)
        assert resumen.notas[0] == f"Fila 3: rechazada: la CLUES {CLAVE} ya venía en otra fila."

    def test_notes_are_limited_and_the_rest_counted(self, tmp_path: Path) -> None:
        resumen = load(tmp_path, make_fila(), *[make_fila(ENTIDAD="TEXAS") for _ in range(130)])
        assert (resumen.rechazadas, len(resumen.notas), resumen.omitidas) == (130, 100, 30)

    def test_the_lengths_are_those_of_the_columns(self) -> None:
        assert {name: Clinica._meta.get_field(name).max_length for name in unidades.LARGOS} == unidades.LARGOS

    def test_a_formula_is_text(self, tmp_path: Path) -> None:
        load(tmp_path, make_fila(NOMBRE_DE_LA_UNIDAD='=HYPERLINK("http://x.example","UMF 1")'))
        assert get().nombre == '=HYPERLINK("http://x.example","UMF 1")'


def test_a_simulation_counts_and_keeps_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, make_fila(), simular=True).nuevas == 1
    assert not Clinica.objects.exists()
    assert not FuenteCatalogo.objects.exists()
    assert not Auditoria.objects.exists()


def test_the_source_is_said_and_audited(tmp_path: Path) -> None:
    load(tmp_path, make_fila(), fecha=dt.date(2026, 4, 1))
    fuente = FuenteCatalogo.objects.get()
    assert (fuente.catalogo, fuente.fecha, fuente.filas) == ("clinicas", dt.date(2026, 4, 1), 1)
    entry = Auditoria.objects.get()
    assert (entry.accion, entry.actor, entry.valores["nuevas"]) == ("importar_clinicas", "prueba", 1)


def test_progress_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("padron.catalogos.importacion.clues.lectura.CADA", 2)
    told: list[int] = []
    load(tmp_path, *[make_fila(f"JCIMS{n:06}") for n in range(5)], progreso=told.append)
    assert told == [2, 4]
