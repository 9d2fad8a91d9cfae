"""Sixteen real processes at the last places of a shift, on both databases. Source: docs/reglas.md, «Clinics»."""

from collections import Counter
from pathlib import Path

import pytest

from tests.helpers.concurrency import PROCESOS, ask
from tests.helpers.padron.many_clinics import CUPOS

pytestmark = pytest.mark.real


def test_F15_each_place_is_taken_once(base_url: str, tmp_path: Path) -> None:
    got = ask("tests.helpers.padron.many_clinics", "take_ultimos", base_url=base_url, var_dir=tmp_path)
    expected = {str(numero): cupo for numero, cupo in enumerate(CUPOS, start=1)}
    assert Counter(got) == {**expected, "sin lugar": PROCESOS - sum(CUPOS)}
