"""A student without a browser: speaks HTTP to a running portal and keeps cookies."""

import re
import time
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.portal.vivo import PortalVivo

ESPERA = 90.0  # seconds that a result may take while the plug is being pulled


class Alumno:
    """One student's phone."""

    def __init__(self, portal: PortalVivo, persona: dict[str, str]) -> None:
        self.portal = portal
        self.persona = persona
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.url = ""

    def get(self, path: str) -> str:
        """Follow redirects, remember the last address, return the page. Raises HTTPError."""
        with self.opener.open(self._absolute(path), timeout=20) as answer:
            self.url = answer.geturl()
            return answer.read().decode()

    def post(self, path: str, page: str, **fields: str) -> str:
        """Send a form with the hidden fields of the page that holds it."""
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        request = Request(self._absolute(path), data=urlencode(hidden | fields).encode())
        request.add_header("Referer", self.url)
        with self.opener.open(request, timeout=20) as answer:
            self.url = answer.geturl()
            return answer.read().decode()

    def begin(self) -> None:
        """Pass the gate."""
        correo = self.persona["correo"]
        page = self.get("/tramites/nss/empezar/")
        page = self.post("/tramites/nss/empezar/", page, **self._gate(correo))
        assert "Revisa tu correo" in page

    def confirm(self) -> None:
        """Open the newest link of the mailbox and press the button."""
        page = self.get(self._find_liga())
        self.post("/confirmar/", page)

    def wait_for_result(self) -> str:
        """Reload until the result page is there."""
        end = time.monotonic() + ESPERA
        while time.monotonic() < end:
            page = self.get(self.url)
            if "Listo: este es tu NSS" in page:
                return page
            time.sleep(0.5)
        raise AssertionError(f"no result for {self.persona['curp']}")

    def _gate(self, correo: str) -> dict[str, str]:
        return {"curp": self.persona["curp"], "correo": correo, "correo2": correo, "aviso": "on"}

    def _find_liga(self) -> str:
        end = time.monotonic() + ESPERA
        while time.monotonic() < end:
            for mail in self.get("/buzon/").split("<article")[1:]:
                found = re.search(r'href="([^"]+/confirmar/[^"]+)"', mail)
                if found and self.persona["correo"] in mail:
                    return found[1]
            time.sleep(0.5)
        raise AssertionError(f"no mail for {self.persona['curp']}")

    def _absolute(self, path: str) -> str:
        return path if path.startswith("http") else self.portal.url + path
