"""The adapter to MkDocs: assemble before every build, so that no page is ever stale, and build what was assembled.

`mkdocs.yml` of a project names this plugin and little else. Before each build the plugin assembles the course, loads the
settings that come with it, and lets MkDocs go on with those. They name the plugin too, as `assembled`: then it takes
part in the build itself. MkDocs uses one instance for both, and keeps it between builds, because it has `on_startup`.
"""

import logging
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from course.build_cache import NO_CACHE
from course.check import Outcome
from course.environment import PROGRAM, today
from course.errors import CourseError, RefusedError
from course.files import write_text
from course.links import refuse_links
from course.load.course import load_terms
from course.site.assemble import BUILD, assemble, assemble_notice, assembling
from course.site.blocks import Blocks
from course.site.engine_settings import SETTINGS
from course.site.finished_page import check_pages
from course.site.mkdocs_menus import share_entries
from course.site.mkdocs_serving import Serving
from course.site.prune import prune
from course.site.search_index import THEME_INDEX, IndexedSection, page_sections, replace_index
from course.site.shrink import without_indents
from course.text.diagnostics import Diagnostic, format_text
from course.text.unicode_checks import printable

SEARCH_SCRIPT = "assets/player/search.js"
_SOURCES = ("quizzes", "course.yml", "documents.yml", "source.txt", "trace.yml", "local")
_REMEDY = "页面里不能有它，站点会因此不生成，请到写这一页的文件里删去；这一页先不显示"
_PROGRAM_SOURCES = ("theme", "handbook", "player/dist")


class Settings(Config):  # type: ignore[no-untyped-call]
    """One switch; everything else is in course.yml."""

    assembled = config_options.Type(bool, default=False)


class CoursePlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Assembles before each build, or takes part in the build of what is assembled; keeps its state in itself."""

    def __init__(self) -> None:
        self._serving: Serving | None = None
        self._is_plain_build = False
        self._blocks: dict[str, Blocks] = {}
        self._sections: list[IndexedSection] = []
        self._lock = ExitStack()

    def on_startup(self, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002, FBT001 -- MkDocs names these
        """Keep a memory between builds while serving."""
        self._serving = Serving() if command == "serve" else None

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Build again after an edit of whatever is assembled."""
        root = Path(config.config_file_path).parent
        places = [*(root / name for name in _SOURCES), *(PROGRAM / name for name in _PROGRAM_SOURCES)]
        for place in places:
            if place.exists():
                server.watch(str(place))
        return server

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Assemble and return the settings of what was assembled, or add to those what only MkDocs understands."""
        if self.config.assembled:
            # Our search takes the theme's search box: its script must run first.
            config.extra.setdefault("polyfills", []).append(SEARCH_SCRIPT)
            # A build that failed may have left something.
            self._blocks.clear()
            self._sections.clear()
            return config
        # Otherwise who runs the engine looks at the pages (course/site/engine.py).
        self._is_plain_build = not self._serving
        root = Path(config.config_file_path).parent
        self._lock.enter_context(assembling(root))
        found = self._assemble(root, config.site_dir)
        inner = load_config(
            str(root / BUILD / SETTINGS), site_dir=config.site_dir, site_url=config.site_url, strict=config.strict
        )
        if self._serving:
            inner.extra["diagnostics"] = list(format_text(found))
        return inner.plugins.on_config(inner)

    def _assemble(self, root: Path, site: str) -> tuple[Diagnostic, ...]:
        """Assemble the course and return its diagnostics; with errors keep the last state while serving, stop a build."""
        try:
            # MkDocs empties the folder of the site right after this.
            refuse_links(root, *([] if self._serving else [site]))
            outcome = self._outcome(root)
        except CourseError as error:
            raise Abort(str(error)) from error
        log = logging.getLogger("mkdocs.plugins.course")
        for line in format_text(outcome.diagnostics):
            log.log(logging.ERROR if outcome.failed else logging.INFO, line)
        if outcome.failed and not self._serving:
            raise Abort("课程有错误，没有生成页面。请按上面的提示改正。")
        if outcome.failed:
            log.error("课程有错误，页面保持上一次的内容。改好并保存后会自动更新。")
            assemble_notice(root, outcome.course)
        return outcome.diagnostics

    def _outcome(self, root: Path) -> Outcome:
        cache = NO_CACHE
        if self._serving:
            cache = self._serving.cache
            self._serving.cache.next_build()
        return assemble(root, day=today(), cache=cache)

    def on_page_markdown(self, markdown: str, page: Page, files: Files, **_: object) -> str:
        """Keep away from Markdown what is HTML already, and while serving what it has turned into HTML before."""
        blocks = self._blocks[page.file.src_uri] = Blocks(markdown)
        return self._serving.markdown(page, blocks.markdown, files) if self._serving else blocks.markdown

    def on_page_content(self, html: str, page: Page, files: Files, **_: object) -> str:
        """Tell MkDocs the anchors that Markdown did not see, and our search what stands on the page."""
        blocks = self._blocks[page.file.src_uri]
        if self._serving:
            html = self._serving.content(page, html, files)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | blocks.ids
        if not _is_left_out(page):
            cache = self._serving.cache if self._serving else NO_CACHE
            self._sections.extend(cache.call(page_sections, page.url, str(page.title), blocks.put_back(html)))
        # The theme's plugin would read the page for an index that ours replaces.
        page.meta["search"] = {"exclude": True}
        return html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Let templates make once what is alike in menus, and while serving, skip those of pages that come out as before."""
        share_entries(env)
        if self._serving:
            pages = [file.page for file in files.documentation_pages() if file.page]
            contents = [(page, f"{page.content}\n{self._blocks[page.file.src_uri].html}") for page in pages]
            self._serving.templates(env, config, contents)
        return env

    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, page: Page, **_: object) -> TemplateContext:
        """Put the blocks back into a page, once the theme's search has read it; while serving, look at it before."""
        if self._serving and not self._serving.is_as_before(page):
            self._show_faults(page, self._serving)
        page.content = self._blocks.pop(page.file.src_uri).put_back(page.content or "")
        return context

    def _show_faults(self, page: Page, serving: Serving) -> None:
        """Put in the place of what people wrote, if it has what no page must have, a line for each such thing above the page.

        The whole site is looked at when it is built (course/site/engine.py), what templates write with it.
        """
        if faults := list(serving.pages.faults((page.content or "").encode())):
            page.meta["diagnostics"] = [f"{page.file.src_uri}：{printable(fault.what)}。{_REMEDY}" for fault in faults]
            page.content = ""

    def on_post_page(self, output: str, page: Page, **_: object) -> str:
        """Remove what the theme's templates indent by, and remember the page while serving."""
        if self._serving and self._serving.is_as_before(page):
            return output
        made = without_indents(output)
        if self._serving:
            self._serving.made(page, made)
        return made

    def on_build_error(self, **_: object) -> None:
        """Let others assemble after a build that failed."""
        self._lock.close()

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Put our search index in the place of the theme's, remove what no page loads, and look at the finished pages."""
        site = Path(config.site_dir)
        if not self._serving:
            prune(site)
        found = (site / THEME_INDEX).read_text(encoding="utf-8")
        terms = load_terms(Path(config.docs_dir).parent)
        for path, text in replace_index(found, self._sections, terms).items():
            write_text(site / path, text)
        self._lock.close()
        if self._is_plain_build:
            try:
                check_pages(site)
            except RefusedError as error:
                raise Abort(str(error)) from error


def _is_left_out(page: Page) -> bool:
    """Return whether a page says that it is not to be searched; people may have written anything there."""
    setting = page.meta.get("search")
    return isinstance(setting, dict) and bool(setting.get("exclude"))
