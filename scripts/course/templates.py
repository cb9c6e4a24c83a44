"""HTML from Jinja2 templates: Python prepares what is said, a template says how it looks."""

from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

SUFFIX = ".html.j2"


class Templates:
    """The templates of one folder, each compiled when it is first used.

    Every value is escaped unless it is `Markup`, and a name that the view lacks is an error. `words` are the same for all
    views.
    """

    def __init__(
        self, folder: Path, filters: Mapping[str, Callable[..., object]], words: Mapping[str, str] | None = None
    ) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(filters)
        self._environment.globals.update(words or {})

    def render(self, name: str, view: object) -> str:
        """Return the HTML of the template `name`, which reads the fields of `view`."""
        return self._environment.get_template(f"{name}{SUFFIX}").render(view=view)

    def fragment(self, name: str, view: object) -> Markup:
        """Return the same as a part of another template."""
        return Markup(self.render(name, view))  # noqa: S704 -- escaped by the template
