"""The one door to qrcode: a code as the path of an SVG, so that it prints sharp and needs no picture file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Codigo:
    """The drawing: `lado` modules wide and high, the quiet zone of four included."""

    lado: int
    trazo: str


QUIET = 4


def make_qr(text: str) -> Codigo:
    """Return the QR code of a text, one run of dark modules after the other."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    trazo = "".join(_draw_row(row, y + QUIET) for y, row in enumerate(rows))
    return Codigo(lado=len(rows) + 2 * QUIET, trazo=trazo)


def _draw_row(row: list[bool], y: int) -> str:
    path, x = [], 0
    while x < len(row):
        end = x
        while end < len(row) and row[end] == row[x]:
            end += 1
        if row[x]:
            path.append(f"M{x + QUIET} {y + 0.5}h{end - x}")
        x = end
    return "".join(path)
