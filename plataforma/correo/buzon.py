"""The demonstration's mailbox: a folder with one file for each mail, written and read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage as Mail
from django.core.mail.backends.base import BaseEmailBackend


@dataclass(frozen=True)
class Recibido:
    """One mail of the mailbox, as its page shows it."""

    archivo: str
    asunto: str
    para: str
    fecha: datetime | None
    texto: str
    adjuntos: tuple[str, ...]


class EmailBackend(BaseEmailBackend):
    """Puts mails into the mailbox.

    Django's file backend names its file by the second and a memory address: two mails of one second met in one file,
    and the page showed the first of them only.
    """

    def send_messages(self, email_messages: Sequence[Mail]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            part = folder / f"{uuid4()}.part"  # whoever looks meanwhile sees no half of a mail
            part.write_bytes(mail.message().as_bytes())
            part.rename(part.with_suffix(".log"))
        return len(email_messages)


def _list_paths() -> list[Path]:
    # A demonstration may send real mail instead: then there is no folder.
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    return list(Path(folder).glob("*.log")) if folder else []


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return message if isinstance(message, EmailMessage) else EmailMessage()


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part else ""


def list_recibidos(limit: int = 50) -> list[Recibido]:
    """Return the newest mails, newest first."""
    paths = sorted(_list_paths(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_describe(path) for path in paths[:limit]]


def _describe(path: Path) -> Recibido:
    message = _read(path)
    date = message["date"]
    return Recibido(
        archivo=path.name,
        asunto=str(message["subject"]),
        para=str(message["to"]),
        fecha=date.datetime if date is not None else None,
        texto=_content(message, "plain"),
        adjuntos=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def get_html(archivo: str) -> str | None:
    """Return the HTML of one mail, or None if there is no such file in the mailbox."""
    path = next((path for path in _list_paths() if path.name == archivo), None)
    return _content(_read(path), "html") if path else None
