"""E-mail addresses as rosters write them: typing errors are repaired where the text proves what was meant."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from padron.asegurados.rules import normalize_correo
from plataforma.seguridad.buzones import COMUNES, EXISTEN, suggest_correo

LARGO: Final = 254
_BUENO: Final = re.compile(r"[a-z0-9_](?:\.?[a-z0-9_%+-])*@[a-z0-9](?:[.-]?[a-z0-9])*\.[a-z]{2,}")
_ENVOLTURA: Final = re.compile(r"^(?:mailto:|e-?mail:|correo:)\s*", re.IGNORECASE)
_ENTRE_ANGULOS: Final = re.compile(r"<([^<>@\s]+@[^<>\s]+)>")
_ARROBAS: Final = re.compile(r"\s*(?:\(arroba\)|\[arroba\]|\(at\)|\[at\]|＠|@)[\s@]*")
_ORILLAS: Final = " \t.,;:<>()[]\"'`´‘’"
_SIN_NADA: Final = frozenset({"", "-", "0", "na", "n/a", "no", "no tiene", "ninguno", "sin correo", "s/c", "null", "x"})
_SIN_PUNTO: Final = {domain.replace(".", ""): domain for domain in COMUNES}
_PROVEEDORES: Final = {domain.partition(".")[0]: domain for domain in reversed(COMUNES)}
# Endings that do not exist, and what was meant.
_FINALES: Final = {
    **dict.fromkeys(("con", "cmo", "ocm", "vom", "xom", "comm", "coom", "cpm", "c0m", "coml", "vom"), "com"),
    **dict.fromkeys(("com.m", "com.mxx", "con.mx", "com.nx", "cmo.mx", "comm.mx"), "com.mx"),
    "edu.m": "edu.mx",
    "edu.mxx": "edu.mx",
    "edu.nx": "edu.mx",
    "mxx": "mx",
}
_UN_SOLO_DOMINIO: Final = {"gmail": "gmail.com", "icloud": "icloud.com"}  # no other ending belongs to them
_MINIMO: Final = 5  # letters of a provider; shorter names look like too many others


@dataclass(frozen=True, slots=True)
class Correo:
    """An e-mail address as it is stored, and why it is not what the roster says. Without `correo` it is none."""

    correo: str
    motivo: str = ""
    duda: str = ""  # it is stored as it is, but it looks like a typing error
    otro: str = ""  # a second e-mail address of the same cell


def read_correo(text: str, dominios: Mapping[str, int]) -> Correo:
    """Return the e-mail address of a cell. `dominios` are those of many students of the file, with how many."""
    correo = normalize_correo(text)
    if _BUENO.fullmatch(correo) and len(correo) <= LARGO:
        return _check_dominio(correo, dominios)
    if correo in _SIN_NADA:
        return Correo("")
    limpio, otro = _clean(unicodedata.normalize("NFKC", correo))
    if limpio and not limpio.count("@"):
        limpio = _add_arroba(limpio)
    host = limpio.rpartition("@")[2]
    if "@" in limpio and "." not in host:
        limpio = limpio.removesuffix(host) + _SIN_PUNTO.get(host, _UN_SOLO_DOMINIO.get(host, host))
    if not _is_correo(limpio):
        return Correo("", "no es una dirección de correo y no se puede saber cuál era; escríbela de nuevo")
    motivo = "" if limpio == correo else "sobraban o faltaban signos"
    final = _check_dominio(limpio, dominios)
    return Correo(final.correo, final.motivo or motivo, final.duda, otro)


def _clean(correo: str) -> tuple[str, str]:
    """Return the e-mail address without what was pasted around it, and a second one of the same cell."""
    if match := _ENTRE_ANGULOS.search(correo):
        return match[1].strip(_ORILLAS), ""
    correo = _ARROBAS.sub("@", _ENVOLTURA.sub("", correo.strip(_ORILLAS)))
    partes = [part.strip(_ORILLAS) for part in re.split(r"[;,/|]|\s+[yo]\s+|\s+(?=\S+@)", correo)]
    if sum(part.count("@") for part in partes) > 1:
        buenos = [_tidy(part) for part in partes if "@" in part]
        return buenos[0], next((one for one in buenos[1:] if _is_correo(one) and one != buenos[0]), "")
    return _tidy(correo), ""


def _tidy(correo: str) -> str:
    name, arroba, host = correo.partition("@")
    host = re.sub(r"\.{2,}", ".", host.replace(",", ".").replace(";", ".").replace(" ", ""))
    name = re.sub(r"\.{2,}", ".", name.replace(" ", "")).strip(".") if arroba else name.replace(" ", "")
    return (name + arroba + host).strip(_ORILLAS)


def _add_arroba(text: str) -> str:
    """Put the missing @ before a provider's domain, unless another key was pressed in its place."""
    for domain in sorted(COMUNES, key=len, reverse=True):
        name = text.removesuffix(domain)
        if name != text and name and name[-1].isalnum() and name[-1] not in "2q":
            return f"{name}@{domain}"
        if name != text and name[-1:] in ("#", "&", "*"):
            return f"{name[:-1]}@{domain}"
    return text


