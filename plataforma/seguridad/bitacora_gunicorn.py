"""gunicorn makes its handlers itself, before Django is there: this gives them the portal's formatter.

Used by `--logger-class plataforma.seguridad.bitacora_gunicorn.Logger`. There is no access log: it would hold paths
and addresses, and the proxy in front has one.
"""

from typing import Any

from gunicorn.glogging import Logger as GunicornLogger  # type: ignore[import-untyped]

from plataforma.seguridad.bitacora import Formatter


class Logger(GunicornLogger):  # type: ignore[misc]
    """gunicorn's logger with our lines."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(Formatter())

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        # gunicorn quotes what it could not read, ready-made: whatever a client sent would stand in the log.
        is_quote = isinstance(msg, str) and msg.startswith("Invalid request from")
        super().warning("Invalid request" if is_quote else msg, *args, **kwargs)
