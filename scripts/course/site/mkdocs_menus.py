"""The menus beside pages: entries that are alike on all pages of a folder, made once."""

from collections.abc import Callable, Mapping
from posixpath import dirname
from typing import Any, TypeAlias

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

Entry: TypeAlias = Page | Section | Link

_CALLS: Mapping[str, tuple[str, str]] = {
    "partials/nav.html": (
        "item.render(nav_item, path, 1)",
        "course_menus.entry(page, item.render, nav_item, path, 1)",
    ),
    "partials/nav-item.html": (
        'render(item, path ~ "_" ~ loop.index, level + 1, nav_item)',
        'course_menus.entry(page, render, item, path ~ "_" ~ loop.index, level + 1, nav_item)',
    ),
}
"""By template of the theme: how it makes an entry, and how it gets one from `Menus`."""


class Menus:
    """The menus of one build. The theme's templates would make every entry anew for each page."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], str] = {}

    def entry(
        self,
        page: Page | None,
        make: Callable[..., str],
        entry: Entry,
        path: str,
        *around: Any,  # noqa: ANN401 -- as the theme's template passes it
    ) -> str:
        """Return an entry of the menus beside a page, with all below it: `make(entry, path, *around)`.

        `path` names its place, `around` are the level and, below the first, the section. An entry that leads to the page
        is the page's own.
        """
        if page is None or entry.active:
            return make(entry, path, *around)
        # Links lead from the page's folder, and what a section holds shows whether the page is in it.
        kind = dirname(page.url), path, *(section.active for section in around[1:])
        if kind not in self._made:
            self._made[kind] = make(entry, path, *around)
        return self._made[kind]


def share_entries(env: Environment) -> None:
    """Let the theme's templates get the entries of menus from `Menus`."""
    if isinstance(env.loader, BaseLoader):
        sources = {name: env.loader.get_source(env, name)[0] for name in _CALLS}
        shared = {name: sources[name].replace(*calls) for name, calls in _CALLS.items()}
        env.globals["course_menus"] = Menus()
        env.loader = ChoiceLoader([DictLoader(shared), env.loader])
