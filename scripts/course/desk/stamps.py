"""What a form was made from: files of the project by their content, and the findings in them by fields."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from course.desk.desk import this_desk
from course.files import content_of
from course.text.diagnostics import Diagnostic, Key
from course.text.yaml_reader import read


def stamp_of(path: str) -> str:
    """Return what stands for the content of a file below the root; it changes with every byte."""
    content = content_of(this_desk().root / path)
    return "" if content is None else sha256(content).hexdigest()


def text_of_file(path: str) -> str:
    """Return the text of a file below the root with its own line ends, empty if there is none."""
    # Bytes, not text: an edit keeps line ends and the byte order mark.
    return (content_of(this_desk().root / path) or b"").decode(errors="replace")


def unread(path: str) -> str:
    """Return what to say of a file of the unit that holds something and cannot be read; nothing of any other file."""
    if path not in this_desk().course.outcome().course.unreadable or not text_of_file(path).strip():
        return ""
    return f"{path} 现在读不出来，里面写的没有列在这里，也不能保存。请先照“概况”里的错误改好这个文件，再来填"


def field_problems(
    found: Iterable[Diagnostic], text: str, path: str, fields: Mapping[str, tuple[Key, ...]]
) -> dict[str, str]:
    """Return what was found in a file with this text by the fields of a form; `fields` has the keys that lead to each.

    What stands at none of them is under an empty name.
    """
    document, _ = read(text.replace("\r\n", "\n"), path)
    starts = sorted(
        (document.layout.place_key(*keys), name)
        for name, keys in fields.items()
        if document.layout.span(*keys) is not None
    )
    problems: dict[str, str] = {}
    for one in found:
        if one.position.path == path:
            before = [name for start, name in starts if start <= one.position]
            name = before[-1] if before else ""
            problems[name] = "；".join(filter(None, (problems.get(name), one.message)))
    return problems
