"""Packages: zip archives that are the same to the byte whenever they are made of the same files."""

import io
import zipfile
from collections.abc import Mapping

# The earliest moment that the format can tell.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_STORED = (".gz", ".png", ".jpg", ".woff2")


def zipped(files: Mapping[str, bytes], *first: str) -> bytes:
    """Return an archive of files by path, those named `first` in front, where some platforms look for them."""
    buffer = io.BytesIO()
    order = [*first, *(path for path in sorted(files) if path not in first)]
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in order:
            entry = zipfile.ZipInfo(path, _MOMENT)
            entry.external_attr = 0o100644 << 16
            # What is compressed already only gets larger.
            kind = zipfile.ZIP_STORED if path.endswith(_STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path], kind)
    return buffer.getvalue()
