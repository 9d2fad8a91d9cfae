"""Data of an invented student, to be looked for where they must not be."""

from urllib.parse import quote

CURP = "QUZX050309MJCNXMZ2"
NSS = "04230500011"
CORREO = "ximena.quintanar@example.com"
DOMICILIO = "Calle Reforma 512"
TOKEN = "kX3vQz8LrT0aYw5NcEoUgJ1hPbMd7SiFq2ZxRn4VtKl"  # noqa: S105 (it opens nothing)
PLANTADOS = (CURP, NSS, CORREO, DOMICILIO)


def fail_with_everything(datos: dict[str, str]) -> None:
    """Raise an exception whose words, cause and locals are full of data."""
    try:
        int(" ".join(PLANTADOS))
    except ValueError as error:
        error.add_note(f"while saving {PLANTADOS} {datos}")
        raise RuntimeError(f"could not save {PLANTADOS} of {datos}") from error


def assert_clean(text: str) -> None:
    """Nothing planted stands in the text, in any spelling."""
    for planted in (*PLANTADOS, TOKEN):
        for spelling in {planted, quote(planted), planted.lower(), planted.upper()}:
            assert spelling not in text
    for piece in ("Reforma", "quintanar", "QUZX", "042305"):
        assert piece.lower() not in text.lower()
