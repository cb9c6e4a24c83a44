"""Plain values to model types; where a value has the wrong shape, a diagnostic at its place."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from course.load.shape_messages import empty, unlisted, wording
from course.text.diagnostics import Diagnostic, Key, Position
from course.text.yaml_reader import Document, Value

Model = TypeVar("Model")
Keys: TypeAlias = tuple[Key, ...]
MOST = 100
"""Problems of one value that are listed; more of them have one cause."""


class Shape(Generic[Model]):
    """What a value must look like: a model class, or a union of them discriminated by `type`."""

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 -- a union of classes has no type of its own
        self._kind = kind
        self._adapter: TypeAdapter[Model] = TypeAdapter(kind)

    def fit(self, value: Value, document: Document, *above: Key) -> tuple[Model | None, list[Diagnostic]]:
        """Turn a plain value into the model; the keys `above` lead to it inside `document`.

        Returns None and all problems where the value has the wrong shape.
        """
        if not document.readable:
            return None, []
        found = [Diagnostic(document.place(*above, *keys), *empty((*above, *keys))) for keys in _empties(value)]
        model = None
        try:
            model = self._adapter.validate_python(value)
        except ValidationError as error:
            details = [detail for detail in error.errors() if not _said_elsewhere(detail)]
            found += [self._explain(detail, value, document, above) for detail in details[:MOST]]
            if len(details) > MOST:
                found.append(Diagnostic(document.place(*above), *unlisted(len(details) - MOST)))
        return (None if found else model), [problem for problem in found if problem.position not in document.faulty]

    def _explain(self, error: ErrorDetails, value: Value, document: Document, above: Keys) -> Diagnostic:
        keys = _without_tags(error["loc"], value)
        record = _record(self._kind, keys[:-1], value)
        types = _types(_kind_at(self._kind, keys, value))
        at = _place(error, document, (*above, *keys))
        return Diagnostic(at, *wording(error, (*above, *keys), record, types))


def _place(error: ErrorDetails, document: Document, keys: Keys) -> Position:
    match error["type"]:
        case "extra_forbidden":
            return document.layout.place_key(*keys)
        case "union_tag_invalid":
            return document.place(*keys, "type")
        case _ if keys[-1:] == ("[key]",):
            return document.layout.place_key(*keys[:-1])
        case _:
            return document.place(*keys)


def _without_tags(loc: Keys, value: Value) -> Keys:
    """Drop the question types that pydantic puts into the path of a value inside a union."""
    kept: list[Key] = []
    for key in loc:
        if isinstance(value, dict) and key not in value and key == value.get("type"):
            continue
        kept.append(key)
        value = _inside(value, key)
    return tuple(kept)


def _inside(value: Value, key: Key) -> Value:
    if isinstance(value, dict) and isinstance(key, str):
        return value.get(key)
    if isinstance(value, tuple) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _empties(value: Value) -> Iterator[Keys]:
    """Yield the keys of everything that was left empty; pydantic would accept some of it as missing."""
    match value:
        case None:
            yield ()
        case dict():
            yield from ((key, *keys) for key, item in value.items() for keys in _empties(item))
        case tuple():
            yield from ((index, *keys) for index, item in enumerate(value) for keys in _empties(item))


def _said_elsewhere(error: ErrorDetails) -> bool:
    """Return whether an error is about something empty, or only counts the items that have errors of their own."""
    given, least = error["input"], error.get("ctx", {}).get("min_length", 0)
    return given is None or (error["type"] == "too_short" and isinstance(given, tuple) and len(given) >= least)


def _record(kind: Any, keys: Keys, value: Value) -> type[BaseModel] | None:  # noqa: ANN401 -- an annotation
    """Return the model class of the record under `keys`, if there is one."""
    found = _kind_at(kind, keys, value)
    if _is_union(found):
        record = value
        for key in keys:
            record = _inside(record, key)
        found = _member(found, record)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _kind_at(kind: Any, keys: Keys, value: Value) -> Any:  # noqa: ANN401 -- annotations in, an annotation out
    """Follow `keys` from an annotation to that of the value under them; None where it names nothing."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if not keys:
        return kind
    kind = _member(kind, value) if _is_union(kind) else kind
    key, *rest = keys
    if get_origin(kind) in {tuple, dict}:
        inner = get_args(kind)[0 if get_origin(kind) is tuple else 1]
    elif isinstance(kind, type) and issubclass(kind, BaseModel) and key in kind.model_fields:
        inner = kind.model_fields[str(key)].annotation
    else:
        return None
    return _kind_at(inner, tuple(rest), _inside(value, key))


def _is_union(kind: object) -> bool:
    return get_origin(kind) in {Union, UnionType}


def _member(union: Any, value: Value) -> Any:  # noqa: ANN401 -- annotations in, an annotation out
    """Return the member of a union that a value belongs to by its `type`, or the only one that is not None."""
    given = value.get("type") if isinstance(value, dict) else None
    members: dict[object, Any] = {name: member for member in get_args(union) for name in _types(member)}
    others = [member for member in get_args(union) if member is not NoneType]
    if not members:
        return others[0]
    return members.get(given) if isinstance(given, str) else None


def _types(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- an annotation
    """Return the question types that an annotation allows."""
    if _is_union(kind):
        return tuple(name for member in get_args(kind) for name in _types(member))
    if isinstance(kind, type) and issubclass(kind, BaseModel) and "type" in kind.model_fields:
        return get_args(kind.model_fields["type"].annotation)
    return ()
