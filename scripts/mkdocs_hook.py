"""The adapter to MkDocs: generate before every build, so that no page is ever stale."""

import gc
import logging
import os
import sys
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from course.diagnostics import format_text
from course.generate import generate, today
from course.model.glossary import Term
from course.publish import write_text
from course.release.prune import prune
from course.release.refused import RefusedError
from course.releasing import from_environment
from course.render.pages import OWNED
from course.render.search import THEME_INDEX, replace_index
from course.render.spaces import without_indents

log = logging.getLogger("mkdocs.hooks.course")
_serving = False
_terms: tuple[Term, ...] = ()
# What the generator writes as one block of HTML: questions are text, and nothing in them is Markdown.
_HTML_PAGES = "quizzes/"
_html: dict[str, str] = {}
SEARCH_SCRIPT = "assets/player/search.js"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001 -- MkDocs names these
    global _serving  # noqa: PLW0603 -- MkDocs tells the command once, and only here
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Let our search answer the theme's search box: its script must run before the theme's."""
    config.extra.setdefault("polyfills", []).append(SEARCH_SCRIPT)


def on_pre_build(config: MkDocsConfig) -> None:
    """Write what derives from the course; with errors, keep the old pages while serving, stop a build."""
    # Until the build is over: pages stay until then, and the collector of cycles would go through them again and again.
    gc.disable()
    root = Path(config.config_file_path).parent
    try:
        wanted = from_environment(os.environ)
    except (OSError, RefusedError) as error:
        raise Abort(str(error)) from error
    outcome = generate(root, day=today(), drafts=wanted.drafts, since=wanted.since)
    global _terms  # noqa: PLW0603 -- MkDocs carries nothing from one event to the next
    _terms = outcome.course.terms
    for line in format_text(outcome.diagnostics):
        log.log(logging.ERROR if outcome.failed else logging.INFO, line)
    if not outcome.failed:
        return
    if not _serving or not (root / OWNED[0]).exists():
        raise Abort("课程有错误，没有生成页面。请按上面的提示改正。")
    log.error("课程有错误，页面保持上一次的内容。改好并保存后会自动更新。")


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Keep generated pages that are HTML throughout away from Markdown, which would parse them for nothing."""
    if page.file.src_uri.startswith(_HTML_PAGES) and markdown.lstrip().startswith("<"):
        _html[page.file.src_uri] = markdown.strip()
        return ""
    return markdown


def on_page_content(html: str, page: Page, **_: object) -> str:
    """Give those pages their content back."""
    return _html.pop(page.file.src_uri, html)


def on_post_page(output: str, **_: object) -> str:
    """Leave out what the theme's templates indent by."""
    return without_indents(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Put our search index in the place of the theme's, and leave out what no page asks for."""
    site = Path(config.site_dir)
    if not _serving:
        prune(site)
    for path, text in replace_index((site / THEME_INDEX).read_text(encoding="utf-8"), _terms).items():
        write_text(site / path, text)
    # A build ends here, and ends sooner when nothing is looked through once more; a server goes on.
    if _serving:
        gc.enable()


def on_build_error(**_: object) -> None:
    """After a build that failed the next one begins as the first did."""
    gc.enable()
    _html.clear()
