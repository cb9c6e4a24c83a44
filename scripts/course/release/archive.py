"""Archives that are the same to the byte whenever and wherever they are made from the same files."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

# The earliest moment that the format can tell.
_EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
_MODE = 0o100644 << 16
_UNIX = 3


def archive(files: Mapping[str, bytes], epoch: int) -> bytes:
    """Return a zip archive of files by path, all dated `epoch` (seconds since 1970)."""
    moment = datetime.fromtimestamp(max(epoch, _EARLIEST), UTC)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, moment.timetuple()[:6])
            entry.create_system, entry.external_attr = _UNIX, _MODE
            # What is compressed already only gets larger.
            ready = path.endswith((".gz", ".br", ".png"))
            packed.writestr(entry, content, zipfile.ZIP_STORED if ready else zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
