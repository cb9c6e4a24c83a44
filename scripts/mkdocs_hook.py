"""The adapter to MkDocs: generate before every build, so that no page is ever stale."""

import gc
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from course.build_cache import Remembered
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
_serving: Serving | None = None
_terms: tuple[Term, ...] = ()
_GENERATED = tuple(folder.removeprefix("docs/") + "/" for folder in OWNED[:-1])
_aside: dict[str, Placeholders] = {}
_sections: list[IndexedSection] = []
SEARCH_SCRIPT = "assets/player/search.js"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 -- MkDocs names these
    global _serving  # noqa: PLW0603 -- MkDocs tells the command once, and only here
    _serving = Serving() if command == "serve" else None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Build once after an edit: what is written then below docs/ is not an edit."""
    watch_sources_only(server, Path(config.docs_dir))
    return server


def on_config(config: MkDocsConfig) -> None:
    """Give the templates the course's identity, and our search the theme's search box: its script must run first."""
    config.extra.setdefault("polyfills", []).append(SEARCH_SCRIPT)
    identity = load_identity(Path(config.config_file_path).parent)
    if _serving:
        identity = _serving.identity(identity)
    config.extra["course"] = asdict(identity) if identity else None


def on_pre_build(config: MkDocsConfig) -> None:
    """Write what derives from the course; with errors, keep the old pages while serving, stop a build."""
    # Until the build is over: pages stay until then, and the collector of cycles would go through them again and again.
    gc.disable()
    root = Path(config.config_file_path).parent
    try:
        # MkDocs empties the folder of the site right after this.
        refuse_links(root, *([] if _serving else [config.site_dir]))
        wanted = from_environment(os.environ)
    except (OSError, RefusedError) as error:
        raise Abort(str(error)) from error
    global _terms  # noqa: PLW0603 -- MkDocs carries nothing from one event to the next
    # A server remembers more than what the last run left in files.
    usual = wanted.drafts and not wanted.since and not _serving
    if usual and (known := fresh(root, sources(root, today()))):
        _terms = load_terms(root)
        _tell(known.diagnostics, logging.INFO)
        return
    try:
        outcome = generate(root, day=today(), drafts=wanted.drafts, since=wanted.since)
    except LinkError as error:
        raise Abort(str(error)) from error
    _terms = outcome.course.terms
    if not _serving:
        Remembered.forget()
    _tell(outcome.diagnostics, logging.ERROR if outcome.failed else logging.INFO)
    if not outcome.failed:
        return
    if not _serving or not (root / OWNED[0]).exists():
        raise Abort("课程有错误，没有生成页面。请按上面的提示改正。")
    log.error("课程有错误，页面保持上一次的内容。改好并保存后会自动更新。")


def _tell(found: Iterable[Diagnostic], level: int) -> None:
    for line in format_text(found):
        log.log(level, line)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep away from Markdown what is HTML already, and while serving what it has turned into HTML before."""
    aside = _aside[page.file.src_uri] = Placeholders()
    if page.file.src_uri.startswith(_GENERATED):
        return aside.page(markdown)
    snippets = Path(config.config_file_path).parent / OWNED[-1]
    left = aside.snippets(markdown, lambda name: _text(snippets / name))
    return _serving.markdown(page, left, aside.left, files) if _serving else left


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def on_page_content(html: str, page: Page, files: Files, **_: object) -> str:
    """Tell MkDocs the anchors that Markdown did not see, and our search what stands on the page."""
    aside = _aside[page.file.src_uri]
    generated = page.file.src_uri.startswith(_GENERATED)
    if _serving and not generated:
        html = _serving.content(page, html, files)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | aside.ids
    if not _is_left_out(page):
        # What is set aside of a study page are questions: they are asked, not looked up.
        _sections.extend(page_sections(page.url, str(page.title), aside.put_back(html) if generated else html))
    # The theme's plugin would read the page for an index that ours replaces.
    page.meta["search"] = {"exclude": True}
    return html


def _is_left_out(page: Page) -> bool:
    """Tell whether a page says that it is not to be searched; people may have written anything there."""
    wish = page.meta.get("search")
    return isinstance(wish, dict) and bool(wish.get("exclude"))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """While serving, let pages that come out as before not be made anew."""
    if _serving:
        pages = [file.page for file in files.documentation_pages() if file.page]
        contents = [(page, f"{page.content}\n{_aside[page.file.src_uri].html}") for page in pages]
        _serving.templates(env, config, contents)
    return env


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Leave out what the theme's templates indent by, and remember the page while serving."""
    if _serving and _serving.is_as_before(page):
        return output
    made = without_indents(output)
    if _serving:
        _serving.made(page, made)
    return made


@event_priority(-100)
def on_page_context(context: TemplateContext, page: Page, **_: object) -> TemplateContext:
    """Give a page its generated HTML back, once the search has read it."""
    page.content = _aside.pop(page.file.src_uri).put_back(page.content or "")
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Put our search index in the place of the theme's, and leave out what no page asks for."""
    site = Path(config.site_dir)
    if not _serving:
        prune(site)
    found = (site / THEME_INDEX).read_text(encoding="utf-8")
    for path, text in replace_index(found, _sections, _terms).items():
        write_text(site / path, text)
    _sections.clear()
    # A build ends here, and ends sooner when nothing is looked through once more; a server goes on.
    if _serving:
        gc.enable()


def on_build_error(**_: object) -> None:
    """After a build that failed the next one begins as the first did."""
    gc.enable()
    _aside.clear()
    _sections.clear()
