"""Content hashes in the names of assets, so that browsers may keep them for a year and never mix two releases."""

import hashlib
import json
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from course.site.library import NAMES

HASHED = re.compile(r"\.[0-9a-f]{8}\.")
"""What a name with a content hash looks like: ours, and those that the theme comes with."""

# Scripts that send for other files by their plain paths take the new ones from this table (elements/script.ts).
_TABLE = "courseNames"
_LOADERS = ("assets/player/search.js", "assets/player/player.js")
_INDEX = "quizzes/data/index.js"
# The theme asks for these by fixed names.
_FIXED = frozenset(("search/search_index.js", "search/search_index.json"))
_ASSETS = (".css", ".js", ".svg", ".png", ".ico", ".jpg", ".webp", ".gif", ".woff2")
_REFERENCE = re.compile(r'(?<=\s)((?:src|href)=")([^"#?]+)')
_STYLE_URL = re.compile(r"""(url\(["']?)([^"')#?]+)""")


def hash_names(site: Path) -> dict[str, str]:
    """Put content hashes into the names of all assets below `site`; return new paths by old ones.

    What refers to an asset is rewritten first, so that its own name changes with that of the asset: images and
    data, then styles, then the scripts that load them, then pages, which keep their names.
    """
    names: dict[str, str] = {}
    assets = [path for path in files_of(site) if path.endswith(_ASSETS) and path not in _FIXED]
    plain = [path for path in assets if not is_hashed(path)]
    styles = [path for path in plain if path.endswith(".css")]
    last = [path for path in _LOADERS if path in plain]
    for path in plain:
        if path not in styles and path not in last:
            names[path] = _rename(site, path)
    for path in styles:
        _rewrite(site, path, _STYLE_URL, names)
        names[path] = _rename(site, path)
    # The theme's styles have hashes already; they refer to nothing that we rename.
    for path in last:
        _add_table(site / path, {old: new for old, new in sorted(names.items()) if _is_sent_for(path, old)})
        names[path] = _rename(site, path)
    for path in files_of(site):
        if path.endswith(".html"):
            _rewrite(site, path, _REFERENCE, names)
    if _INDEX in names:
        # By a name that stays, for a start page that outlives the release.
        (site / NAMES).write_bytes(_assignment({_INDEX: names[_INDEX]}))
    return names


def _is_sent_for(loader: str, path: str) -> bool:
    if loader.endswith("search.js"):
        return path.startswith("search/")
    return path.startswith(("quizzes/data/", "assets/player/")) and path.endswith(".js")


def files_of(site: Path) -> list[str]:
    """Return the paths of all files below a folder, in order."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def _rename(site: Path, path: str) -> str:
    digest = hashlib.sha256((site / path).read_bytes()).hexdigest()[:8]
    stem, _, ending = path.rpartition(".")
    new = f"{stem}.{digest}.{ending}"
    (site / path).rename(site / new)
    return new


def _add_table(script: Path, names: dict[str, str]) -> None:
    """Let a script know the new names before anything in it runs."""
    script.write_bytes(_assignment(names) + script.read_bytes())


def _assignment(names: dict[str, str]) -> bytes:
    table = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    return f"self.{_TABLE}=Object.assign(self.{_TABLE}||{{}},{table});\n".encode()


def _rewrite(site: Path, path: str, pattern: re.Pattern[str], names: dict[str, str]) -> None:
    file = site / path
    text = file.read_text(encoding="utf-8")
    file.write_text(pattern.sub(_renaming(posixpath.dirname(path), names), text), encoding="utf-8", newline="")


def _renaming(folder: str, names: dict[str, str]) -> Callable[[re.Match[str]], str]:
    def rename(match: re.Match[str]) -> str:
        address = match[2]
        if urlsplit(address).scheme or address.startswith("//"):
            return match[0]
        target = posixpath.normpath(posixpath.join("/", folder, unquote(address))).lstrip("/")
        new = names.get(target)
        if new is None:
            return match[0]
        # Only the last part changes, whatever way leads there.
        return match[1] + posixpath.join(posixpath.dirname(address), quote(posixpath.basename(new)))

    return rename


def is_hashed(path: str) -> bool:
    """Return whether a name holds a hash of the content, so that it never stands for another."""
    return bool(HASHED.search(posixpath.basename(path)))
