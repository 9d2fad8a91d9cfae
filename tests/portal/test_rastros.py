"""A finished run, searched for what a student typed and was given: mails, database, Redis and logs."""

import re
import shutil
import sqlite3
import subprocess
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from padron.identificadores import nss as nss_rules
from tests.helpers.other_user import list_open, make_public_folder, needs_root
from tests.helpers.portal.live_portal import PortalVivo, start_portal
from tests.helpers.portal.process_tree import REDIS, find, list_children
from tests.helpers.portal.roster import correct_padron
from tests.helpers.portal.student import Alumno
from tests.helpers.portal.twins import NOMBRADAS
from tests.helpers.processes import Proceso
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.real
DOMICILIO = {
    "colonia": "otra",
    "otra_colonia": "Lomas Inventadas",
    "calle": "Privada de los Ahuehuetes",
    "exterior": "1234-B",
    "interior": "Torre 7",
}
ESCRITOS = tuple(DOMICILIO.values())[1:]
NSS = "61250600774"
ALUMNOS = {escenario: NOMBRADAS[escenario] for escenario in ("por_asignar", "inconsistente_plantel", "otro_correo")}
IDENTIDADES = (*(alumno["curp"] for alumno in ALUMNOS.values()), NSS, nss_rules.agrupado(NSS))
CORREOS = {
    "Confirma tu correo",
    "Alguien empezó un trámite con tu CURP",
    "Avisamos a tu plantel",
    "Recibimos tu solicitud de NSS",
    "Tu trámite puede continuar",
    "Tus documentos están listos",
}


@dataclass(frozen=True)
class Corrida:
    """What a run left behind."""

    var_dir: Path
    redis: str
    umasks: dict[str, str]  # by command line

    @property
    def correos(self) -> list[EmailMessage]:
        # A mail that is being written has the suffix «.part», and gets another name at any moment.
        files = (file for file in (self.var_dir / "buzon").iterdir() if file.suffix != ".part")
        return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default) for file in files]


