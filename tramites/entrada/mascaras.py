"""What may be shown of an address to whoever has not confirmed it."""


def mask_correo(correo: str) -> str:
    """Return `ma•••@gmail.com` for an address; one letter only where the name is short."""
    name, _, host = correo.partition("@")
    shown = name[:2] if len(name) > 3 else name[:1]
    return f"{shown}•••@{host}"
