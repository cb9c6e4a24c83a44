"""Compressed copies beside the files, so that a server need not compress anything while it serves."""

import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

ENDINGS = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")
# Below this the headers weigh more than what is saved.
_LEAST = 512
_GZIP = 16 + zlib.MAX_WBITS


def compress(site: Path, *, quality: int = 11) -> int:
    """Write `.gz` and `.br` beside each text file that gets smaller by it; return how many files got them.

    `quality` is Brotli's, from 0 (fast) to 11 (small). The same content gives the same bytes on any day.
    """
    files = [file for file in sorted(site.rglob("*")) if file.suffix in ENDINGS and file.stat().st_size >= _LEAST]
    # Both libraries let other threads run while they compress.
    with ThreadPoolExecutor() as pool:
        return sum(pool.map(lambda file: _compress(file, quality), files))


def _compress(file: Path, quality: int) -> bool:
    content = file.read_bytes()
    copies = {".gz": _gzip(content), ".br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)}
    smaller = {ending: copy for ending, copy in copies.items() if len(copy) < len(content)}
    for ending, copy in smaller.items():
        file.with_name(file.name + ending).write_bytes(copy)
    return bool(smaller)


def _gzip(content: bytes) -> bytes:
    # gzip's own module writes the time of day.
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    return packer.compress(content) + packer.flush()
