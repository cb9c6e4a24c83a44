"""The course's own main colour, as a style sheet that follows the theme's."""

from course.model.colour import BLACK, WHITE, mixed


def colour_styles(colour: str) -> str:
    """Return the rules that put a colour (`#rrggbb`) in the place of the theme's red, in both schemes."""
    light = {
        "--course-red": colour,
        "--course-fill": colour,
        "--md-primary-fg-color": colour,
        "--md-primary-fg-color--light": mixed(colour, WHITE, 0.2),
        "--md-primary-fg-color--dark": mixed(colour, BLACK, 0.25),
        "--md-typeset-a-color": colour,
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
    return f"{_scheme('default', light)}\n@media screen {{\n{_scheme('slate', dark)}}}\n"


def _scheme(name: str, values: dict[str, str]) -> str:
    lines = "".join(f"  {variable}: {value};\n" for variable, value in values.items())
    return f'body[data-md-color-scheme="{name}"] {{\n{lines}}}\n'
