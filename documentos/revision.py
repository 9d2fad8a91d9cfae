"""Walks the register: is every entry the one that was written, and every document and file the one that was sealed?"""

import hashlib
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag

from documentos.almacen import read
from documentos.models import CabezaRegistro, Certificado, Documento, EntradaRegistro
from documentos.registro import GENESIS, compute_hash, digest
from documentos.sello import is_sealed
from plataforma.seguridad.archivos import ArchivoIlegible

CHUNK = 500
DE_ARCHIVO = ("secuencia", "folio", "archivo", "sha256")  # columns that are not encrypted


class EslabonRoto(Exception):
    """The first entry that is not what it should be: its number and, in Spanish, why."""

    def __init__(self, secuencia: int, motivo: str) -> None:
        super().__init__(f"{secuencia}: {motivo}")
        self.secuencia = secuencia
        self.motivo = motivo


def verify_registro() -> tuple[int, str]:
    """Return how many entries there are and the hash of the last one. Raises EslabonRoto at the first broken one."""
    secuencia, anterior = 0, GENESIS
    certificados = dict(Certificado.objects.values_list("numero_serie", "pem"))
    for entrada, documento in _walk():
        _check_entrada(entrada, secuencia + 1, anterior)
        _check_documento(entrada, documento, certificados.get(entrada.numero_serie))
        secuencia, anterior = entrada.secuencia, entrada.hash
    cabeza = CabezaRegistro.objects.filter(pk=1).first()
    if cabeza is None or (cabeza.secuencia, cabeza.hash) != (secuencia, anterior):
        raise EslabonRoto(secuencia + 1, "faltan entradas al final, o se cambió la cabeza del registro")
    return secuencia, anterior


def find_archivos_rotos() -> Iterator[str]:
    """Open every file, and yield a Spanish sentence for each that is missing or is not the one that was issued."""
    for documento in Documento.objects.exclude(archivo="").order_by("secuencia").only(*DE_ARCHIVO).iterator(CHUNK):
        try:
            contenido = read(documento.archivo)
        except ArchivoIlegible:
            yield f"El archivo del documento {documento.folio} cambió o está bajo otra clave: {documento.archivo}."
            continue
        except OSError:
            yield f"Falta el archivo del documento {documento.folio}: {documento.archivo}."
            continue
        if hashlib.sha256(contenido).hexdigest() != documento.sha256:
            yield f"El archivo del documento {documento.folio} cambió: {documento.archivo}."


def _walk() -> Iterator[tuple[EntradaRegistro, Documento | None]]:
    """Give each entry with its document, a few hundred at a time."""
    last = 0
    while chunk := list(EntradaRegistro.objects.filter(secuencia__gt=last).order_by("secuencia")[:CHUNK]):
        try:
            documentos = Documento.objects.in_bulk([entrada.secuencia for entrada in chunk], field_name="secuencia")
        except (InvalidTag, ValueError):
            raise EslabonRoto(*_find_ilegible(chunk)) from None
        for entrada in chunk:
            yield entrada, documentos.get(entrada.secuencia)
        last = chunk[-1].secuencia


def _find_ilegible(chunk: list[EntradaRegistro]) -> tuple[int, str]:
    """Return the number of the first entry whose document cannot be decrypted, and why that breaks the register."""
    for entrada in chunk:
        try:
            Documento.objects.filter(secuencia=entrada.secuencia).first()
        except (InvalidTag, ValueError):
            return entrada.secuencia, f"los datos del documento {entrada.folio} no se pueden descifrar"
    return chunk[0].secuencia, "los datos de un documento no se pueden descifrar"


def _check_entrada(entrada: EntradaRegistro, secuencia: int, anterior: str) -> None:
    if entrada.secuencia != secuencia:
        raise EslabonRoto(secuencia, "falta la entrada")
    if entrada.anterior != anterior:
        raise EslabonRoto(secuencia, "no sigue a la entrada anterior")
    if entrada.hash != compute_hash(entrada):
        raise EslabonRoto(secuencia, "su contenido cambió")


def _check_documento(entrada: EntradaRegistro, documento: Documento | None, pem: str | None) -> None:
    if documento is None or documento.folio != entrada.folio:
        raise EslabonRoto(entrada.secuencia, f"falta el documento {entrada.folio}")
    if digest(documento.cadena) != entrada.cadena_sha256 or documento.rebuild_cadena() != documento.cadena:
        raise EslabonRoto(entrada.secuencia, f"los datos del documento {entrada.folio} cambiaron")
    if documento.sello != entrada.sello or documento.certificado_id != entrada.numero_serie:
        raise EslabonRoto(entrada.secuencia, f"el sello del documento {entrada.folio} cambió")
    if pem is None or not is_sealed(documento.cadena, sello=entrada.sello, pem=pem):
        raise EslabonRoto(entrada.secuencia, f"el sello del documento {entrada.folio} no es auténtico")
