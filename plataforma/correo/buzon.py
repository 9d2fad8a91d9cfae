"""The demonstration's mailbox: reads the files that Django's file backend wrote."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Recibido:
    """One mail of the mailbox, as its page shows it."""

    archivo: str
    asunto: str
    para: str
    fecha: datetime | None
    texto: str
    adjuntos: tuple[str, ...]


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return message if isinstance(message, EmailMessage) else EmailMessage()


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def list_recibidos(limit: int = 50) -> list[Recibido]:
    """Return the newest mails, newest first."""
    # The file name starts with the date, but only to the second: the time of writing settles the rest.
    paths = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_describe(path) for path in paths[:limit]]


def _describe(path: Path) -> Recibido:
    message = _read(path)
    date = message["date"]
    return Recibido(
        archivo=path.name,
        asunto=str(message["subject"]),
        para=str(message["to"]),
        fecha=timezone.localtime(date.datetime) if date is not None else None,
        texto=_content(message, "plain"),
        adjuntos=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def get_html(archivo: str) -> str | None:
    """Return the HTML of one mail, or None if there is no such file in the mailbox."""
    folder = Path(settings.EMAIL_FILE_PATH)
    path = next((path for path in folder.glob("*.log") if path.name == archivo), None)
    return _content(_read(path), "html") if path else None
