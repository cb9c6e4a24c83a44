"""What a person typed into a field, as a file holds it."""

from course.text.yaml_reader import Value

_LONGEST_NUMBER = 7


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def number(text: str) -> Value:
    """Return a number; what is none stays a text, which the check then refuses at its place."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else text
