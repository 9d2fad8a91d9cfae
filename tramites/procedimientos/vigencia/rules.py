"""Pure rules of the vigencia (docs/reglas.md, «Vigencia»)."""


def is_otro_nss(*, escrito: str, registrado: str | None) -> bool:
    """Tell whether the student typed an NSS that is not the one of the CURP; none typed is none wrong."""
    return bool(escrito) and escrito != registrado
