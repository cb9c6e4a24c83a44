"""What a form was made from: files of the project by their content, and the findings in them by fields."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from course.desk.desk import this_desk
from course.files import content_of
from course.text.diagnostics import Diagnostic, Key, errors
from course.text.yaml_reader import read


def stamp_of(path: str) -> str:
    """Return what stands for the content of a file below the root; it changes with every byte."""
    content = content_of(this_desk().root / path)
    return "" if content is None else sha256(content).hexdigest()


def text_of_file(path: str) -> str:
    """Return the text of a file below the root with its own line ends, empty if there is none."""
    # Bytes, not text: an edit keeps line ends and the byte order mark.
    return (content_of(this_desk().root / path) or b"").decode(errors="replace")


def field_problems(
    found: Iterable[Diagnostic], text: str, path: str, names: Sequence[str], *keys: Key
) -> dict[str, str]:
    """Return the errors of a file with this text by the fields `names` of the mapping under `keys`.

    What stands at none of them is under an empty name.
    """
    document, _ = read(text.replace("\r\n", "\n"), path)
    there = document.value
    for key in keys:
        there = there[key] if isinstance(there, dict | tuple) else None  # type: ignore[index]  # keys fit their collection
    known = [name for name in names if isinstance(there, dict) and name in there]
    starts = sorted((document.layout.place_key(*keys, name), name) for name in known)
    problems: dict[str, str] = {}
    for one in errors(tuple(found)):
        if one.position.path == path:
            before = [name for start, name in starts if start <= one.position]
            name = before[-1] if before else ""
            problems[name] = "；".join(filter(None, (problems.get(name), one.message)))
    return problems
