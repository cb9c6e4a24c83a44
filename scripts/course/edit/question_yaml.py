"""A question, or a document of the unit, as YAML text in the house style: one field to a line, options and pairs in braces."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

WIDEST = 120
"""Characters of a line up to which a list stands in brackets; a longer one has an item to a line."""

_ORDER = (
    "title", "number", "day", "file", "id", "type", "status", "reviewer", "reviewed_on", "answer_version", "points", "terms", "basis", "apart",
    "difficulty", "kind", "stem", "start", "steps", "ends", "material", "options", "answer", "answers", "items", "pairs", "distractors", "reference",
    "questions",
)  # fmt: skip
_LAST = ("explanation",)
_IN_BRACKETS = frozenset({"points", "terms", "basis", "apart", "items", "distractors"})
_NAMED = frozenset({"steps", "ends"})
# A text may stand without quotes if nothing in it can mean anything to YAML, wherever it stands. It begins
# with a letter that no number, date, `yes` or `null` begins with, or it is an id.
_BARE = re.compile(
    r"(?![\s\S]*(?::(?:\s|$)|\s#|\s$))[\u3400-\u9fff（“‘《①-⑳][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff,\[\]{}\"'&*!|>%@`]*"
    r"|(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
)
_BARE_LINE = re.compile(
    r"(?![\s\S]*(?::(?:\s|$)|\s#|\s$))[\u3400-\u9fff（“‘《①-⑳][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]*"
)


def question_lines(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of one question, without indentation before its fields and without line ends.

    `fields` has names and nesting of a bank's YAML: texts, whole numbers, true or false, lists, mappings.
    """
    for name in _ordered(fields):
        yield from _field(name, fields[name])


def in_braces(value: object) -> str:
    """Return a value as YAML on one line, for places that take no block."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value if _BARE.fullmatch(value) else quoted(value)
        case Mapping():
            return "{" + ", ".join(f"{name}: {in_braces(value[name])}" for name in _ordered(value)) + "}"
        case Sequence():
            return "[" + ", ".join(in_braces(item) for item in value) + "]"
        case _:
            return str(value)


def quoted(text: str) -> str:
    """Return a text in double quotes, whatever is in it. All escapes of JSON mean the same in YAML."""
    return json.dumps(text, ensure_ascii=False)


def _ordered(fields: Mapping[str, object]) -> list[str]:
    others = [name for name in fields if name not in _ORDER and name not in _LAST]
    return [name for name in (*_ORDER, *others, *_LAST) if name in fields]


def _field(name: str, value: object) -> Iterator[str]:
    match value:
        case str():
            yield f"{name}: {value if _BARE_LINE.fullmatch(value) or _BARE.fullmatch(value) else quoted(value)}"
        case Sequence() if value:
            yield from _list(name, value)
        case Mapping() if value and name in _NAMED:
            yield f"{name}:"
            for key, item in value.items():
                yield from (f"  {line}" for line in _named(key, item))
        case _:
            yield f"{name}: {in_braces(value)}"


def _named(name: str, value: object) -> Iterator[str]:
    """Yield a step of a scenario, with a field to a line, or an end in braces."""
    key = in_braces(name)
    if isinstance(value, Mapping) and "choices" in value:
        yield f"{key}:"
        yield from (f"  {line}" for line in question_lines(value))
    else:
        yield f"{key}: {in_braces(value)}"


def _list(name: str, items: Sequence[object]) -> Iterator[str]:
    line = f"{name}: {in_braces(items)}"
    if name in _IN_BRACKETS and len(line) <= WIDEST:
        yield line
        return
    yield f"{name}:"
    for item in items:
        if name == "questions" and isinstance(item, Mapping) and item:
            first, *others = question_lines(item)
            yield f"  - {first}"
            yield from (f"    {line}" for line in others)
        else:
            yield f"  - {_item(item)}"


def _item(item: object) -> str:
    """Return an item of a block list; a text has the whole line for itself."""
    if isinstance(item, str) and _BARE_LINE.fullmatch(item):
        return item
    return in_braces(item)
