"""One style sheet in the place of those that every page asks for, without what the theme has for other sites."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tinycss2

MERGED = "assets/styles.css"
"""What the one sheet is called, before it gets its hash."""

_THEME = "assets/stylesheets/"
_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"?#]+)">\n?')
_WORD = re.compile(rb"[A-Za-z0-9_-]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_URL = re.compile(r"""(url\(["']?)([^"')#?]+)""")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
# The theme's script has names of these parts, too, which no site of ours has: text from right to left, a choice of
# versions, notes in code.
_ABSENT = ("rtl", "md-version", "md-annotation")
# These hold rules of their own; all other rules of this kind hold declarations, or nothing.
_NESTING = frozenset(("media", "supports"))
# A node of tinycss2, which has no types.
Node = Any
IsUsed = Callable[[Sequence[Node]], bool]


@dataclass(frozen=True, slots=True)
class StyleRule:
    """Selectors and their declarations as pairs of name and value."""

    head: str
    declarations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConditionalRules:
    """Rules that hold under a condition, such as a medium."""

    head: str
    rules: "tuple[StyleRule | ConditionalRules | str, ...]"


# What is neither of the two stays as it is written.
CssRule = StyleRule | ConditionalRules | str


def merge_styles(site: Path) -> None:
    """Merge the sheets with which every page below `site` begins into one. Changes pages and sheets in place.

    A rule of the theme is left out if it asks for a class, an id or an attribute that no page and no script names;
    a custom property, if no rule reads it. The sheets of the course itself, also those of some pages only, lose nothing
    but comments and spaces.
    """
    pages = {file: file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))}
    linked = [_sheets(site, file, text) for file, text in pages.items()]
    sheets = posixpath.commonprefix(linked) if linked else []
    if len(sheets) < 2:
        return
    texts = {path: (site / path).read_text(encoding="utf-8") for links in linked for path in links}
    others = {path: text for path, text in texts.items() if path not in sheets}
    seen = [text.encode() for text in (*pages.values(), *others.values())]
    known = _names([*seen, *(file.read_bytes() for file in site.rglob("*.js"))])
    rules = [rule for path in sheets for rule in _sheet(path, MERGED, texts[path], known)]
    _write_sheet(site / MERGED, _without_unread(rules, known))
    for path, text in others.items():
        _write_sheet(site / path, list(_sheet(path, path, text, known)))
    for file, text in pages.items():
        file.write_text(
            _relinked(text, posixpath.dirname(_path(site, file)), len(sheets)), encoding="utf-8", newline=""
        )
    for path in sheets:
        (site / path).unlink()


def _write_sheet(file: Path, rules: Sequence[CssRule]) -> None:
    file.write_text(f'@charset "utf-8";{_written(rules)}', encoding="utf-8", newline="")


def _path(site: Path, file: Path) -> str:
    return file.relative_to(site).as_posix()


def _sheets(site: Path, file: Path, text: str) -> list[str]:
    """Return the sheets that a page asks for, below the site. The page for a missing address names them from the root."""
    folder = posixpath.dirname(_path(site, file))
    return [posixpath.normpath(posixpath.join("/", folder, found)).lstrip("/") for found in _LINK.findall(text)]


def _relinked(text: str, folder: str, count: int) -> str:
    """Put the one sheet in the place of the first of `count`, and nothing in that of the others."""
    first = _LINK.search(text)
    root = first is not None and first[1].startswith("/")
    href = f"/{MERGED}" if root else posixpath.relpath(MERGED, folder or ".")
    rest = _LINK.sub("", text, count=count)
    at = first.start() if first else 0
    return f'{rest[:at]}<link rel="stylesheet" href="{href}">\n{rest[at:]}'


def _names(texts: Iterable[bytes]) -> frozenset[str]:
    """Return every word of pages and scripts, and of `dataset.someName` the attribute that it stands for."""
    words = {word.decode() for text in texts for word in set(_WORD.findall(text))}
    return frozenset(words | {f"data-{_CAMEL.sub('-', word).lower()}" for word in words})


def _sheet(path: str, target: str, text: str, known: frozenset[str]) -> Iterator[CssRule]:
    """Yield the rules of a sheet at `path` below the site as they are written into the one at `target`."""

    def wanted(selector: Sequence[Node]) -> bool:
        return not path.startswith(_THEME) or all(_is_used(name, known) for name in _asked(selector))

    moved = _URL.sub(lambda found: found[1] + _moved(path, target, found[2]), text)
    return _parts(tinycss2.parse_stylesheet(moved, skip_comments=True, skip_whitespace=True), wanted)


def _is_used(name: str, known: frozenset[str]) -> bool:
    return name in known and not name.startswith(_ABSENT)


def _moved(path: str, target: str, address: str) -> str:
    """Return an address in the sheet at `path` as it is written in the one at `target`."""
    if urlsplit(address).scheme or address.startswith("/"):
        return address
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    return posixpath.relpath(found, posixpath.dirname(target))


def _parts(nodes: Iterable[Node], wanted: IsUsed) -> Iterator[CssRule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [_text(one) for one in _selectors(node.prelude) if wanted(one)]
            if selectors:
                yield _rule(",".join(selectors), node.content)
        elif node.type == "at-rule" and node.lower_at_keyword in _NESTING:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            rules = tuple(_parts(inner, wanted))
            if rules:
                yield ConditionalRules(f"@{node.lower_at_keyword} {_text(node.prelude)}", rules)
        elif node.type != "at-rule" or node.lower_at_keyword != "charset":
            yield str(node.serialize())


def _rule(head: str, content: Sequence[Node]) -> CssRule:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    if any(one.type != "declaration" for one in found):
        return f"{head}{{{_text(content)}}}"
    return StyleRule(head, tuple((one.name, _text(one.value) + "!important" * one.important) for one in found))


def _text(nodes: Sequence[Node]) -> str:
    return " ".join(str(tinycss2.serialize([one for one in nodes if one.type != "comment"])).split("\n")).strip()


def _selectors(prelude: Sequence[Node]) -> Iterator[list[Node]]:
    """Cut the head of a rule at its commas."""
    selector: list[Node] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector


def _asked(selector: Sequence[Node]) -> Iterator[str]:
    """Yield the classes, ids, attributes and their values without which a selector fits nothing.

    What stands inside of `:not()` and the like may be missing, and is not looked at.
    """
    for before, node in zip([None, *selector], selector, strict=False):
        if node.type == "hash" or (node.type == "ident" and before is not None and before == "."):
            yield node.value
        elif node.type == "[] block":
            yield from (one.value for one in node.content if one.type == "ident")


def _without_unread(parts: Sequence[CssRule], known: frozenset[str]) -> Sequence[CssRule]:
    """Leave out the custom properties that no declaration and no script reads."""
    while True:
        read = known | set(_READ.findall(_written(parts)))
        kept = [_reading(part, read) for part in parts]
        if kept == list(parts):
            return parts
        parts = kept


def _reading(part: CssRule, read: frozenset[str]) -> CssRule:
    match part:
        case StyleRule():
            declarations = tuple(one for one in part.declarations if not one[0].startswith("--") or one[0] in read)
            return replace(part, declarations=declarations)
        case ConditionalRules():
            return replace(part, rules=tuple(_reading(one, read) for one in part.rules))
        case str():
            return part


def _written(parts: Iterable[CssRule]) -> str:
    return "".join(_line(part) for part in parts)


def _line(part: CssRule) -> str:
    match part:
        case StyleRule():
            declarations = ";".join(f"{name}:{value}" for name, value in part.declarations)
            return f"{part.head}{{{declarations}}}" if declarations else ""
        case ConditionalRules():
            return f"{part.head}{{{_written(part.rules)}}}"
        case str():
            return part
