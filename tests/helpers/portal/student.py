"""A student without a browser: speaks HTTP to a running portal and keeps cookies."""

import re
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.helpers.portal.live_portal import Persona, PortalVivo
from tests.helpers.waiting import LIMITE, wait_until

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
DOCUMENTO = re.compile(r'href="(/documentos/[^"]+)"')
EMPEZAR = "/tramites/nss/empezar/"
DOMICILIO = {"calle": "Calle Inventada", "exterior": "12", "interior": ""}


class Alumno:
    """One student's phone."""

    def __init__(self, portal: PortalVivo, persona: Persona) -> None:
        self.portal = portal
        self.persona = persona
        self.correo = persona["correo"]
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.url = ""
        self.lento = 0.0  # seconds of the slowest answer

    def get(self, path: str) -> str:
        """Follow redirects, remember the last address, return the page. Raises HTTPError."""
        return self._ask(Request(self._absolute(path))).decode()

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form with the hidden fields of the page that holds it."""
        request = Request(self._absolute(path), data=urlencode(dict(HIDDEN.findall(page)) | fields).encode())
        request.add_header("Referer", self.url)
        return self._ask(request).decode()

    def begin(self) -> str:
        """Pass the gate; return «Revisa tu correo»."""
        page = self.get(EMPEZAR)
        page = self.post(EMPEZAR, page, **self._gate())
        assert "Revisa tu correo" in page, page
        return page

    def confirm(self) -> str:
        """Open the newest link and press the button."""
        page = self.get(self.wait_for_liga())
        return self.post("/confirmar/", page)

    def fill_steps(self, **domicilio: str) -> str:
        """Answer the questions of whoever has no NSS; return the review."""
        page = self.post(self.url, self.get(self.url))
        page = self.post(self.url, page, cp="44100", vivo_ahi="on")
        colonia = re.search(r'name="colonia" value="([^"]+)"|<option value="([^"]+)"', page)
        assert colonia, page
        page = self.post(self.url, page, **{"colonia": colonia[1] or colonia[2]} | DOMICILIO | domicilio)
        assert "Revisa tus datos" in page, page
        return page

    def take_path(self) -> str:
        """Go the whole way; return the result page."""
        self.begin()
        self.confirm()
        if not self.persona["nss"]:
            page = self.fill_steps()
            self.post(self.url, page)
        return self.wait_for_result()

    def wait_for_page(self, words: str) -> str:
        """Reload the present page until it has these words."""
        page = ""

        def look() -> bool:
            nonlocal page
            page = self.get(self.url)
            return words in page

        wait_until(look, what=lambda: f"«{words}» for {self.persona['curp']}\n{page}")
        return page

    def wait_for_result(self) -> str:
        return self.wait_for_page("Listo: este es tu NSS")

    def download(self, page: str) -> list[bytes]:
        """The files that a result page offers."""
        links = {link.partition("?")[0] for link in DOCUMENTO.findall(page)}
        return [self._ask(Request(self._absolute(link))) for link in sorted(links) if "/enviar/" not in link]

    def _ask(self, request: Request) -> bytes:
        began = time.monotonic()
        with self.opener.open(request, timeout=LIMITE) as answer:
            self.url = answer.geturl() if answer.headers.get_content_type() == "text/html" else self.url
            content: bytes = answer.read()
        self.lento = max(self.lento, time.monotonic() - began)
        return content

    def _gate(self) -> dict[str, str]:
        correos = {"correo": self.correo, "correo2": self.correo}
        return {"curp": self.persona["curp"], **correos, "captcha": "PRUEBA", "aviso": "on"}

    def wait_for_liga(self) -> str:
        """Return the link of the newest mail that has one."""
        return wait_until(self._find_liga, what=f"a mail for {self.persona['curp']}")

    def _find_liga(self) -> str:
        for mail in reversed(self.portal.buzon.list_correos(self.correo)):
            text = mail.get_body(("plain",))
            if text and (found := re.search(r"^http\S+/confirmar/\S+", text.get_content(), re.MULTILINE)):
                return found[0]
        return ""

    def _absolute(self, path: str) -> str:
        return path if path.startswith("http") else self.portal.url + path
