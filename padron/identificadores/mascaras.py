"""What lists and pages show of a CURP to staff who have not asked for it."""

__all__ = ["mask_curp"]


def mask_curp(curp: str) -> str:
    """Return the four letters that follow from the name beside it, and nothing else of the CURP.

    Birth date, sex and entity are masked with it, and the last two characters cannot be computed from anything shown.
    """
    return f"{curp[:4]}••••"
