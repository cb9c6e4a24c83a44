"""What a server must say with every answer. One description, from which the settings of each server are written."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.release.hash_assets import HASHED

TYPES = {
    "css": "text/css",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""Media types by ending: of all that the site consists of."""

TEXT = (
    "text/css",
    "text/html",
    "text/javascript",
    "application/json",
    "image/svg+xml",
    "text/plain",
    "application/xml",
)
"""Types that are sent with a charset: UTF-8."""

FOR_A_YEAR = "public, max-age=31536000, immutable"
"""Caching of what bears a content hash in its name."""

ASK_AGAIN = "no-cache"
"""Caching of pages: stored, but revalidated each time."""

METHODS = "GET, HEAD"
"""The methods that a site of files answers."""

HASHED_NAME = HASHED.pattern
"""The expression that tells a name with a content hash; all three servers understand it."""

SERVED = "/srv/course/current"
"""Where the settings look for the site by default: what publishing to `/srv/course` switches."""

LOGGED = "/var/log/nginx/access.log"
"""Where nginx's packages for Debian, Ubuntu and Red Hat write the access log."""

LARGEST_BODY = 1024
"""A request has nothing to bring; its body may have so many bytes."""

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Service:
    """How the site is served: the path below which it stands, its inline scripts' hashes, where nginx writes its log."""

    scripts: tuple[str, ...]
    base: str = "/"
    port: int = 80
    root: str = SERVED
    log: str = LOGGED

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every response, by name."""
        return {
            "Content-Security-Policy": content_security_policy(self.scripts),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "SAMEORIGIN",
        }


def inline_scripts(pages: Iterable[str]) -> tuple[str, ...]:
    """Return the CSP hashes of the theme's inline scripts in some pages; ours are all files."""
    codes = {
        found["code"]
        for page in pages
        for found in _INLINE.finditer(page)
        if "src=" not in found["attributes"] and 'type="application/json"' not in found["attributes"]
    }
    return tuple(
        sorted(f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'" for code in codes)
    )


def describe(site: Path, *, base: str = "/", port: int = 80, root: str = SERVED, log: str = LOGGED) -> Service:
    """Return how a built site is to be served."""
    pages = (file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html")))
    return Service(inline_scripts(pages), base, port, root, log)


def content_security_policy(scripts: Iterable[str]) -> str:
    """Return the policy: everything from the site itself, inline nothing but the theme's scripts by their hashes."""
    rules = {
        "default-src": ("'self'",),
        "script-src": ("'self'", *scripts),
        "style-src": ("'self'",),
        # The theme's symbols are images in its style sheet.
        "img-src": ("'self'", "data:"),
        "object-src": ("'none'",),
        "base-uri": ("'none'",),
        "form-action": ("'none'",),
        "frame-ancestors": ("'self'",),
    }
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())
