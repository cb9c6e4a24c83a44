"""The course's own main colour, as a style sheet that follows the theme's, and in the icon of the site."""

import re

from course.model.colour import BLACK, WHITE, mixed, readable

_HIGH = 'html[data-course-contrast="high"] '


def colour_styles(colour: str) -> str:
    """Return the rules that put a colour (`#rrggbb`) in the place of the theme's red, in both schemes and contrasts."""
    light = {
        "--course-red": colour,
        "--course-fill": colour,
        "--md-primary-fg-color": colour,
        "--md-primary-fg-color--light": mixed(colour, WHITE, 0.2),
        "--md-primary-fg-color--dark": mixed(colour, BLACK, 0.25),
        "--md-footer-bg-color": mixed(colour, BLACK, 0.5),
        "--md-footer-bg-color--dark": mixed(colour, BLACK, 0.6),
    }
    dark = {
        "--course-red": mixed(colour, WHITE, 0.65),
        "--course-fill": colour,
        "--md-primary-fg-color": mixed(colour, BLACK, 0.2),
        "--md-primary-fg-color--light": colour,
        "--md-primary-fg-color--dark": mixed(colour, BLACK, 0.45),
        "--md-footer-bg-color": mixed(colour, BLACK, 0.7),
        "--md-footer-bg-color--dark": mixed(colour, BLACK, 0.75),
    }
    on_white = readable(colour, WHITE)
    filled = {"--course-fill": on_white, "--md-primary-fg-color": on_white}
    high_light = {**filled, "--course-red": on_white}
    high_dark = {**filled, "--course-red": readable(colour, BLACK)}
    on_screen = "".join((
        _scheme("slate", dark),
        _scheme("default", high_light, _HIGH),
        _scheme("slate", high_dark, _HIGH),
    ))  # fmt: skip
    return f"{_scheme('default', light)}\n@media screen {{\n{on_screen}}}\n"


def coloured_icon(icon: bytes, colour: str) -> bytes:
    """Return the icon of the site with a colour in the place of the theme's; what is white stays so."""
    return re.sub(rb"#(?!fff)[0-9a-f]{6}", colour.encode(), icon)


def _scheme(name: str, values: dict[str, str], where: str = "") -> str:
    lines = "".join(f"  {variable}: {value};\n" for variable, value in values.items())
    return f'{where}body[data-md-color-scheme="{name}"] {{\n{lines}}}\n'
