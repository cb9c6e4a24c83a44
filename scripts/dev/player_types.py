"""Generate the player's types of the data that Python writes; run as `python -m dev.player_types`."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypeAliasType, is_typeddict

from course.environment import PROGRAM
from course.files import write_text
from course.site import payload

TARGET = "player/src/core/data.ts"
WIDTH = 110
"""The longest line of the player's formatter."""
_HEAD = """// Generated from scripts/course/site/payload.py by `python -m dev.player_types`: the data that the player loads.
"""
_REFERENCE = "#/$defs/"
_PRIMITIVES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
Schema = Mapping[str, Any]


class _Shape(NamedTuple):
    name: str
    shape: Any
    schema: Schema


def player_types() -> str:
    """Return the TypeScript module with a type for every shape of the payload."""
    return "\n".join([_HEAD, *("\n".join(_declaration(shape)) + "\n" for shape in _shapes())])


def _shapes() -> Iterator[_Shape]:
    """Yield the shapes with their JSON Schemas, in the order in which they are written."""
    config = ConfigDict(use_attribute_docstrings=True)
    for name, shape in vars(payload).items():
        if getattr(shape, "__module__", "") != payload.__name__:
            continue
        # A list of the shape, so that the shape itself is among the definitions.
        schema = TypeAdapter(list[shape], config=config).json_schema()  # type: ignore[valid-type]
        yield _Shape(name, shape, schema["$defs"][name] if "$ref" in schema["items"] else schema["items"])


def _declaration(one: _Shape) -> Iterator[str]:
    about = one.shape.__doc__
    if about and not isinstance(one.shape, TypeAliasType):
        yield f"/** {about} */"
    if is_typeddict(one.shape):
        yield from _interface(one)
    else:
        yield from _alias(one.name, one.schema)


def _interface(one: _Shape) -> Iterator[str]:
    bases = [base for base in one.shape.__orig_bases__ if is_typeddict(base)]
    extends = f" extends {', '.join(base.__name__ for base in bases)}" if bases else ""
    head = f"export interface {one.name}{extends} {{"
    inherited = {name for base in bases for name in base.__annotations__}
    fields = {name: field for name, field in one.schema["properties"].items() if name not in inherited}
    if not fields:
        yield f"{head}}}"
        return
    yield head
    for name, field in fields.items():
        if about := field.get("description"):
            yield f"  /** {about} */"
        optional = "" if name in one.schema["required"] else "?"
        yield f"  {name}{optional}: {_type(field)};"
    yield "}"


def _alias(name: str, schema: Schema) -> Iterator[str]:
    line = f"export type {name} = {_type(schema)};"
    if len(line) <= WIDTH:
        yield line
    elif "prefixItems" in schema:
        yield f"export type {name} = readonly ["
        yield from (f"  {item}," for item in _items(schema))
        yield "];"
    else:
        first, *others = (f"  | {_type(option)}" for option in schema["anyOf"])
        yield f"export type {name} ="
        yield from [first, *others[:-1], f"{others[-1]};"]


def _type(schema: Schema) -> str:
    """Return a JSON Schema as a type expression."""
    match schema:
        case {"$ref": str(reference)}:
            return reference.removeprefix(_REFERENCE)
        case {"const": value}:
            return _literal(value)
        case {"enum": values}:
            return " | ".join(map(_literal, values))
        case {"anyOf": options}:
            return " | ".join(map(_type, options))
        case {"prefixItems": _}:
            return f"readonly [{', '.join(_items(schema))}]"
        case {"items": item}:
            inner = _type(item)
            return f"readonly ({inner})[]" if " " in inner else f"readonly {inner}[]"
        case {"type": "object", "additionalProperties": value}:
            return f"Readonly<Record<string, {_type(value)}>>"
        case {"type": str(name)}:
            return _PRIMITIVES[name]
        case _:
            raise ValueError(f"no TypeScript type for {schema}")


def _items(schema: Schema) -> list[str]:
    # pydantic turns the name of a field into its title.
    return [f"{item['title'].lower()}: {_type(item)}" for item in schema["prefixItems"]]


def _literal(value: object) -> str:
    match value:
        case str():
            return f'"{value}"'
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def main() -> int:
    changed = write_text(PROGRAM / TARGET, player_types())
    print(f"{TARGET} 已更新。" if changed else f"{TARGET} 没有变化。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
