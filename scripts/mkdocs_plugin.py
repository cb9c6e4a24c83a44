"""The adapter to MkDocs: generate before every build, so that no page is ever stale."""

import logging
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from course.build_cache import NO_CACHE, NoCache
from course.environment import today
from course.errors import RefusedError
from course.files import OWNED, write_text
from course.links import LinkError, refuse_links
from course.load.course import load_identity, load_terms
from course.model.glossary import Term
from course.release.build_options import from_environment
from course.site.generate import generate
from course.site.placeholders import Placeholders, without_indents
from course.site.prune import prune
from course.site.search_index import THEME_INDEX, IndexedSection, page_sections, replace_index
from course.site.up_to_date import fresh, sources
from course.text.diagnostics import Diagnostic, format_text
from mkdocs_serving import Serving, watch_sources_only

log = logging.getLogger("mkdocs.hooks.course")
_GENERATED = tuple(folder.removeprefix("docs/") + "/" for folder in OWNED[:-1])
SEARCH_SCRIPT = "assets/player/search.js"


class Settings(Config):  # type: ignore[no-untyped-call]
    """None: course.yml says everything."""


class CoursePlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Generates before each build, and keeps between its events what belongs to the build under way."""

    def __init__(self) -> None:
        self._serving: Serving | None = None
        self._terms: tuple[Term, ...] = ()
        self._aside: dict[str, Placeholders] = {}
        self._sections: list[IndexedSection] = []

    @property
    def _cache(self) -> NoCache:
        return self._serving.cache if self._serving else NO_CACHE

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002, FBT001 -- MkDocs names these
        self._serving = Serving() if command == "serve" else None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Build once after an edit: what is written then below docs/ is not an edit."""
        watch_sources_only(server, Path(config.docs_dir))
        return server

    def on_config(self, config: MkDocsConfig) -> None:
        """Give the templates the course's identity, and our search the theme's search box: its script must run first."""
        config.extra.setdefault("polyfills", []).append(SEARCH_SCRIPT)
        identity = load_identity(Path(config.config_file_path).parent)
        if self._serving:
            identity = self._serving.identity(identity)
        config.extra["course"] = asdict(identity) if identity else None

    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Write what derives from the course; with errors, keep the old pages while serving, stop a build."""
        root = Path(config.config_file_path).parent
        try:
            # MkDocs empties the folder of the site right after this.
            refuse_links(root, *([] if self._serving else [config.site_dir]))
            wanted = from_environment(os.environ)
        except (OSError, RefusedError) as error:
            raise Abort(str(error)) from error
        # A server remembers more than what the last run left in files.
        usual = wanted.drafts and not wanted.since and not self._serving
        if usual and (known := fresh(root, sources(root, today()))):
            self._terms = load_terms(root)
            _tell(known.diagnostics, logging.INFO)
            return
        if self._serving:
            self._serving.cache.next_build()
        try:
            outcome = generate(root, day=today(), drafts=wanted.drafts, since=wanted.since, cache=self._cache)
        except LinkError as error:
            raise Abort(str(error)) from error
        self._terms = outcome.course.terms
        _tell(outcome.diagnostics, logging.ERROR if outcome.failed else logging.INFO)
        if not outcome.failed:
            return
        if not self._serving or not (root / OWNED[0]).exists():
            raise Abort("课程有错误，没有生成页面。请按上面的提示改正。")
        log.error("课程有错误，页面保持上一次的内容。改好并保存后会自动更新。")

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep away from Markdown what is HTML already, and while serving what it has turned into HTML before."""
        aside = self._aside[page.file.src_uri] = Placeholders()
        if page.file.src_uri.startswith(_GENERATED):
            return aside.page(markdown)
        snippets = Path(config.config_file_path).parent / OWNED[-1]
        left = aside.snippets(markdown, lambda name: _text(snippets / name))
        return self._serving.markdown(page, left, aside.left, files) if self._serving else left

    def on_page_content(self, html: str, page: Page, files: Files, **_: object) -> str:
        """Tell MkDocs the anchors that Markdown did not see, and our search what stands on the page."""
        aside = self._aside[page.file.src_uri]
        generated = page.file.src_uri.startswith(_GENERATED)
        if self._serving and not generated:
            html = self._serving.content(page, html, files)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | aside.ids
        if not _is_left_out(page):
            # What is set aside of a study page are questions: they are asked, not looked up.
            shown = aside.put_back(html) if generated else html
            self._sections.extend(self._cache.call(page_sections, page.url, str(page.title), shown))
        # The theme's plugin would read the page for an index that ours replaces.
        page.meta["search"] = {"exclude": True}
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """While serving, let pages that come out as before not be made anew."""
        if self._serving:
            pages = [file.page for file in files.documentation_pages() if file.page]
            contents = [(page, f"{page.content}\n{self._aside[page.file.src_uri].html}") for page in pages]
            self._serving.templates(env, config, contents)
        return env

    def on_post_page(self, output: str, page: Page, **_: object) -> str:
        """Leave out what the theme's templates indent by, and remember the page while serving."""
        if self._serving and self._serving.is_as_before(page):
            return output
        made = without_indents(output)
        if self._serving:
            self._serving.made(page, made)
        return made

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, page: Page, **_: object) -> TemplateContext:
        """Give a page its generated HTML back, once the search has read it."""
        page.content = self._aside.pop(page.file.src_uri).put_back(page.content or "")
        return context

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put our search index in the place of the theme's, and leave out what no page asks for."""
        site = Path(config.site_dir)
        if not self._serving:
            prune(site)
        found = (site / THEME_INDEX).read_text(encoding="utf-8")
        for path, text in replace_index(found, self._sections, self._terms).items():
            write_text(site / path, text)
        self._sections.clear()

    def on_build_error(self, **_: object) -> None:
        """After a build that failed the next one begins as the first did."""
        self._aside.clear()
        self._sections.clear()


def _tell(found: Iterable[Diagnostic], level: int) -> None:
    for line in format_text(found):
        log.log(level, line)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _is_left_out(page: Page) -> bool:
    """Tell whether a page says that it is not to be searched; people may have written anything there."""
    wish = page.meta.get("search")
    return isinstance(wish, dict) and bool(wish.get("exclude"))
