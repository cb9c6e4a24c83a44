"""What a form was made from: files of the project by their content, and the findings in them by fields."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from hashlib import sha256
from typing import ParamSpec, TypeVar

from course.desk.desk import this_desk
from course.errors import ChangedMeanwhileError, RefusedError
from course.files import content_of
from course.text.diagnostics import Diagnostic, Key, errors
from course.text.yaml_reader import read

_P = ParamSpec("_P")
_R = TypeVar("_R")


def judged_again(save: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return what judges and writes a form, and judges it once more if another program wrote its files meanwhile.

    The form was then made from what they hold no longer, and the person sees both.
    """

    @wraps(save)
    def saving(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return save(*args, **kwargs)
        except ChangedMeanwhileError:
            return save(*args, **kwargs)

    return saving


def stamp_of(path: str) -> str:
    """Return what stands for the content of a file below the root; it changes with every byte."""
    content = content_of(this_desk().root / path)
    return "" if content is None else sha256(content).hexdigest()


def contents(*paths: str) -> dict[str, bytes | None]:
    """Return what files below the root hold, to be read before a form is judged: a write must find the same there."""
    return {path: content_of(this_desk().root / path) for path in paths}


def text_of_file(path: str) -> str:
    """Return the text of a file below the root with its own line ends, empty if there is none.

    Raises RefusedError if it is not UTF-8: an edit would lose what cannot be read.
    """
    try:
        # Bytes, not text: an edit keeps line ends and the byte order mark.
        return (content_of(this_desk().root / path) or b"").decode()
    except UnicodeDecodeError:
        raise RefusedError(
            f"{path} 不是 UTF-8 编码，里面的字认不全，改它会丢字。请用记事本打开它，“另存为”时编码选 UTF-8，再回到这里"
        ) from None


def unread(path: str) -> str:
    """Return what to say of a file of the unit that holds something and cannot be read; nothing of any other file."""
    if path not in this_desk().course.outcome().course.unreadable or not (contents(path)[path] or b"").strip():
        return ""
    return _unread(path)


def unread_yaml(path: str) -> str:
    """Return what to say of a file in which a form could not show all fields, as it is no YAML; nothing of any other."""
    document, found = read(text_of_file(path), path)
    return _unread(path) if errors(found) or not isinstance(document.value, dict | None) else ""


def _unread(path: str) -> str:
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
