"""An application that fails outside Django, so that gunicorn itself has to say so."""

from typing import Any

from tests.helpers.plataforma.planted_secrets import fail_with_everything


def application(environ: Any, start_response: Any) -> Any:
    fail_with_everything(dict(environ))
