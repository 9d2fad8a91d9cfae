"""Where the students' mails arrive: the demonstration's folder, or a mail server of the test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.helpers.plataforma.smtp_server import Servidor, find_free_port, make_controller


class Buzon(Protocol):
    """Either of them."""

    def list_correos(self, para: str) -> list[EmailMessage]:
        """The mails to an address, oldest first."""


class Carpeta:
    """The folder of the demonstration. Each file is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[Path, EmailMessage] = {}

    def list_correos(self, para: str) -> list[EmailMessage]:
        for path in sorted(self.folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
            if path not in self._read:
                self._read[path] = _parse(path.read_bytes())
        return [mail for mail in list(self._read.values()) if mail["To"] == para]


def _parse(content: bytes) -> EmailMessage:
    mail: Any = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


class Cartero(Servidor):
    """A mail server on one port that can be down, hang, and refuse single addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.port = find_free_port()
        self.rechaza: dict[str, str] = {}
        self._controller: Controller | None = None

    def list_correos(self, para: str) -> list[EmailMessage]:
        return [mail for mail in self.recibidos if mail["To"] == para]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await super().handle_RCPT(server, session, envelope, address, options)
        return self.rechaza.get(address, answer)

    def start(self) -> None:
        self._controller = make_controller(self, self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody listens meanwhile."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Somebody listens meanwhile, and never says a word."""
        with self.away(), socket.create_server(("127.0.0.1", self.port)):
            yield


@contextmanager
def open_cartero() -> Iterator[Cartero]:
    cartero = Cartero()
    cartero.start()
    try:
        yield cartero
    finally:
        cartero.stop()
