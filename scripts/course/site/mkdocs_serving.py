"""What the adapter to MkDocs remembers while it serves, so that after an edit only the pages that changed are made.

MkDocs makes every page anew after each edit. Of a large course that is nearly all of the wait, and nearly all pages come
out as they were. Two steps are left out for a page whose source is the same: turning Markdown into HTML, and filling
the theme's templates, if also nothing is other that shows on every page (the navigation, the settings, the templates).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, ChoiceLoader, DictLoader, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from course.build_cache import BuildCache
from course.site.finished_page import FinishedPages

_AS_BEFORE = "course-as-before.html"
_TEMPLATE = {_AS_BEFORE: "{{ page.meta.as_before }}"}


@dataclass(frozen=True, slots=True)
class _Converted:
    """What MkDocs knows of a page once its Markdown is HTML; `links` are paths of pages with the anchors asked of them."""

    source: str
    files: frozenset[str]
    html: str
    toc: TableOfContents
    anchors: frozenset[str]
    links: Mapping[str, dict[str, str]]


class _Compiled(BytecodeCache):
    """The theme's templates as code: MkDocs begins each build without any."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._code[bucket.key] = (bucket.checksum, bucket.code)


class Serving:
    """The pages of the last build by their path below docs/."""

    def __init__(self) -> None:
        self._converted: dict[str, _Converted] = {}
        self._asked: dict[str, str] = {}
        self._made: dict[str, tuple[str, str]] = {}
        self._keys: dict[str, str] = {}
        self._compiled = _Compiled()
        self.cache = BuildCache()
        self.pages = FinishedPages(())

    def markdown(self, page: Page, markdown: str, files: Files) -> str:
        """Return what MkDocs must turn into HTML: nothing if it has done so before, among the same files."""
        path = page.file.src_uri
        self._asked[path] = markdown
        known = self._converted.get(path)
        # Without a title in its head a page takes the one that Markdown finds.
        if known and (known.source, known.files) == (markdown, _paths(files)) and "title" in page.meta:
            return ""
        self._converted.pop(path, None)
        return markdown

    def content(self, page: Page, html: str, files: Files) -> str:
        """Return a page's HTML, and tell MkDocs what it would have found out, or remember that."""
        path = page.file.src_uri
        known = self._converted.get(path)
        if not known:
            links = {to.src_uri: dict(asked) for to, asked in (page.links_to_anchors or {}).items()}
            anchors = frozenset(page.present_anchor_ids or ())
            self._converted[path] = _Converted(self._asked[path], _paths(files), html, page.toc, anchors, links)
            return html
        page.toc, page.present_anchor_ids = known.toc, set(known.anchors)
        found = {files.get_file_from_path(path): asked for path, asked in known.links.items()}
        page.links_to_anchors = {file: asked for file, asked in found.items() if file}
        return known.html

    def templates(self, env: Environment, config: MkDocsConfig, pages: Sequence[tuple[Page, str]]) -> None:
        """Let those pages be as they were made before that have the same content (`pages`) and the same around it."""
        env.bytecode_cache = self._compiled
        loaders = [loader for loader in (env.loader, DictLoader(_TEMPLATE)) if isinstance(loader, BaseLoader)]
        env.loader = ChoiceLoader(loaders)
        around = _around(config, [page for page, _ in pages])
        self._keys = {page.file.src_uri: _digest(around, repr(page.meta), content) for page, content in pages}
        for page, _ in pages:
            key, output = self._made.get(page.file.src_uri, ("", ""))
            if key == self._keys[page.file.src_uri]:
                page.meta = {**page.meta, "template": _AS_BEFORE, "as_before": output}

    def is_as_before(self, page: Page) -> bool:
        """Tell whether a page is put out as it was made before."""
        return page.meta.get("template") == _AS_BEFORE

    def made(self, page: Page, output: str) -> None:
        """Remember a page as it was made."""
        self._made[page.file.src_uri] = (self._keys.get(page.file.src_uri, ""), output)


def _paths(files: Files) -> frozenset[str]:
    return frozenset(files.src_uris)


def _around(config: MkDocsConfig, pages: Iterable[Page]) -> str:
    """Return a digest of what shows on every page."""
    places = [Path(config.config_file_path), *sorted(Path(config.theme.custom_dir or "").rglob("*.html"))]
    entries = [(str(page.title), page.url) for page in pages]
    course = repr((config.extra.get("course"), config.extra.get("diagnostics"), config.copyright))
    return _digest(repr(entries), course, *(place.read_text(encoding="utf-8") for place in places))


def _digest(*parts: str) -> str:
    state = hashlib.sha256()
    for part in parts:
        state.update(f"{len(part)}:".encode())
        state.update(part.encode(errors="surrogatepass"))
    return state.hexdigest()
