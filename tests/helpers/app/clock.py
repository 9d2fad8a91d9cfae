"""A worker whose clock is wrong: `APOYO_RELOJ` says by how many seconds. The database's clock stays right."""

import os
from datetime import UTC, datetime, timedelta

import time_machine


def turn() -> None:
    if seconds := float(os.environ.get("APOYO_RELOJ", "0")):
        # Never stopped: it holds for this process and for those that it forks.
        time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=True).start()
