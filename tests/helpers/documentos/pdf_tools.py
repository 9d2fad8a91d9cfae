"""The programs that look at a PDF from outside."""

import subprocess
from pathlib import Path


def run(*command: str | Path) -> str:
    """What the program prints. It must end well."""
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", errors="replace").stdout


def text_of(pdf: Path) -> str:
    """The text in the order in which it is read aloud: that of the tags, not that of the page."""
    return "\n".join(
        line.strip()[1:-1] for line in run("pdfinfo", "-struct-text", pdf).splitlines() if line.strip().startswith('"')
    )


def paint(pdf: Path, *, dpi: int) -> Path:
    """The first page as a picture."""
    target = pdf.with_name(f"{pdf.stem}-{dpi}")
    run("pdftoppm", "-r", str(dpi), "-f", "1", "-l", "1", "-singlefile", "-png", pdf, target)
    return target.with_suffix(".png")
