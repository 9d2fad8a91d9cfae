"""gunicorn's threads, protected from slow and greedy clients (T21).

Used by `--worker-class plataforma.seguridad.trabajador_gunicorn.Trabajador`. gunicorn's own `gthread` gives a thread to
a connection as soon as it is open, so eight clients that send one byte every few seconds hold all eight threads. Here
the main loop of the process reads requests, without waiting for any of them. A thread gets a request that is complete.
"""

import re
import socket
import struct
import time
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

CUERPO_MAXIMO: Final = 100 * 1024  # bytes: our longest form has some 3 000
CABECERA_MAXIMA: Final = 32 * 1024
PLAZO: Final = 30.0  # seconds in which a request must be complete
DESPEDIDA: Final = 2.0  # seconds that a client has to read the end of an answer and to close
EN_ESPERA: Final = 400  # incomplete requests of one process. One more ends the oldest
LECTURA: Final = 64 * 1024
# What a thread writes while the client reads slowly stays in this buffer of the kernel: longer than our longest PDF.
SALIDA: Final = 512 * 1024
ATASCO: Final = struct.pack("ll", 10, 0)  # seconds and microseconds until a client that reads nothing is given up
LARGO: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
POR_PARTES: Final = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)

DEMASIADO: Final = (413, "Content Too Large", "Lo que enviaste es demasiado grande.")
SIN_LARGO: Final = (411, "Length Required", "No pudimos leer lo que enviaste.")
CABECERA: Final = (431, "Request Header Fields Too Large", "No pudimos leer lo que enviaste.")
Negativa = tuple[int, str, str]


def judge(received: bytes) -> bool | Negativa:
    """Return True if the request is complete, False if more must come, or the answer that refuses it."""
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return CABECERA if len(head) > CABECERA_MAXIMA else False
    head += b"\r\n"
    if POR_PARTES.search(head):
        return SIN_LARGO
    largo = LARGO.search(head)
    length = int(largo[1]) if largo else 0
    return DEMASIADO if length > CUERPO_MAXIMO else len(body) >= length


class Conexion(TConn):  # type: ignore[misc]
    """A connection while the main loop has it: what has come, until when to wait, and whether it has been answered."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        self.recibido = bytearray()
        self.hasta = 0.0
        self.contestada = False


class Trabajador(ThreadWorker):  # type: ignore[misc]
    """A gunicorn worker whose threads never wait for a client's request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.esperas: dict[Conexion, None] = {}  # connections in the main loop, oldest first

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and read it from the main loop."""
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SALIDA)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, ATASCO)
        self.nr_conns += 1
        if len(self.esperas) >= EN_ESPERA:
            self._drop(next(iter(self.esperas)))
        self._wait(Conexion(self.cfg, sock, client, listener.getsockname()), PLAZO)

    def finish_request(self, conn: Conexion, fs: "Future[Any]") -> None:
        """Read the next request of the connection, or say goodbye to the client without waiting for it."""
        try:
            keep = bool(fs.result()) and self.alive
        except Exception:
            keep = False
        if not keep:
            self._say_goodbye(conn)
            return
        conn.recibido += conn.parser.unreader.take_buffered()  # a client may send two requests at once
        self._wait(conn, PLAZO if conn.recibido else self.cfg.keepalive)
        if conn.recibido:
            self._go_on(conn)

    def murder_pending(self) -> None:
        """Close the connections whose time is over. The main loop calls this once a second or more often."""
        now = time.monotonic()
        for conn in [conn for conn in self.esperas if conn.hasta < now]:
            self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """Shorten all waits, because the process ends."""
        for conn in self.esperas:
            conn.hasta = min(conn.hasta, deadline)

    def _wait(self, conn: Conexion, seconds: float) -> None:
        conn.sock.setblocking(False)
        conn.hasta = time.monotonic() + seconds
        self.esperas[conn] = None
        self.poller.register(conn.sock, EVENT_READ, partial(self._read, conn))

    def _forget(self, conn: Conexion) -> None:
        del self.esperas[conn]
        with suppress(OSError, KeyError, ValueError):
            self.poller.unregister(conn.sock)

    def _drop(self, conn: Conexion) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def _read(self, conn: Conexion, sock: socket.socket) -> None:
        try:
            data = sock.recv(LECTURA)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._drop(conn)
        elif not conn.contestada:
            if not conn.recibido:  # after a pause between two requests
                conn.hasta = time.monotonic() + PLAZO
            conn.recibido += data
            self._go_on(conn)

    def _go_on(self, conn: Conexion) -> None:
        """Give a complete request to a thread, or refuse it."""
        found = judge(bytes(conn.recibido))
        if found is False:
            return
        self._forget(conn)
        if found is True:
            conn.init()
            conn.parser.unreader.unread(bytes(conn.recibido))
            conn.recibido.clear()
            self.enqueue_req(conn)
        else:
            self._refuse(conn, *found)

    def _refuse(self, conn: Conexion, status: int, reason: str, text: str) -> None:
        body = text.encode()
        head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
        with suppress(OSError):
            conn.sock.send(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._say_goodbye(conn)

    def _say_goodbye(self, conn: Conexion) -> None:
        """Close our half, and read until the client closes or its time is over. gunicorn's loop stands still for it."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.nr_conns -= 1
            conn.close()
            return
        conn.contestada = True
        self._wait(conn, DESPEDIDA)
