"""Settings for nginx, Caddy, IIS and HAProxy, all written from one description of what a server must say."""

import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

from course.release.headers import ASK_AGAIN, FOR_A_YEAR, HASHED_NAME, LARGEST_BODY, TEXT, TYPES, Service

HEALTH = "healthz"
"""Below the site's path; answers that the server is up."""

_TEMPLATES = Path(__file__).parent / "templates"
# All the servers' own signs stay what they are: only this is a place to fill.
_PLACE = re.compile(r"@\{([a-z_]+)\}")


def settings(service: Service) -> dict[str, str]:
    """Return the files for an administrator by their paths below `deploy/`."""
    return {
        "nginx/course.conf": nginx(service),
        "caddy/Caddyfile": caddy(service),
        "iis/web.config": iis(service),
        "haproxy/haproxy.cfg": haproxy(service),
    }


def nginx(service: Service) -> str:
    """Return a site for `/etc/nginx/conf.d/`."""
    return _fill(
        "course.conf",
        service,
        types="\n".join(f"        {media} {ending};" for ending, media in TYPES.items()),
        # text/html is always among them.
        texts=" ".join(media for media in TEXT if media != "text/html"),
        headers="\n".join(f'    add_header {name} "{value}" always;' for name, value in service.headers.items()),
    )


def caddy(service: Service) -> str:
    """Return a Caddyfile."""
    texts = (
        f'\t@{ending} path *.{ending}\n\theader @{ending} Content-Type "{media}; charset=utf-8"'
        for ending, media in TYPES.items()
        if media in TEXT
    )
    return _fill(
        "Caddyfile",
        service,
        texts="\n".join(texts),
        headers="\n".join(f'\t\t{name} "{value}"' for name, value in service.headers.items()),
        # Caddy takes whatever stands in braces for a placeholder.
        hashed=HASHED_NAME.replace("[0-9a-f]{8}", "[0-9a-f]" * 8),
    )


def iis(service: Service) -> str:
    """Return a `web.config` for the site's folder."""
    headers = {**service.headers, "Cache-Control": ASK_AGAIN}.items()
    types = (
        f'      <remove fileExtension=".{ending}" />\n'
        f'      <mimeMap fileExtension=".{ending}" mimeType="{media}{"; charset=utf-8" if media in TEXT else ""}" />'
        for ending, media in TYPES.items()
    )
    return _fill(
        "web.config",
        service,
        types="\n".join(types),
        headers="\n".join(
            f"        <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in headers
        ),
    )


def haproxy(service: Service) -> str:
    """Return a load balancer before two nodes that serve the same site."""
    return _fill("haproxy.cfg", service)


def _fill(name: str, service: Service, **parts: str) -> str:
    known = {
        **parts,
        "ask_again": ASK_AGAIN,
        "for_a_year": FOR_A_YEAR,
        "hashed_name": HASHED_NAME,
        "health": HEALTH,
        "largest_body": str(LARGEST_BODY),
        "base": service.base,
        "port": str(service.port),
        "root": service.root,
        "log": service.log,
    }
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: known[place[1]], text)
