"""What a server must say with every answer. One description, from which the settings of each server are written."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.release.hash_assets import HASHED
from course.site.theme_scripts import released_scripts, way_up

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
"""Caching of files that have a content hash in their names."""

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


def describe(site: Path, *, base: str = "/", port: int = 80, root: str = SERVED, log: str = LOGGED) -> Service:
    """Return how a built site is to be served; which scripts may run does not depend on what its pages hold."""
    paths = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return Service(allowed_scripts(paths, base), base, port, root, log)


def allowed_scripts(pages: Iterable[str], base: str) -> tuple[str, ...]:
    """Return the inline scripts that pages at these paths may run, as a policy names them."""
    ways = {base, *map(way_up, pages)}
    return tuple(sorted(map(script_hash, released_scripts(ways))))


def script_hash(code: str) -> str:
    """Return what a policy calls an inline script; ours are all files."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


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
