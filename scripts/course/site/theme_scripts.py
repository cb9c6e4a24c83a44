"""The inline scripts that the engines' themes write into pages: the only ones that a page may have.

`theme/inline-scripts.json` has them by theme with the theme's version; the way from a page to the site's root, which
differs from page to page, is left out there. `UPDATE=1 pytest tests/site/test_finished_site.py` renews the file.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course.environment import PROGRAM

PINNED = PROGRAM / "theme/inline-scripts.json"
RELEASED = "mkdocs-material"
"""The theme that releases are built with."""

WAYS = r"(?:\.|\.\.(?:/\.\.)*)"
"""Expression of the ways from a page to the root of the site."""

_WAY = "{way}"
# The page for a missing address names its files from the server's root.
_BEGINS = re.compile(rf'^__md_scope=new URL\("(?:{WAYS}|/)"')


@dataclass(frozen=True, slots=True)
class Pinned:
    """One theme's inline scripts, without the way to the root of the site."""

    version: str
    scripts: tuple[str, ...]


def read_pinned() -> Mapping[str, Pinned]:
    """Return the inline scripts by the name of the theme's package."""
    themes = json.loads(PINNED.read_text(encoding="utf-8"))
    return {name: Pinned(theme["version"], tuple(theme["scripts"])) for name, theme in themes.items()}


def without_way(code: str) -> str:
    """Return a script of a page as it is pinned: with a mark in the place of the way to the root of the site."""
    return _BEGINS.sub(f'__md_scope=new URL("{_WAY}"', code)


def released_scripts(ways: Iterable[str]) -> list[str]:
    """Return the inline scripts of a release whose pages have these ways to the root of the site."""
    scripts = read_pinned()[RELEASED].scripts
    return sorted({script.replace(_WAY, way) for script in scripts for way in ways})


def way_up(path: str) -> str:
    """Return the way from a page, by its path on the site, to the root of the site."""
    return "/".join([".."] * path.count("/")) or "."
