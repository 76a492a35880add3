"""What may come in by a form: a limit on all files of a request together, kept while they come in."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hekloos.core.formats.opening import Limits

WEB_LIMITS = Limits(bytes=32 * 1024**2, files=500, items=20_000, seconds=60.0, memory=1536 * 1024**2)
TOO_LARGE = "hekloos.too_large"  # in `request.META` when something was left out
BEYOND_PATIENCE = 4  # times the limit: from there on the rest is not even taken in


def too_large() -> str:
    message = _("Dit is samen meer dan {limit} MB. Splits de bestanden, of lees ze één voor één in.")
    return message.format(limit=WEB_LIMITS.bytes // 1024**2)


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes files to the disk of the server until they are too large together; then keeps nothing more."""

    total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if self.total > WEB_LIMITS.bytes:
            self._meta()[TOO_LARGE] = True
            if self.total > BEYOND_PATIENCE * WEB_LIMITS.bytes:
                raise StopUpload(connection_reset=True)
            return
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if self._meta().get(TOO_LARGE):
            self.file.close()
            return None
        return super().file_complete(file_size)

    def _meta(self) -> dict[str, object]:
        request = self.request
        if not isinstance(request, HttpRequest):
            raise SkipFile
        return request.META
