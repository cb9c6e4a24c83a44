"""Plain values to model types; every way in which a value can have the wrong shape, said in Chinese."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from course.diagnostics import Diagnostic, Key
from course.model.bank import (
    TYPE_LABELS,
    Bank,
    Blank,
    BlankCasePart,
    Case,
    Match,
    MatchCasePart,
    Multiple,
    MultipleCasePart,
    Option,
    Order,
    OrderCasePart,
    Pair,
    ShortAnswer,
    Single,
    SingleCasePart,
    TrueFalse,
    TrueFalseCasePart,
)
from course.source import Document, Value

Shape = TypeVar("Shape")

_QUESTIONS: dict[str, type[BaseModel]] = {
    "single": Single,
    "multiple": Multiple,
    "truefalse": TrueFalse,
    "blank": Blank,
    "order": Order,
    "match": Match,
    "case": Case,
    "short": ShortAnswer,
}
_CASE_PARTS: dict[str, type[BaseModel]] = {
    "single": SingleCasePart,
    "multiple": MultipleCasePart,
    "truefalse": TrueFalseCasePart,
    "blank": BlankCasePart,
    "order": OrderCasePart,
    "match": MatchCasePart,
}


def shape(
    validate: Callable[[object], Shape], value: Value, document: Document, *keys: Key
) -> tuple[Shape | None, list[Diagnostic]]:
    """Turn a plain value into a model type with pydantic's `validate`; `keys` lead to it inside `document`.

    Returns None and all problems where the value has the wrong shape.
    """
    try:
        return validate(value), []
    except ValidationError as error:
        found = {
            diagnostic: None for detail in error.errors() for diagnostic in _explain(detail, value, document, keys)
        }
        return None, list(found)


def _explain(error: ErrorDetails, value: Value, document: Document, above: tuple[Key, ...]) -> Iterator[Diagnostic]:
    keys = (*above, *_without_tags(error["loc"], value))
    place = document.place_key if error["type"] == "extra_forbidden" else document.place
    message, rule = _wording(error, keys, document.value)
    yield Diagnostic(place(*keys), message, rule)


def _without_tags(loc: tuple[Key, ...], value: Value) -> tuple[Key, ...]:
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


def _wording(error: ErrorDetails, keys: tuple[Key, ...], root: Value) -> tuple[str, str]:
    name, context = _name(keys), error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"缺少字段 {keys[-1]}，请补上", "missing-field"
        case "extra_forbidden":
            return _unknown_field(keys, root), "unknown-field"
        case "string_type":
            return _text_expected(name, error["input"]), "text-expected"
        case "int_type" | "literal_error" if keys[-1:] == ("difficulty",):
            return "difficulty 只能是 1（记忆）、2（理解）、3（应用）", "wrong-value"
        case "bool_type":
            return f"{name} 只能写 true 或 false，不加引号", "boolean-expected"
        case "tuple_type":
            return f"{name} 应当是一张列表：每项一行，以“- ”开头", "list-expected"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{name} 应当由“字段: 内容”组成", "fields-expected"
        case "union_tag_not_found":
            return f"缺少题型 type，可用：{_types()}", "missing-field"
        case "union_tag_invalid":
            return (
                f"没有“{context.get('tag')}”这种题型，可用：{_types()}{_guess(str(context.get('tag')), _QUESTIONS)}",
                "unknown-type",
            )
        case "string_too_short" | "string_pattern_mismatch":
            return _empty_or_id(name, keys), "malformed-id" if keys[-1:] == ("id",) else "empty-text"
        case "string_too_long":
            return f"{name} 超过 {context.get('max_length')} 个字符，请缩短", "too-long"
        case "too_short":
            return (
                f"{name} 至少要有 {context.get('min_length')} 项，现在有 {context.get('actual_length')} 项",
                "too-few",
            )
        case "too_long":
            return f"{name} 最多 {context.get('max_length')} 项，请拆开", "too-many"
        case other:
            return f"{name} 的内容不符合要求（{other}）", "wrong-value"


def _name(keys: tuple[Key, ...]) -> str:
    """Say which value is meant: the last field name, and which item of its list."""
    if keys and isinstance(keys[-1], int):
        return f"{_name(keys[:-1])} 的第 {keys[-1] + 1} 项"
    return str(keys[-1]) if keys else "整个文件"


def _types() -> str:
    return "、".join(f"{name}（{label}）" for name, label in TYPE_LABELS.items())


def _guess(word: str, candidates: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    return f"。是不是想写 {near[0]}？" if near else ""


def _unknown_field(keys: tuple[Key, ...], root: Value) -> str:
    model = _model_at(keys[:-1], root)
    fields = dict(model.model_fields) if model else {}
    guess = _guess(str(keys[-1]), fields)
    usable = f"。这里可用：{'、'.join(fields)}" if fields else ""
    return f"没有 {keys[-1]} 这个字段{guess or usable or '，请删去'}"


def _model_at(keys: tuple[Key, ...], root: Value) -> type[BaseModel] | None:
    """Return the model class of the record under `keys`, told from the names of the lists above it."""
    record = root
    for key in keys:
        record = _inside(record, key)
    kind = str(record.get("type")) if isinstance(record, dict) else ""
    match [key for key in keys if isinstance(key, str)]:
        case []:
            return Bank if isinstance(record, dict) and "questions" in record else None
        case ["questions"]:
            return _QUESTIONS.get(kind)
        case ["questions", "questions"]:
            return _CASE_PARTS.get(kind)
        case [*_, "options"]:
            return Option
        case [*_, "pairs"]:
            return Pair
        case _:
            return None


def _text_expected(name: str, given: object) -> str:
    if given is None:
        return f"{name} 是空的，请填写文字"
    if isinstance(given, bool):
        return f"{name} 应当是文字，这里被读成了“是/否”。请给它加上英文双引号"
    if isinstance(given, int):
        return f'{name} 应当是文字，这里被读成了数字。请写成 "{given}"'
    return f"{name} 应当是一段文字，不能是列表或字段"


def _empty_or_id(name: str, keys: tuple[Key, ...]) -> str:
    if keys[-1:] == ("id",):
        return "题号只能用小写字母、数字和短横线，以字母开头，如 vehicle-lecture-01"
    return f"{name} 是空的，请填写文字"
