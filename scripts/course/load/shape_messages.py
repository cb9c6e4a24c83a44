"""Every way in which a value can have the wrong shape, in Chinese with the remedy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from course.model.bank import DIFFICULTY_LABELS, ID_PATTERN, TITLE_PATTERN, TYPE_LABELS, VERSION_PATTERN
from course.model.course import COLOUR_PATTERN, COPY_PATTERN, COURSE_ID_PATTERN, WORD_PATTERN
from course.model.dates import DAY_PATTERN
from course.model.sentences import DIGEST_PATTERN
from course.model.unit import LOGO_PATTERN, PLAIN_PATTERN
from course.text.diagnostics import Key
from course.text.near import nearest

Keys: TypeAlias = tuple[Key, ...]
ShapeRule: TypeAlias = Literal[
    "boolean-expected",
    "empty-text",
    "fields-expected",
    "list-expected",
    "malformed-id",
    "missing-field",
    "text-expected",
    "too-few",
    "too-long",
    "too-many",
    "unknown-field",
    "unknown-type",
    "wrong-value",
]


def wording(
    error: ErrorDetails, keys: Keys, record: type[BaseModel] | None, types: Sequence[str]
) -> tuple[str, ShapeRule]:
    """Say what one of pydantic's errors means: message and rule.

    `keys` lead to the faulty value, `record` is the model it stands in, `types` are those it may choose from.
    """
    name, context = _name(keys), error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"缺少字段 {keys[-1]}{_meaning(record, keys[-1])}，请补上", "missing-field"
        case "union_tag_not_found":
            return f"缺少字段 type（题型），请补上，可用：{_labelled(types)}", "missing-field"
        case "extra_forbidden":
            return _unknown_field(str(keys[-1]), record), "unknown-field"
        case "union_tag_invalid":
            return _unknown_type(str(context.get("tag")), types), "unknown-type"
        case "string_type":
            return _text_expected(name, error["input"]), "text-expected"
        case "int_type" | "literal_error" if keys[-1:] == ("difficulty",):
            return f"difficulty 只能是 {_levels()}", "wrong-value"
        case "int_type" | "greater_than_equal" | "less_than_equal" | "literal_error":
            return _out_of_range(name, context), "wrong-value"
        case "bool_type":
            return f"{name}只能写 true 或 false，不加引号", "boolean-expected"
        case "tuple_type":
            return f"{name}应当是一张列表：写成 [甲, 乙]，或每项另起一行、以“- ”开头", "list-expected"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{name}应当由“字段: 内容”组成，用半角冒号，后面空一格", "fields-expected"
        case "string_too_short" | "string_pattern_mismatch" | "no_such_day":
            return _empty_or_malformed(name, keys, context.get("pattern"))
        case "pale_colour" | "no_such_icon":
            return _unfit(name, error["type"], context), "wrong-value"
        case "string_too_long":
            return f"{name}超过 {context.get('max_length')} 个字符，请缩短", "too-long"
        case "too_short":
            return f"{name}至少要有 {context.get('min_length')} 项，现在有 {len(error['input'])} 项，请补上", "too-few"
        case "too_long":
            return f"{name}最多 {context.get('max_length')} 项，现在有 {len(error['input'])} 项，请拆开", "too-many"
        case other:
            return f"{name}的内容不符合要求（{other}）", "wrong-value"


def _name(keys: Keys) -> str:
    """Say which value is meant: the last field name, and which item of its list; ready to be followed by Chinese."""
    if not keys:
        return "这里"
    if isinstance(keys[-1], int):
        return f"{_name(keys[:-1])}的第 {keys[-1] + 1} 项"
    return f"{keys[-1]} "


def _meaning(record: type[BaseModel] | None, field: Key) -> str:
    known = record.model_fields.get(str(field)) if record else None
    return f"（{known.description}）" if known and known.description else ""


def _levels() -> str:
    return "、".join(f"{level}（{label}）" for level, label in DIFFICULTY_LABELS.items())


def _labelled(types: Iterable[str]) -> str:
    return "、".join(f"{name}（{TYPE_LABELS.get(name, name)}）" for name in types)


def _unknown_field(field: str, record: type[BaseModel] | None) -> str:
    fields = [about.alias or name for name, about in record.model_fields.items()] if record else []
    usable = f"，请删去或改名。这里可用：{'、'.join(fields)}" if fields else "，请删去"
    return f"这里没有 {field} 这个字段{nearest(field, fields) or usable}"


def _unknown_type(kind: str, types: Sequence[str]) -> str:
    return f"这里没有“{kind}”这种题型{nearest(kind, types) or f'，可用：{_labelled(types)}'}"


def _text_expected(name: str, given: object) -> str:
    if isinstance(given, bool):
        return f"{name}应当是文字，这里被读成了“是/否”。请给它加上英文双引号"
    if isinstance(given, int):
        return f'{name}应当是文字，这里被读成了数字。请写成 "{given}"'
    return f"{name}应当是一段文字，不能是列表或字段"


def _out_of_range(name: str, context: Mapping[str, object]) -> str:
    if "ge" in context:
        return f"{name}不能小于 {context['ge']}，请改大"
    if "le" in context:
        return f"{name}不能大于 {context['le']}，请改小"
    if "expected" in context:
        usable = str(context["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return f"{name}只能写其中一个：{usable}"
    return f"{name}应当是整数，不加引号"


def _unfit(name: str, kind: str, context: Mapping[str, object]) -> str:
    if kind == "pale_colour":
        return f"{name}太浅，白字和浅底上的链接会看不清。请换一个深一些的颜色"
    return f"主题里没有 {name}写的这个图标{context['near'] or '。请换一个，如 material/note'}"


def _empty_or_malformed(name: str, keys: Keys, pattern: object) -> tuple[str, ShapeRule]:
    if pattern == COURSE_ID_PATTERN:
        return "课程的编号 id 要有 3 至 40 个小写字母、数字或短横线，以字母开头，如 archive-rules", "malformed-id"
    if pattern == COPY_PATTERN:
        return f"{name}要写成 1 至 12 个汉字、字母、数字或短横线，如 试用", "wrong-value"
    if pattern == WORD_PATTERN:
        return f"{name}要写成 1 至 12 个汉字、字母或数字，中间没有标点和空格", "wrong-value"
    if pattern == COLOUR_PATTERN:
        return f"{name}要写成 # 和六个小写的十六进制数字，放进引号，如 '#1f5f8b'", "wrong-value"
    if pattern == PLAIN_PATTERN:
        return f"{name}要写成一行文字，不用引号、尖括号、花括号、反斜杠和 & $ 这些符号", "wrong-value"
    if pattern == TITLE_PATTERN:
        return f"{name}要写成一行文字，中间不能换行", "wrong-value"
    if pattern == LOGO_PATTERN:
        return (
            f"{name}要写成 local/files 里一张图片的文件名，以 .png、.jpg、.webp 或 .svg 结尾，如 logo.png",
            "wrong-value",
        )
    if keys[-1:] == ("id",) or pattern == ID_PATTERN:
        return "编号只能用小写字母、数字和短横线，以字母开头，如 meeting-01", "malformed-id"
    if pattern == DAY_PATTERN:
        return f"{name}要写成日历上有的一天，如 2027-03-31", "wrong-value"
    if pattern == VERSION_PATTERN:
        return f"{name}是由 ./course approve 写的，请不要手改。删去它，再运行一次 ./course approve", "wrong-value"
    if pattern == DIGEST_PATTERN:
        return f"{name}是由 ./course confirm 写的，请不要手改。删去这一行，再运行一次 ./course confirm", "wrong-value"
    return f"{name}是空的，请填写文字", "empty-text"


def empty(keys: Keys) -> tuple[str, ShapeRule]:
    """Say that nothing was written where something must stand."""
    if not keys:
        return "文件是空的。请写上内容，用不着就删去这个文件", "empty-text"
    return f"{_name(keys)}是空的。请填写，用不着就删去；以 # 开头的文字要放进英文双引号里", "empty-text"


def unlisted(count: int) -> tuple[str, ShapeRule]:
    """Say that there are more problems than anybody would read."""
    return f"这里还有 {count:,} 处写法问题没有列出，请先改好列出的", "too-many"
