"""Lists of answers at the end of a file: 1. B 2. C, or 1-5 BCADA, or an answer to a line."""

import re
from collections.abc import Iterator

from course.exchange.pasted.grammar import narrow

# Possessive throughout: no repetition gives back what it took, or a line that is no list after all would be tried in
# more ways than a machine can count.
_SHORT = r"(?:[A-J](?:[、，,]?[A-J])*+|√|✓|✔|×|✗|✘|对|错|正确|错误)"
_PAIR = re.compile(rf"(\d{{1,3}})\s*[.．、:：)）]?\s*({_SHORT})(?![A-Za-z])[\s;；,，。]*+")
_PAIRS = re.compile(rf"(?:{_PAIR.pattern})++")
_RANGE = re.compile(
    rf"(\d{{1,3}})\s*[-—–~～至]+\s*(\d{{1,3}})\s*(?:题)?\s*[.．、:：)）]?\s*((?:{_SHORT}[\s、，,;；]*+)++)"
)
_RANGES = re.compile(rf"(?:{_RANGE.pattern})++")
_MARK = re.compile(r"[A-J]|√|✓|✔|×|✗|✘|正确|错误|对|错")


def numbered_answers(line: str, *, several: bool) -> list[tuple[int, str]] | None:
    """Return numbers and answers of a line of a list; None if the line is no such thing for certain.

    `several` says that an answer may have several letters, so that spaces alone part one from the next.
    """
    plain = narrow(line)
    if _RANGES.fullmatch(plain):
        found = [list(_of_range(int(match[1]), int(match[2]), match[3], several)) for match in _RANGE.finditer(plain)]
        return [pair for pairs in found for pair in pairs] if all(found) else None
    if _PAIRS.fullmatch(plain):
        return [(int(match[1]), match[2]) for match in _PAIR.finditer(plain)]
    return None


def _of_range(first: int, last: int, text: str, several: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001 -- passed on
    marks = re.split(r"[\s、，,;；]+", text.strip(" 、，,;；")) if several else _MARK.findall(text)
    if len(marks) == last - first + 1:
        yield from enumerate(marks, first)
