"""The bodies of requests: no form of the portal takes files (T21).

Django's own handlers write a file to the disk before any view, and before the CSRF token is checked. A view that takes
files must set `request.upload_handlers` itself, with limits of its own.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError

__all__ = ["SinArchivos"]


class SinArchivos(FileUploadHandler):
    """Refuses every file, and every form that is longer than DATA_UPLOAD_MAX_MEMORY_SIZE, before it is read."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        if content_length > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise MultiPartParserError

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None  # never called: `new_file` ends the upload

    def file_complete(self, file_size: int) -> Any:
        return None
