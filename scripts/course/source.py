"""YAML text to plain values that remember where they stand.

The only module that imports `yaml`. It reads a small, unsurprising part of YAML: text, whole numbers,
true/false, lists and mappings. Everything that YAML would turn into something the writer did not mean
(`no` into false, 1e3 into a number, a date into an object, an alias into a copy) is reported instead.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from course.diagnostics import Diagnostic, Key, Position

Scalar: TypeAlias = str | int | bool | None
Value: TypeAlias = "Scalar | tuple[Value, ...] | dict[str, Value]"

DEEPEST = 20
LARGEST = 20_000_000
_TOO_DEEP = f"层次超过 {DEEPEST} 层，请检查缩进和括号"
_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# libyaml's composer recurses on the C stack; depth is counted first wherever it could be large.
_SUSPICIOUS_OPENERS = 1_000
_DEEP_LINE = re.compile(r"^(?:[ ]*[-?:]){50}|^[ ]{200}", re.MULTILINE)
# Controls, and the marks that reorder text invisibly (bidirectional overrides): neither belongs in a bank.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_PROBLEMS = {
    "mapping values are not allowed in this context": (
        "这里多了一个冒号。文字里含有半角冒号加空格时，请把整段文字放进英文双引号里，或改用全角冒号“：”"
    ),
    "could not find expected ':'": "这一行缺少冒号。每个字段写成“字段名: 内容”，冒号后面空一格",
    "did not find expected key": "缩进或引号有误。同一层的字段要左边对齐；引号要成对",
    "did not find expected '-' indicator": "缩进有误。同一张列表的“-”要左边对齐",
    "found unexpected end of stream": "引号没有成对，一直读到了文件末尾",
    "found character that cannot start any token": (
        "这里的第一个字符不能直接开头（制表符、%、@、` 等）。缩进请用空格；文字请放进英文双引号里"
    ),
    "found undefined alias": "文字以 * 开头会被当成引用。请把整段文字放进英文双引号里",
    "did not find expected ',' or ']'": "方括号里的各项要用半角逗号隔开，最后用 ] 收尾",
    "did not find expected ',' or '}'": "花括号里的各项要用半角逗号隔开，最后用 } 收尾",
    "but found another document": "一个文件里只能有一份内容，请删去中间的“---”",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML text as plain values (`dict`, `tuple`, `str`, `int`, `bool`, `None`), each with its place."""

    path: str
    value: Value
    _root: yaml.Node | None
    _first_line: int = 1

    def place(self, *keys: Key) -> Position:
        """Return where the value under `keys` starts; for a missing one, its nearest existing ancestor."""
        return self._position(self._walk(keys))

    def place_key(self, *keys: Key) -> Position:
        """Return where the key itself is written, for problems with a field's name."""
        parent = self._walk(keys[:-1])
        if isinstance(parent, yaml.MappingNode):
            for key, _ in parent.value:
                if key.value == keys[-1]:
                    return self._position(key)
        return self._position(parent)

    def inline(self, *keys: Key) -> bool:
        """Tell whether the value under `keys` is written in braces or brackets."""
        return bool(getattr(self._walk(keys), "flow_style", False))

    def _walk(self, keys: tuple[Key, ...]) -> yaml.Node | None:
        node = self._root
        for key in keys:
            child = _child(node, key)
            if child is None:
                break
            node = child
        return node

    def _position(self, node: yaml.Node | None) -> Position:
        if node is None:
            return Position(self.path, self._first_line)
        return _at(self.path, self._first_line, node.start_mark)


def _child(node: yaml.Node | None, key: Key) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item: yaml.Node = node.value[key]
        return item
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                found: yaml.Node = value
                return found
    return None


class _Mark(Protocol):
    """Where libyaml or PyYAML says that something is: line and column counted from 0."""

    line: int
    column: int


def _at(path: str, first_line: int, mark: _Mark | None) -> Position:
    return Position(path, mark.line + first_line, mark.column + 1) if mark else Position(path, first_line)


