"""The QR code as a path."""

import re

from documentos.qr import QUIET, make_qr


def test_the_path_draws_the_modules_and_leaves_the_quiet_zone() -> None:
    qr = make_qr("https://ruta.example/verificar/Zx4-qH9_tLw2rVb7NcKm1A/")
    runs = [tuple(map(float, run)) for run in re.findall(r"M(\d+) ([\d.]+)h(\d+)", qr.trazo)]
    assert "".join(f"M{x:.0f} {y}h{n:.0f}" for x, y, n in runs) == qr.trazo
    assert min(x for x, _, _ in runs) == QUIET == min(y for _, y, _ in runs) - 0.5
    assert max(x + n for x, _, n in runs) == qr.lado - QUIET
    assert runs[0] == (QUIET, QUIET + 0.5, 7)  # the upper edge of the first finder pattern


def test_the_same_text_gives_the_same_code() -> None:
    assert make_qr("a") == make_qr("a")
    assert make_qr("a") != make_qr("b")
