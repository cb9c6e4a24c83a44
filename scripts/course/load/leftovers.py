"""Files that stand in a project folder by accident: what other programs leave behind, and secrets."""

import re

_LEFT_BEHIND = re.compile(
    r"~\$.*|Thumbs\.db|desktop\.ini|\.DS_Store|\._.*|\.~lock\..*#|.*~|#.*#|.*\.(?:bak|orig|rej|sw[a-p]|tmp)",
    re.IGNORECASE,
)
_KEY_NAME = re.compile(r"id_(?:dsa|ecdsa|ed25519|rsa)|.*\.(?:jks|kdbx|key|keystore|p12|pfx|ppk)", re.IGNORECASE)
_KEY = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-\d")

BEGINNING = 100_000
"""Bytes of a file that are looked at for a key."""


def is_left_behind(name: str) -> bool:
    """Return whether a file has a name under which office programs, systems and editors leave something beside people's files."""
    return bool(_LEFT_BEHIND.fullmatch(name))


def is_secret(name: str, beginning: bytes) -> bool:
    """Return whether a file holds a private key, by its name or by how it begins."""
    return bool(_KEY_NAME.fullmatch(name) or _KEY.search(beginning))
