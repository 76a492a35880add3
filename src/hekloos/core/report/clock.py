"""Office files without the moment at which they were made, so that the same content gives the same bytes."""

import io
import re
import zipfile

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # zip knows none before
_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_PROPERTIES = "docProps/core.xml"


def without_clock(made: bytes) -> bytes:
    """The same docx or xlsx, all of its parts as of one moment."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == _PROPERTIES:
                content = _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
            new.writestr(zipfile.ZipInfo(part.filename, FIRST_MOMENT), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
