"""Settings for nginx, Caddy, IIS and HAProxy, all written from one description of what a server must say.

Of nginx and Caddy an administrator owns one file, which names ports, certificates and folders and is copied once; it
includes the others, which every release may replace.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from textwrap import dedent
from xml.sax.saxutils import quoteattr

from course.release.headers import ASK_AGAIN, FOR_A_YEAR, HASHED_NAME, LARGEST_BODY, METHODS, TEXT, TYPES, Service

HEALTH = "healthz"
"""Below the site's path; answers that the server is up."""

BESIDE = "course-location"
"""The stem of the file by which a site stands below a path of one that is there already."""

_TEMPLATES = Path(__file__).parent / "templates"
# All the servers' own signs stay what they are: only this is a place to fill.
_PLACE = re.compile(r"@\{([a-z_]+)\}")


def settings(service: Service) -> dict[str, str]:
    """Return the files for an administrator by their paths below `deploy/`."""
    servers: Mapping[str, Callable[[Service], dict[str, str]]] = {
        "nginx": nginx, "caddy": caddy, "iis": iis, "haproxy": haproxy,
    }  # fmt: skip
    return {f"{server}/{path}": text for server, files in servers.items() for path, text in files(service).items()}


def nginx(service: Service) -> dict[str, str]:
    """Return the files below `/etc/nginx`, but for `course.conf`, which belongs in `conf.d`."""
    base = service.base
    slash = f"    location = {base[:-1]} {{\n        absolute_redirect off;\n        return 301 {base};\n    }}\n"
    prefix = "/" if base == "/" else f"^~ {base}"
    place = (
        f"{'' if base == '/' else slash}    location {prefix} {{\n"
        f'        alias "{service.root}/";\n        include course/location.conf;\n    }}'
    )
    return _filled(
        "nginx",
        service,
        place=place,
        snippet=dedent(place),
        types="\n".join(f"    {media} {ending};" for ending, media in TYPES.items()),
        # text/html is always among them.
        texts=" ".join(media for media in TEXT if media != "text/html"),
        headers="\n".join(f'add_header {name} "{value}" always;' for name, value in service.headers.items()),
    )


def caddy(service: Service) -> dict[str, str]:
    """Return the files below `/etc/caddy`."""
    base = service.base
    handle = "\thandle {\n" if base == "/" else f"\tredir {base[:-1]} {base} 308\n\thandle_path {base}* {{\n"
    place = f'{handle}\t\troot * "{service.root}"\n\t\timport course/location.caddy\n\t}}'
    texts = (
        f'\t@{ending} path *.{ending}\n\theader @{ending} Content-Type "{media}; charset=utf-8"'
        for ending, media in TYPES.items()
        if media in TEXT
    )
    return _filled(
        "caddy",
        service,
        place=place,
        snippet=dedent(place),
        texts="\n".join(texts),
        headers="\n".join(f'\t\t{name} "{value}"' for name, value in service.headers.items()),
        # Caddy takes whatever stands in braces for a placeholder.
        hashed=HASHED_NAME.replace("[0-9a-f]{8}", "[0-9a-f]" * 8),
    )


def iis(service: Service) -> dict[str, str]:
    """Return a `web.config` for the site's folder."""
    headers = {**service.headers, "Cache-Control": ASK_AGAIN}.items()
    types = (
        f'      <remove fileExtension=".{ending}" />\n'
        f'      <mimeMap fileExtension=".{ending}" mimeType="{media}{"; charset=utf-8" if media in TEXT else ""}" />'
        for ending, media in TYPES.items()
    )
    return _filled(
        "iis",
        service,
        types="\n".join(types),
        headers="\n".join(
            f"        <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in headers
        ),
    )


def haproxy(service: Service) -> dict[str, str]:
    """Return a load balancer before two nodes that serve the same site."""
    return _filled("haproxy", service)


def _filled(server: str, service: Service, **parts: str) -> dict[str, str]:
    """Return the templates of a server with their places filled, by path."""
    known = {
        **parts,
        "ask_again": ASK_AGAIN,
        "for_a_year": FOR_A_YEAR,
        "hashed_name": HASHED_NAME,
        "health": HEALTH,
        "largest_body": str(LARGEST_BODY),
        "methods": METHODS,
        "base": service.base,
        "parent": str(PurePosixPath(service.root).parent),
        "port": str(service.port),
        "log": service.log,
    }
    folder = _TEMPLATES / server
    return {
        file.relative_to(folder).as_posix(): _PLACE.sub(lambda place: known[place[1]], file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*"))
        if file.is_file() and (file.stem != BESIDE or service.base != "/")
    }