@dataclass(slots=True)
class _Reading:
    """One pass over a node tree: the values built so far are returned, the problems are collected here."""

    path: str
    first_line: int
    foreign_tags: bool
    found: list[Diagnostic] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def report(self, node: yaml.Node, rule: str, message: str) -> None:
        self.found.append(Diagnostic(_at(self.path, self.first_line, node.start_mark), message, rule))

    def value(self, node: yaml.Node, depth: int = 0) -> Value:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if id(node) in self.seen:
            self.report(node, "yaml-alias", "不支持用 & 和 * 引用别处的内容，请把内容直接写在这里")
            return None
        self.seen.add(id(node))
        if depth > DEEPEST:
            self.report(node, "yaml-depth", _TOO_DEEP)
            return None
        self.check_tag(node)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, depth + 1) for item in node.value)
        return self.mapping(node, depth)

    def mapping(self, node: yaml.Node, depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not isinstance(key.value, Hashable):
                self.report(key, "yaml-key", "字段名必须是一个词，不能是列表或花括号")
                continue
            name = str(key.value)
            if name in result:
                self.report(key, "duplicate-key", f"字段 {name} 在同一处写了两次，请只留一个")
                continue
            result[name] = self.value(value, depth + 1)
        return result

    def check_tag(self, node: yaml.Node) -> None:
        if not node.tag.startswith(_TAG) and not self.foreign_tags:
            self.report(node, "yaml-tag", f"不支持标签 {node.tag}，请删去以 ! 开头的标记")
        elif node.tag.removeprefix(_TAG) not in _PLAIN_TAGS and not self.foreign_tags:
            name = node.tag.removeprefix(_TAG)
            self.report(node, "yaml-tag", f"不支持标签 !!{name}，请删去以 ! 开头的标记")

    def scalar(self, node: yaml.ScalarNode) -> Scalar:
        text: str = node.value
        match node.tag.removeprefix(_TAG):
            case "null":
                return None
            case "bool":
                return self.boolean(node, text)
            case "int" if _INTEGER.fullmatch(text):
                return int(text)
            case "int" | "float" | "timestamp" | "merge" | "value":
                # The text stays as written; whoever expects a number says so with the field's name.
                return text
            case "str":
                return text
        self.check_tag(node)
        return text

    def boolean(self, node: yaml.ScalarNode, text: str) -> bool:
        if text not in {"true", "false"}:
            self.report(
                node,
                "boolean-word",
                f'没有加引号的 {text} 会被读成“是/否”。要表示对错请写 true 或 false；要表示文字请写成 "{text}"',
            )
        return text.lower() in {"true", "yes", "on", "y"}


_PLAIN_TAGS = {"map", "seq", "str", "int", "bool", "null", "float", "timestamp", "merge", "value"}


def read(text: str, path: str, *, first_line: int = 1, foreign_tags: bool = False) -> tuple[Document, list[Diagnostic]]:
    """Read one YAML text.

    `first_line` is the line of `path` on which the text begins (front matter does not begin on line 1);
    `foreign_tags` lets tags such as `!ENV` pass, for files that are shared with other programs.
    Returns the document (its value is None where nothing could be read) and all problems found.
    """
    empty = Document(path, None, None, first_line)
    if len(text) > LARGEST:
        message = f"文件有 {len(text):,} 个字符，超过 {LARGEST:,} 的上限，请拆成几个题库"
        return empty, [Diagnostic(Position(path), message, "file-too-large")]
    found = list(_unprintable(text, path, first_line))
    clean = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text) if found else text
    try:
        root = _compose(clean, path, first_line)
    except _TooDeep as error:
        return empty, [*found, Diagnostic(error.at, _TOO_DEEP, "yaml-depth")]
    except yaml.MarkedYAMLError as error:
        return empty, [*found, _syntax(error, path, first_line)]
    except yaml.YAMLError as error:
        return empty, [*found, Diagnostic(Position(path, first_line), f"无法读取：{error}", "yaml-syntax")]
    if root is None:
        return empty, found
    reading = _Reading(path, first_line, foreign_tags)
    value = reading.value(root)
    return Document(path, value, root, first_line), [*found, *reading.found]


def _compose(text: str, path: str, first_line: int) -> yaml.Node | None:
    openers = text.count("[") + text.count("{")
    if openers > _SUSPICIOUS_OPENERS or _DEEP_LINE.search(text):
        _refuse_depth(text, path, first_line)
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return root


class _TooDeep(yaml.YAMLError):
    """Raised before a nesting is reached that would overflow the parser's stack."""

    def __init__(self, at: Position) -> None:
        super().__init__()
        self.at = at


def _refuse_depth(text: str, path: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > 10 * DEEPEST:
                raise _TooDeep(_at(path, first_line, event.start_mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax(error: yaml.MarkedYAMLError, path: str, first_line: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    # An unclosed quotation mark is found at the end of the file but made where the text begins.
    if error.problem == "found unexpected end of stream" and error.context_mark:
        mark = error.context_mark
    position = _at(path, first_line, mark)
    advice = _PROBLEMS.get(error.problem or "", f"写法有误（{error.problem}）。请检查缩进、冒号和引号")
    return Diagnostic(position, advice, "yaml-syntax")


def _unprintable(text: str, path: str, first_line: int) -> list[Diagnostic]:
    return [
        Diagnostic(
            position_in(text, path, match.start(), first_line),
            f"这里有一个看不见的控制字符（U+{ord(match[0]):04X}），请删去",
            "control-character",
        )
        for match in _UNPRINTABLE.finditer(text)
    ]


def position_in(text: str, path: str, offset: int, first_line: int = 1) -> Position:
    """Return the position of the character at `offset` (counted from 0) of a text."""
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    return Position(path, line + first_line, column + 1)
