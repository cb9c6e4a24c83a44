"""A question as the fields of a web form, and back.

Names of fields are paths in the shape that `form_of` returns, such as `options.1.text`. That shape is the one that a bank
has, except that steps and ends of a scenario are lists whose items have a `name`, and that each blank has its accepted
texts as lines of one text. Empty rows stay while a person works on the form; `fields_of` drops them.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from course.model.bank import TYPE_LABELS

Form: TypeAlias = dict[str, Any]
"""Texts, lists and forms by name; whatever a request sends fits it after `read_form`."""

PART_TYPES = ("single", "multiple", "truefalse", "blank", "order", "match")
EDITED = frozenset({
    "id", "type", "points", "terms", "basis", "apart", "difficulty", "kind", "stem", "material", "options", "answer",
    "answers", "items", "pairs", "distractors", "reference", "questions", "start", "steps", "ends", "explanation",
})  # fmt: skip
"""The fields of a question that the form shows; what else a question says stays."""

MOST_ROWS = 40
_DEEPEST = 7
_LISTS = ("terms", "basis", "apart")
_LEAST_ROWS = {
    "options": 4,
    "answers": 1,
    "items": 3,
    "pairs": 2,
    "reference": 1,
    "questions": 1,
    "steps": 1,
    "ends": 2,
    "choices": 2,
}
_OF_TYPE = {
    "single": ("options",), "multiple": ("options",), "truefalse": (), "blank": ("answers",), "order": ("items",),
    "match": ("pairs", "distractors"), "case": ("questions",), "short": ("reference",), "scenario": ("steps", "ends"),
}  # fmt: skip
_TEXTS = frozenset({"answers", "items", "distractors", "reference"})
"""Lists whose rows are texts."""
_PREFIXES = {"steps": "s", "ends": "e"}


def form_of(fields: Mapping[str, object]) -> Form:
    """Return the form of a question with these fields, of whatever shape; every list has the rows that its type needs."""
    form: Form = {name: _text(fields.get(name)) for name in ("id", "difficulty", "kind")}
    form["type"] = kind = _known_type(fields.get("type"))
    form["points"] = [str(point) for point in _list(fields.get("points"))]
    for name in _LISTS:
        form[name] = "\n".join(map(str, _list(fields.get(name))))
    return {**form, **_body(kind, fields)}


def read_form(values: Mapping[str, str], points: Sequence[str] = ()) -> Form:
    """Return the form that a request sends; `points` are those that are ticked."""
    tree: Form = {}
    for name, value in values.items():
        _put(tree, name.split("."), value.replace("\r\n", "\n").strip())
    form: Form = {"type": _known_type(tree.get("type")), "points": list(dict.fromkeys(points))}
    for name in ("id", *_LISTS, "difficulty", "kind", "stem", "material", "explanation", "start", "answer"):
        form[name] = _text(tree.get(name))
    return {**form, **_rows_of(form["type"], tree)}


def fields_of(form: Form) -> dict[str, object]:
    """Return the fields of a question that a form says; what is empty is not there."""
    fields: dict[str, object] = {"type": form["type"], "points": list(form["points"])}
    for name in _LISTS:
        fields[name] = [line for text in _text(form.get(name)).splitlines() if (line := text.strip())]
    level = _text(form.get("difficulty"))
    fields["difficulty"] = int(level) if level.isascii() and level.isdigit() else level
    fields |= {name: _text(form.get(name)) for name in ("id", "kind")}
    return _without_empty({**fields, **_body_fields(form)})


def changed(form: Form, wish: str) -> Form:
    """Return the form after a wish such as `add:options`, `remove:options.1` or `up:items.2`."""
    form = deepcopy(form)
    verb, _, path = wish.partition(":")
    *above, last = path.split(".")
    if verb == "add":
        _add(_at(form, above), last)
    elif verb in {"remove", "up"} and isinstance(rows := _at(form, above), list) and last.isdecimal():
        _move(rows, int(last), remove=verb == "remove")
    return form


def form_path(path: str, form: Form) -> str:
    """Return the name in the form of a field that a bank calls by this path; steps and ends are numbered in forms."""
    head, _, rest = path.partition(".")
    if head in _PREFIXES and rest:
        name, _, rest = rest.partition(".")
        names = [row.get("name") for row in form.get(head, ())]
        return ".".join(part for part in (head, str(names.index(name)) if name in names else "", rest) if part)
    names = path.split(".")
    # Several values stand in one field.
    for at, part in enumerate(names):
        if part in {"points", *_LISTS}:
            return ".".join(names[: at + 1])
        if part == "answers":
            return ".".join(names[: at + 2])
    return path


def _known_type(value: object) -> str:
    return value if isinstance(value, str) and value in TYPE_LABELS else "single"


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _body(kind: str, fields: Mapping[str, object]) -> Form:
    """Return what a question of a type asks, as a form."""
    form: Form = {name: _text(fields.get(name)) for name in ("stem", "material", "explanation", "start", "answer")}
    for name in _OF_TYPE[kind]:
        value = fields.get(name)
        if name in _PREFIXES:
            form[name] = [{"name": key, **_place(_mapping(place))} for key, place in _mapping(value).items()]
        elif name == "answers":
            form[name] = ["\n".join(map(str, _list(accepted))) for accepted in _list(value)]
        elif name == "questions":
            form[name] = [_part(_mapping(part)) for part in _list(value)]
        elif name in _TEXTS:
            form[name] = [_text(item) for item in _list(value)]
        else:
            form[name] = [{key: _value(item) for key, item in _mapping(row).items()} for row in _list(value)]
    return {**form, **_filled(kind, form)}


def _value(value: object) -> object:
    return value if isinstance(value, bool) else _text(value)


def _place(place: Mapping[str, Any]) -> Form:
    form: Form = {key: _text(value) for key, value in place.items() if key != "choices"}
    if "choices" in place:
        form["choices"] = [
            {key: _text(value) for key, value in _mapping(one).items()} for one in _list(place["choices"])
        ]
    return form


def _part(part: Mapping[str, Any]) -> Form:
    kind = part.get("type")
    kind = kind if kind in PART_TYPES else "single"
    return {"type": kind, **_body(kind, part)}


def _filled(kind: str, form: Form) -> Form:
    """Return the lists of a type with as many rows as it needs at least."""
    return {name: _at_least(name, list(form.get(name, ()))) for name in _OF_TYPE[kind]}


def _at_least(name: str, rows: list[Any]) -> list[Any]:
    while len(rows) < _LEAST_ROWS.get(name, 0):
        rows.append(_new_row(name, rows))
    if name == "steps":
        for row in rows:
            row["choices"] = _at_least("choices", list(row.get("choices", ())))
    return rows


def _new_row(name: str, rows: Sequence[Any]) -> Any:  # noqa: ANN401 -- a text or a form
    if name in _TEXTS:
        return ""
    if name == "questions":
        return {"type": "single", **_body("single", {})}
    if name in _PREFIXES:
        used = {row.get("name") for row in rows}
        free = next(name_ for number in range(1, 1000) if (name_ := f"{_PREFIXES[name]}{number}") not in used)
        return _at_least("steps", [{"name": free}])[0] if name == "steps" else {"name": free}
    return {}


def _put(tree: Form, keys: Sequence[str], value: str) -> None:
    """Put a value where its path leads; what nothing of ours sends is left out."""
    if len(keys) > _DEEPEST or any(key.isdigit() and (not key.isascii() or int(key) >= MOST_ROWS) for key in keys):
        return
    for key in keys[:-1]:
        inner = tree.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        tree = inner
    tree.setdefault(keys[-1], value)


def _rows(tree: Form, name: str) -> list[Any]:
    """Return the rows of a list that came as a mapping from numbers, in their order."""
    numbered = {int(key): row for key, row in _mapping(tree.get(name)).items() if key.isascii() and key.isdecimal()}
    return [numbered[number] for number in sorted(numbered)]


def _rows_of(kind: str, tree: Form) -> Form:
    form: Form = {}
    for name in _OF_TYPE[kind]:
        rows = _rows(tree, name)
        if name in _TEXTS:
            form[name] = [_text(row) for row in rows]
        elif name == "questions":
            form[name] = [_read_part(_mapping(row)) for row in rows]
        elif name == "options":
            form[name] = _read_options(kind, rows, _text(tree.get("key")))
        else:
            form[name] = [_read_row(_mapping(row)) for row in rows]
        if name in _PREFIXES:
            form[name] = _with_names(name, form[name])
    return {**form, **_filled(kind, form)}


def _read_row(row: Mapping[str, Any]) -> Form:
    form: Form = {key: _text(value) for key, value in row.items() if key != "choices"}
    if "choices" in row:
        form["choices"] = [_read_row(_mapping(one)) for one in _rows(dict(row), "choices")]
    return form


def _read_part(row: Mapping[str, Any]) -> Form:
    kind = row.get("type")
    kind = kind if kind in PART_TYPES else "single"
    texts = {name: _text(row.get(name)) for name in ("stem", "explanation", "answer")}
    return {"type": kind, **texts, **_rows_of(kind, dict(row))}


def _read_options(kind: str, rows: Sequence[Any], key: str) -> list[Form]:
    """Return options; the right one of a single choice is named by its number, those of others by a tick."""
    options = []
    for number, row in enumerate(map(_mapping, rows)):
        option = {name: _text(row.get(name)) for name in ("text", "why")}
        is_right = key == str(number) or (bool(row.get("correct")) and not (kind == "single" and key))
        options.append({**option, "correct": is_right, "fixed": bool(row.get("fixed"))})
    return options


def _with_names(name: str, rows: Sequence[Form]) -> list[Form]:
    """Return steps or ends, each with a name of its own."""
    named: list[Form] = []
    for row in rows:
        is_new = not row.get("name") or any(row["name"] == other["name"] for other in named)
        named.append({**row, "name": _new_row(name, [*named, *rows])["name"]} if is_new else row)
    return named


def _at(form: Any, keys: Sequence[str]) -> Any:  # noqa: ANN401 -- a part of a form
    for key in keys:
        if isinstance(form, list) and key.isdecimal() and int(key) < len(form):
            form = form[int(key)]
        elif isinstance(form, dict) and key in form:
            form = form[key]
        else:
            return None
    return form


def _add(holder: object, name: str) -> None:
    if isinstance(holder, dict) and isinstance(rows := holder.get(name), list) and len(rows) < MOST_ROWS:
        rows.append(_new_row(name, rows))


def _move(rows: list[Any], index: int, *, remove: bool) -> None:
    if remove and index < len(rows):
        del rows[index]
    elif 0 < index < len(rows):
        rows[index - 1], rows[index] = rows[index], rows[index - 1]


def _body_fields(form: Form) -> dict[str, object]:
    fields: dict[str, object] = {"stem": form.get("stem"), "explanation": form.get("explanation")}
    match form["type"]:
        case "truefalse":
            fields["answer"] = {"true": True, "false": False}.get(_text(form.get("answer")))
        case "blank":
            accepted = [[line for text in row.splitlines() if (line := text.strip())] for row in form["answers"]]
            fields["answers"] = _without_tail(accepted)
        case "case":
            fields["material"] = form.get("material")
            fields["questions"] = [_part_fields(part) for part in form["questions"]]
        case "scenario":
            fields["start"] = form.get("start")
            fields |= {name: {row["name"]: _place_fields(row) for row in form[name]} for name in _PREFIXES}
        case kind:
            fields |= {name: list(form[name]) for name in _OF_TYPE[kind]}
    return _without_empty(fields)


def _part_fields(part: Form) -> dict[str, object]:
    fields = _body_fields(part)
    return {"type": part["type"], **fields} if fields else {}


def _place_fields(row: Form) -> dict[str, object]:
    return _without_empty({key: value for key, value in row.items() if key != "name"})


def _without_tail(rows: list[list[str]]) -> list[list[str]]:
    while rows and not rows[-1]:
        rows = rows[:-1]
    return rows


def _without_empty(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: kept for name, value in fields.items() if (kept := _kept(value)) not in (None, "", [], {})}


def _kept(value: object) -> object:
    """Return a value without empty rows; `false` says something as an answer only."""
    if isinstance(value, list) and not any(isinstance(row, list) for row in value):
        return [kept for row in value if (kept := _kept(row)) not in (None, "", {})]
    if isinstance(value, Mapping):
        kept = {name: _kept(item) for name, item in value.items() if item is not False or name == "answer"}
        return {name: item for name, item in kept.items() if item not in (None, "", [])}
    return value
