"""A real SMTP server on this machine that answers what a test wants."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.helpers.waiting import LIMITE


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Servidor:
    """Keeps the mails it takes; `responde` says what it answers to MAIL, RCPT and DATA instead of 250."""

    def __init__(self) -> None:
        self.recibidos: list[EmailMessage] = []
        self.destinos: list[str] = []
        self.intentos = 0
        self.responde: dict[str, str] = {}
        self.cuelga_tras_data = False

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.intentos += 1
        envelope.mail_from = address
        return self.responde.get("MAIL", "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.responde.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.responde:
            return self.responde["DATA"]
        content: Any = envelope.content
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.recibidos.append(message)
        self.destinos += envelope.rcpt_tos
        if self.cuelga_tras_data and server.transport is not None:
            self.cuelga_tras_data = False
            server.transport.abort()
        return "250 OK"


def make_controller(servidor: Servidor, port: int) -> Controller:
    """Return what runs the server, in a thread."""
    return Controller(servidor, hostname="127.0.0.1", port=port, ready_timeout=LIMITE)


@contextmanager
def serve() -> Iterator[tuple[Servidor, int]]:
    """Run a server of its own on a free port."""
    servidor = Servidor()
    port = find_free_port()
    controller = make_controller(servidor, port)
    controller.start()
    try:
        yield servidor, port
    finally:
        controller.stop()


@contextmanager
def listen_in_silence() -> Iterator[int]:
    """Accept connections and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