@pytest.fixture(scope="module")
def var_dir_abierto(nuevo_var_dir: Callable[[], Path]) -> Iterator[Path]:
    """A VAR_DIR that every user of the machine can open before the portal starts."""
    with make_public_folder() as public:
        var_dir = shutil.move(nuevo_var_dir(), public / "var")
        for path in (var_dir, *var_dir.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        assert list_open([var_dir]), "it is open"
        yield var_dir


@pytest.fixture(scope="module")
def corrida(var_dir_abierto: Path, tmp_path_factory: pytest.TempPathFactory) -> Corrida:
    """One gets a number by way of the campus, one has a difference corrected, of one the registered mailbox is told."""
    folder = tmp_path_factory.mktemp("corrida")
    with start_portal(var_dir_abierto, REGISTRO="plantel") as portal, overhear_redis(portal, folder / "redis.log"):
        umasks = {command: read_umask(pid) for pid, command in list_children(portal.pid).items()}
        alumnos = {escenario: Alumno(portal, alumno) for escenario, alumno in ALUMNOS.items()}
        for alumno in alumnos.values():
            alumno.begin()
            alumno.confirm()
        tadeo, fernanda = alumnos["por_asignar"], alumnos["inconsistente_plantel"]
        review = tadeo.fill_steps(**DOMICILIO)
        tadeo.post(tadeo.url, review)
        tadeo.wait_for_page("Tu plantel tramita tu NSS ante el IMSS")
        apellidos = {"primer_apellido": "Escamilla", "segundo_apellido": "Arroyo"}
        corrections = {tadeo.persona["curp"]: {"nss": NSS}, fernanda.persona["curp"]: apellidos}
        correct_padron(portal, folder / "padron.csv", corrections)
        fernanda.wait_for_page("¿Son tus datos?")
        tadeo.wait_for_result()
        wait_until(lambda: find_asuntos(portal) >= CORREOS, what="each kind of mail has come")
    return Corrida(portal.var_dir, (folder / "redis.log").read_text(), umasks)


def read_umask(pid: int) -> str:
    return next(iter(re.findall(r"Umask:\t(\d+)", Path(f"/proc/{pid}/status").read_text())), "")


def find_asuntos(portal: PortalVivo) -> set[str]:
    return {mail["Subject"].partition(" (")[0] for mail in Corrida(portal.var_dir, "", {}).correos}


@contextmanager
def overhear_redis(portal: PortalVivo, log: Path) -> Iterator[None]:
    """Write down each command that the portal's own Redis is given."""
    (redis, *_) = find(portal.pid, REDIS)
    monitor = Proceso("redis-cli", "-s", f"/proc/{redis}/cwd/redis.sock", "monitor", log=log)
    try:
        wait_until(lambda: "OK" in log.read_text(), what="Redis is overheard")
        yield
    finally:
        monitor.kill()


def demand_absent(text: str, planted: tuple[str, ...]) -> None:
    found = [word for word in planted if word.casefold() in text.casefold()]
    assert not found, found


def read_pdf(content: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=content, check=True, capture_output=True).stdout.decode()


def test_no_mail_tells_an_address_and_none_an_identity_but_in_its_documents(corrida: Corrida) -> None:
    assert {mail["Subject"].partition(" (")[0] for mail in corrida.correos} == CORREOS
    documents = []
    for mail in corrida.correos:
        words = [str(value) for value in mail.values()]
        for part in mail.walk():
            words.append(part.get_filename() or "")
            if part.get_content_type() == "application/pdf":
                documents.append(read_pdf(part.get_content()))
            elif not part.is_multipart():
                words.append(part.get_content())
        demand_absent(" ".join(words), ESCRITOS + IDENTIDADES)
    assert len(documents) == 2
    for document in documents:
        assert re.sub(r"\s", "", document).count(NSS)  # they are read, and have what they are for
        demand_absent(document, ESCRITOS)


def test_T17_the_database_has_neither_in_clear(corrida: Corrida) -> None:
    with closing(sqlite3.connect(corrida.var_dir / "portal.sqlite3")) as database:
        dump = "\n".join(line for line in database.iterdump() if "catalogos_" not in line)
    assert "en_espera" in dump
    demand_absent(dump, ESCRITOS + IDENTIDADES)
    for file in corrida.var_dir.glob("portal.sqlite3*"):  # what was deleted, and what is not yet written back
        demand_absent(file.read_bytes().decode("latin-1"), IDENTIDADES)


def test_T17_the_files_show_nothing_of_the_documents(corrida: Corrida) -> None:
    files = [path for path in (corrida.var_dir / "media").rglob("*") if path.is_file()]
    assert len(files) == 2
    for file in files:
        content = file.read_bytes()
        assert b"%PDF" not in content
        assert b"stream" not in content
        demand_absent(content.decode("latin-1"), ESCRITOS + IDENTIDADES)


@needs_root
def test_T17_another_user_of_the_machine_opens_nothing_under_var_dir(corrida: Corrida) -> None:
    paths = [corrida.var_dir, *corrida.var_dir.rglob("*")]
    assert {"portal.sqlite3", "media", "log", "buzon", "static"} <= {path.name for path in paths}
    assert list_open(paths) == []
    assert [path for path in paths if path.stat().st_mode & 0o077] == []


def test_T17_every_process_of_the_portal_has_umask_077(corrida: Corrida) -> None:
    words = {word for command in corrida.umasks for word in re.split(r"[ /]", command)}
    assert {"gunicorn", "celery", "redis-server"} <= words
    assert set(corrida.umasks.values()) == {"0077"}


def test_T18_redis_and_logs_have_neither_nor_a_mailbox(corrida: Corrida) -> None:
    correos = tuple(alumno["correo"] for alumno in ALUMNOS.values())
    bodies = re.findall(r'\\"body\\": \\"([\w+/=]+)\\"', corrida.redis)
    messages = [b64decode(body).decode() for body in bodies]
    assert messages
    demand_absent("\n".join([corrida.redis, *messages]), ESCRITOS + IDENTIDADES + correos)
    logs = {file.stem: file.read_text() for file in (corrida.var_dir / "log").iterdir()}
    assert logs["web"]
    demand_absent("\n".join(logs.values()), ESCRITOS + IDENTIDADES + correos)
