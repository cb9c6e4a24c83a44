"""Links of a built site, and where they lead."""

import posixpath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from support.site_build import Site


def hrefs(page: Element) -> list[str]:
    """Return what the links of a page lead to."""
    return [element.get("href", "") for element in page.iter("a") if element.get("href")]


def broken_links(site: Site) -> list[str]:
    """Return the page and target of each link that leads nowhere; a server shows 404.html at any address."""
    return [
        f"{path}: {target}"
        for path, page in site.pages.items()
        if path != "404.html"
        for target in hrefs(page)
        if not _leads_somewhere(site, path, target)
    ]


def _leads_somewhere(site: Site, path: str, target: str) -> bool:
    """Return whether a link on the page at `path` leads to a page or a file of the site, and to a place there."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return parts.netloc in {"squidfunk.github.io", "zensical.org"}
    name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if name not in site.pages:
        return (site.folder / name).is_file() or (name == "." and "index.html" in site.pages)
    fragment = unquote(parts.fragment)
    return (
        not fragment
        or fragment == "__skip"
        or any(element.get("id") == fragment for element in site.pages[name].iter())
    )
