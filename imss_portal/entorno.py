"""Reads the environment variables of the portal, and collects everything that is wrong in them.

The settings report all faults together, so that whoever installs the portal does not find them one by one.
"""

import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from plataforma.seguridad.fortaleza import explain_clave_cifrado, explain_secret_key

OTRA_SECRETA = 'Haz otra: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
OTRA_CLAVE = 'Haz otra: python3 -c "import base64, os; print(base64.b64encode(os.urandom(64)).decode())"'


class Entorno(environ.Env):  # type: ignore[misc]
    """The environment. `faltas` has one Spanish sentence for each variable that is missing or wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.demostracion = False
        self.faltas: dict[str, str] = {}

    def refuse_if(self, condition: object, name: str, sentence: str) -> None:
        """Note that the variable `name` is wrong if the condition is true. The first sentence about it is kept."""
        if condition:
            self.faltas.setdefault(name, sentence)

    def demand(self, name: str, *, demostracion: str, hint: str) -> str:
        """Return the variable `name`. Only a demonstration may run with the value that everybody knows.

        If it is missing, note that, and return the value of the demonstration, so that other faults are found too.
        """
        value: str = self.str(name, default=demostracion if self.demostracion else "")
        missing = not value or (value == demostracion and not self.demostracion)
        self.refuse_if(missing, name, f"Falta {name}: {hint}.")
        return demostracion if missing else value

    def read(self, name: str, reader: Callable[[], Any], default: Any) -> Any:
        """Return what the reader returns, or note that the variable is not understood and return the default."""
        try:
            return reader()
        except (ValueError, KeyError, ImproperlyConfigured):
            self.refuse_if(True, name, f"{name} no se entiende. Compárala con la tabla del README.")
            return default

    def read_database(self, default: str) -> dict[str, Any]:
        """Return the database that DATABASE_URL names."""
        with warnings.catch_warnings(action="ignore"):  # an engine that django-environ does not know is a fault below
            database: dict[str, Any] = self.read("DATABASE_URL", lambda: self.db_url("DATABASE_URL", default), {})
        if not database.get("ENGINE"):
            self.refuse_if(True, "DATABASE_URL", "DATABASE_URL no se entiende. Escribe postgres://… o quítala.")
            return dict(self.db_url_config(default))
        return database

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, *args: Any, **kw: Any) -> Any:
        return self.read(var, lambda: super(Entorno, self).get_value(var, cast, default, *args, **kw), default)

    def stop_if_wrong(self, ajustes: Mapping[str, Any]) -> None:
        """Raise ImproperlyConfigured with all sentences, about single variables and about these settings together.

        `manage.py revisar` goes on, because it shows more faults.
        """
        self._check_secrets(ajustes)
        self._check_modo(ajustes)
        self._check_mapas(ajustes["TILES_URL"])
        if self.faltas and not _is_revisar():
            hint = [] if self.demostracion else ["¿Es una demostración? Pon MODO_DEMOSTRACION=1."]
            raise ImproperlyConfigured("\n".join([*self.faltas.values(), *hint]))

    def _check_secrets(self, ajustes: Mapping[str, Any]) -> None:
        """Note weak secrets (T22). A demonstration may have them, but its encryption key must be a key."""
        weak = explain_clave_cifrado(ajustes["CLAVE_CIFRADO"])
        refused = weak and not (self.demostracion and "Base64" not in weak)
        self.refuse_if(refused, "CLAVE_CIFRADO", f"CLAVE_CIFRADO {weak}. {OTRA_CLAVE}")
        weak = explain_secret_key(ajustes["SECRET_KEY"])
        self.refuse_if(weak and not self.demostracion, "SECRET_KEY", f"SECRET_KEY {weak}. {OTRA_SECRETA}")

    def _check_modo(self, ajustes: Mapping[str, Any]) -> None:
        """Note what only a demonstration may have."""
        if self.demostracion:
            return
        for wrong, name, sentence in (
            (ajustes["DEBUG"], "DEBUG", "Quita DEBUG: muestra datos de estudiantes en los errores."),
            (
                ajustes["REGISTRO"] == "simulado",
                "REGISTRO",
                "Pon REGISTRO=plantel: solo una demostración asigna números por sí misma.",
            ),
            (
                ajustes["CAPTCHA_PRUEBA"],
                "CAPTCHA_PRUEBA",
                "Quita CAPTCHA_PRUEBA: con ella cualquier programa pasa por persona.",
            ),
            (
                not ajustes["SEGURO"],
                "SITE_URL",
                "Pon en SITE_URL una dirección https://: cookies y ligas no deben viajar sin cifrar.",
            ),
        ):
            self.refuse_if(wrong, name, sentence)

    def _check_mapas(self, url: str) -> None:
        parts = url.startswith("https://") and all(part in url for part in ("{z}", "{x}", "{y}"))
        self.refuse_if(
            url and not parts, "TILES_URL", "Pon en TILES_URL una dirección https:// con {z}, {x} y {y}, o quítala."
        )
        several = "{" in urlsplit(url).netloc
        self.refuse_if(several, "TILES_URL", "Pon en TILES_URL un solo servidor, sin llaves en su nombre.")


def _is_revisar() -> bool:
    return Path(sys.argv[0]).name == "manage.py" and sys.argv[1:2] == ["revisar"]
