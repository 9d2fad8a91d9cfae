"""What keeps a student from a procedure's questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Impedimento:
    """Why a confirmed Solicitud cannot go on now, and what the student can do: a page of the procedure's own.

    It is looked for anew each time the student comes, and gone as soon as its reason is: no state holds it.
    """

    plantilla: str
    contexto: Mapping[str, Any] = field(default_factory=dict)