def _check_dominio(correo: str, dominios: Mapping[str, int]) -> Correo:
    name, _, host = correo.rpartition("@")
    if host in COMUNES:
        return Correo(correo)
    probable = _correct(host)
    if probable and (host not in dominios or dominios[host] < dominios.get(probable, 0)):
        return Correo(f"{name}@{probable}", f"«{host}» es una errata de «{probable}»")
    duda = _doubt(host) if host not in dominios else None
    return Correo(
        correo, duda=f"¿es «{name}@{duda}»? Si lo es, corrígelo: con una errata no puede entrar" if duda else ""
    )


@lru_cache(maxsize=4096)
def _correct(host: str) -> str | None:
    """Return the domain that was certainly meant, or None if the domain may exist."""
    nombre = host.partition(".")[0]
    if host in EXISTEN:
        return None
    proveedor = next((one for one in _PROVEEDORES if one == nombre or _is_slip(nombre, one)), None)
    if proveedor in _UN_SOLO_DOMINIO:
        return _UN_SOLO_DOMINIO[proveedor]
    corrected = _correct_final(host.replace(nombre, proveedor, 1) if proveedor else host)
    if corrected == host or (proveedor and proveedor != nombre and corrected not in COMUNES):
        return None
    return corrected


def _correct_final(host: str) -> str:
    partes = host.split(".")
    for n in (2, 1):
        if meant := _FINALES.get(".".join(partes[-n:])):
            return ".".join([*partes[:-n], meant])
    return host


@lru_cache(maxsize=4096)
def _doubt(host: str) -> str | None:
    """Return a common domain that the domain looks like, although it may exist."""
    probable = suggest_correo(f"x@{host}")
    otro = probable and probable.removeprefix("x@")
    return otro if otro and otro.partition(".")[0] != host.partition(".")[0] else None


def _is_slip(seen: str, meant: str) -> bool:
    """Tell whether one letter after the first is wrong, missing, doubled or exchanged with its neighbour."""
    if len(meant) < _MINIMO or seen[:1] != meant[:1] or seen == meant or abs(len(seen) - len(meant)) > 1:
        return False
    n = next((n for n, (a, b) in enumerate(zip(seen, meant, strict=False)) if a != b), min(len(seen), len(meant)))
    rest, wanted = seen[n:], meant[n:]
    is_doubled = rest[1:] == wanted and rest[0] == seen[n - 1]
    is_exchanged = len(rest) > 1 and rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return rest[1:] == wanted[1:] or rest == wanted[1:] or is_doubled or is_exchanged


def _is_correo(correo: str) -> bool:
    try:
        validate_email(correo)
    except ValidationError:
        return False
    return len(correo) <= LARGO
