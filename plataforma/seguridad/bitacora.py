"""The log: one JSON object a line, made of named fields only, so that no student's data get into it.

Three walls. Only what is listed here is written: of an exception its type and where it happened, never its words; of a
request its route, never its path, headers or body. Of what a library says, the words that stand in its code, and only
such values as look like a name or a number. And every text passes `mask` at the end, should the rest fail.

Imports no Django: gunicorn and Celery log before it is set up.
"""

import json
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
# Loggers of our own code: what they are given is chosen there (ids, counts, folios).
OURS = ("imss_portal", "tramites", "documentos", "padron", "plataforma")
HIDDEN = "•••"
MAX_FRAMES, MAX_TEXT = 25, 500

# What a library may tell of a value: a name, a number, never a path that somebody typed.
_NAME = re.compile(r"[\w.:@<>+-][\w.:/@<>+-]{0,79}", re.ASCII)
_PHRASES = frozenset(status.phrase for status in HTTPStatus)
_TWO = r"\d[\s-]?\d[\s-]?"  # two digits, however an NSS is grouped
_MASKS = (
    (re.compile(r"(/confirmar/)[^/\s\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])", re.ASCII), HIDDEN),  # a link's token, wherever it stands
    (re.compile(r"[^\s\"'<>=&?/,;:()\[\]{}]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE), HIDDEN),
    (re.compile(r"[A-ZÑ]{4}[\s-]?\d{6}[\s-]?[HMX][\s-]?[A-Z]{5}[\s-]?[A-Z\d]\d", re.IGNORECASE), HIDDEN),
    (re.compile(rf"(?<![\d-]){_TWO * 5}\d(?![\d-])"), HIDDEN),
)


def mask(text: str) -> str:
    """Return `text` without anything that looks like a CURP, an NSS, an address for mail or a link's token."""
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


class Formatter(logging.Formatter):
    """From a record to a line. Never raises: logging would print the record's arguments as they are."""

    def format(self, record: logging.LogRecord) -> str:
        try:
            fields = dict(_list_fields(record))
        except Exception as error:
            fields = {"mensaje": f"a record that cannot be written ({type(error).__name__})"}
        moment = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        line = {"momento": moment, "nivel": record.levelname, "origen": record.name, **fields}
        return json.dumps(line, ensure_ascii=False)


def _list_fields(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    error = record.exc_info[1] if record.exc_info else None
    yield "mensaje", mask(_get_message(record, error))[:MAX_TEXT]
    yield "proceso", record.process
    request = getattr(record, "request", None)
    if getattr(request, "META", None):
        yield from _describe_request(request, getattr(record, "status_code", None))
    if error is not None:
        yield "error", " < ".join(type(each).__name__ for each in _list_causes(error))
        yield "lugar", [mask(frame) for frame in _list_frames(error)]


def _get_message(record: logging.LogRecord, error: BaseException | None) -> str:
    """Return the words of the log call, with its values as far as they may be told."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if error is not None and str(error) and str(error) in record.msg:
        return type(error).__name__  # the exception's own words
    is_ours = record.name.partition(".")[0] in OURS
    values = record.args
    if not values:
        return record.msg
    if isinstance(values, Mapping):
        cleaned: Any = {name: _clean(value, is_ours) for name, value in values.items()}
    else:
        cleaned = tuple(_clean(value, is_ours) for value in values)
    try:
        return str(record.msg % cleaned)
    except (TypeError, ValueError, KeyError):
        return record.msg


def _clean(value: Any, is_ours: bool) -> Any:
    """Return the value of a log call if it may be told, else what sort of thing it is."""
    if value is None or isinstance(value, bool | int | float | UUID | datetime):
        return value
    if not isinstance(value, str | Path):
        return type(value).__name__
    text = str(value)
    return text if is_ours or text in _PHRASES or _NAME.fullmatch(text) else HIDDEN


def _describe_request(request: Any, status: int | None) -> Iterator[tuple[str, Any]]:
    match = getattr(request, "resolver_match", None)
    yield "metodo", request.method if request.method in {"GET", "HEAD", "POST"} else "otro"
    yield "ruta", match.route if match else "ninguna"
    if match and isinstance(uuid := match.kwargs.get("uuid"), UUID):
        yield "uuid", str(uuid)
    if isinstance(status, int):
        yield "estado", status


def _list_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _list_frames(error: BaseException) -> list[str]:
    """Return where it happened, outermost first, without the lines of code and without locals."""
    frames = traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]
    return [f"{_shorten(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _shorten(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    _, marker, library = str(path).rpartition("site-packages/")
    return library if marker else str(path)
