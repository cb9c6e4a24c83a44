"""A release served on this machine as a web server with the shipped settings serves it, to try it before it is published."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TypeAlias

from waitress.server import create_server

from course.publish.package import Package
from course.release.hash_assets import is_hashed
from course.release.headers import ASK_AGAIN, FOR_A_YEAR, METHODS, TEXT, TYPES, Service, allowed_scripts
from course.release.manifest import SITE

HOST = "127.0.0.1"
_MISSING = "404.html"

_Environment: TypeAlias = Mapping[str, object]
_StartResponse: TypeAlias = Callable[[str, list[tuple[str, str]]], object]


class ReleasedSite:
    """The site of a release as a WSGI application, read from the archive; a path that its manifest lacks does not exist."""

    def __init__(self, package: Package, archive: zipfile.ZipFile) -> None:
        self._files = package.manifest.files
        self._archive = archive
        self._base = package.manifest.base or "/"
        pages = [path for path in self._files if path.endswith(".html")]
        self._headers = Service(allowed_scripts(pages, self._base), self._base).headers

    @property
    def base(self) -> str:
        """The path below which the site stands."""
        return self._base

    def __call__(self, environment: _Environment, start: _StartResponse) -> Iterable[bytes]:
        if environment["REQUEST_METHOD"] not in METHODS.split(", "):
            start(_line(HTTPStatus.METHOD_NOT_ALLOWED), [("Allow", METHODS)])
            return [b""]
        asked = str(environment.get("PATH_INFO", "")).encode("latin-1").decode(errors="replace")
        path = asked.removeprefix(self._base) if asked.startswith(self._base) else _MISSING
        path = f"{path}index.html" if path.endswith("/") or not path else path
        status = HTTPStatus.OK if path in self._files and path != _MISSING else HTTPStatus.NOT_FOUND
        return self._file(path if status is HTTPStatus.OK else _MISSING, status, start)

    def _file(self, path: str, status: HTTPStatus, start: _StartResponse) -> Iterable[bytes]:
        content = self._archive.read(SITE + path) if path in self._files else b""
        kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
        about = {
            **self._headers,
            "Content-Type": f"{kind}; charset=utf-8" if kind in TEXT else kind,
            "Cache-Control": FOR_A_YEAR if is_hashed(path) else ASK_AGAIN,
            "Content-Length": str(len(content)),
        }
        start(_line(status), list(about.items()))
        return [content]


def _line(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"


def serve_package(package: Package, port: int, opened: Callable[[str], None]) -> None:
    """Serve the site of a release on this machine until Ctrl+C; `opened` gets its address once it answers."""
    with zipfile.ZipFile(package.archive) as archive:
        site = ReleasedSite(package, archive)
        server = create_server(site, host=HOST, port=port)
        opened(f"http://{HOST}:{port}{site.base}")
        server.run()
