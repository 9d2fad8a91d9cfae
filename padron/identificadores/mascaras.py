"""What lists and pages show of an identifier to who has not asked for it."""

__all__ = ["mask_curp", "mask_nss"]


def mask_curp(curp: str) -> str:
    """Return the letters of the name and the last two characters: no birth date, sex or entity."""
    return f"{curp[:4]}••••{curp[-2:]}"


def mask_nss(nss: str) -> str:
    """Return the last four digits; of something too short to be one, which a roster may hold, nothing."""
    return f"••••{nss[-4:]}" if len(nss) > 8 else "••••"
