"""The one door to WeasyPrint. What costs time and never changes, fonts and style sheets, is read once a process."""

import logging
import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.exceptions import SuspiciousFileOperation

ESTILOS = tuple(f"documentos/{nombre}.css" for nombre in ("documento", "formato", "tarjeta", "carnet"))
# What a relative address in a template or style sheet is completed to. No such host exists, and none is asked.
BASE = "https://estatico.invalid/"

# The colour profile that PDF/A asks for. WeasyPrint's own «srgb» opens its file anew each time and leaves it open.
PERFIL = "sRGB"

# FontConfiguration and Pango are not safe to share between threads that draw at the same time.
_drawing = threading.Lock()


class RecursoNegado(Exception):
    """A template, or text that got into it, asked for something that is not one of our static files."""


@dataclass(frozen=True)
class _Taller:
    """The parts of WeasyPrint that are made once."""

    weasyprint: Any
    fonts: Any
    estilos: list[Any]
    perfiles: dict[str, Any]


def write_pdf(html: str, *, identificador: bytes) -> bytes:
    """Return the PDF/A-3a of a page. The same page and identifier give the same bytes.

    Raises RecursoNegado when the page asks for anything but our own static files, or for one that is missing:
    a document with a hole in it is never made.
    """
    from weasyprint.urls import FatalURLFetchingError

    from documentos.pdf_ua import add_pdf_ua

    with _drawing:
        taller, fetcher = _open_taller(), make_fetcher()
        try:
            page = taller.weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher)
            content: bytes = page.write_pdf(
                font_config=taller.fonts,
                stylesheets=taller.estilos,
                color_profiles=dict(taller.perfiles),
                output_intent=PERFIL,
                pdf_variant="pdf/a-3a",
                pdf_identifier=identificador,
                finisher=add_pdf_ua,
            )
        except FatalURLFetchingError as error:  # a BaseException: it would take the worker down
            raise RecursoNegado(str(error.__cause__)) from error
        if fetcher.negado:  # inside an SVG WeasyPrint goes on, whatever is raised
            raise fetcher.negado
    return content


def warm() -> None:
    """Pay for imports, fonts and style sheets now, so that the first document is as fast as any."""
    write_pdf('<html lang="es-MX"><title>·</title><p>·<b>·</b>', identificador=b"warm")


@cache
def _open_taller() -> _Taller:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    fonts, fetcher = FontConfiguration(), make_fetcher()
    estilos = [weasyprint.CSS(url=BASE + estilo, font_config=fonts, url_fetcher=fetcher) for estilo in ESTILOS]
    return _Taller(weasyprint, fonts, estilos, {PERFIL: _load_perfil()})


def _load_perfil() -> Any:
    from weasyprint.css import ColorProfile

    icc = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()

    class Perfil(ColorProfile):  # type: ignore[misc]
        content = icc  # Pillow writes another profile once it has been asked for the name of this one

    return Perfil(BytesIO(icc), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def make_fetcher() -> Any:
    """Return a fetcher that serves our static files and remembers in `negado` the last refusal."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        negado: RecursoNegado | None = None

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            try:
                path = find_estatico(url)
            except RecursoNegado as error:
                self.negado = error
                raise
            mime = guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})

    return Fetcher(fail_on_errors=True)


def find_estatico(url: str) -> Path:
    """Return the static file of an address that `BASE` completed. Raises RecursoNegado for any other."""
    parts = urlsplit(url)
    if not url.startswith(BASE):
        raise RecursoNegado(f"scheme {parts.scheme!r}")
    try:
        found = FileSystemFinder().find(unquote(parts.path).lstrip("/"))
    except SuspiciousFileOperation:
        found = None
    if not isinstance(found, str) or not Path(found).is_file():
        raise RecursoNegado("not a static file of ours")
    return Path(found)
