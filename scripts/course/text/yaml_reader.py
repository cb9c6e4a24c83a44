"""YAML text to plain values that remember where they stand.

The only module that imports `yaml`. It reads a small, unsurprising part of YAML: text, whole numbers,
true/false, lists and mappings. Everything that YAML would turn into something the writer did not mean
(`no` into false, 1e3 into a number, a date into an object, an alias into a copy) is reported instead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import yaml

from course.text.diagnostics import Diagnostic, Key, Places, Position
from course.text.unicode_checks import Suspect, UnicodeRule, printable, suspects
from course.text.yaml_errors import Mark, explain

Scalar: TypeAlias = str | int | bool | None
Value: TypeAlias = "Scalar | tuple[Value, ...] | dict[str, Value]"
YamlRule: TypeAlias = Literal[
    "boolean-word",
    "duplicate-key",
    "file-too-large",
    "yaml-alias",
    "yaml-depth",
    "yaml-key",
    "yaml-syntax",
    "yaml-tag",
]

DEEPEST = 20
LARGEST = 12_000_000
# Every value is preceded by one of these; counting them bounds time and memory before anything is composed.
_SIGNS = ("\n", ",", ":", "- ", "-\n", "?", "[", "{")
MOST_SIGNS = 150_000
_MOST_REPORTED = 200
_TOO_DEEP = f"层次超过 {DEEPEST} 层，请检查缩进和括号"
_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
# libyaml's composer recurses on the C stack; depth is counted first wherever it could be large.
_SUSPICIOUS_OPENERS = 1_000
_DEEP_LINE = re.compile(r"^(?:[ ]*[-?:]){50}|^[ ]{200}", re.MULTILINE)
# Where an anchor, an alias or a tag can begin. Composed nodes no longer show them. The sign stands first in the pattern,
# because Python finds a single character several times faster.
_MARKED = re.compile(r"[&*!](?<![^\s\[{,:].)")
# Plain scalars that YAML takes for something other than text, beside numbers.
_WORDS: Mapping[str, str] = dict.fromkeys(("", "~", "null", "Null", "NULL"), f"{_TAG}null") | dict.fromkeys(
    (form for word in ("yes", "no", "true", "false", "on", "off") for form in (word, word.title(), word.upper())),
    f"{_TAG}bool",
)


class _Loader(yaml.CSafeLoader):
    """Composes nodes with the tags that the reader tells apart. PyYAML's own resolver takes a third of its time."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a node that is written without one."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return f"{_TAG}str"
        return _WORDS.get(value) or f"{_TAG}{'int' if _INTEGER.fullmatch(value) else 'str'}"

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Do nothing: a tag does not depend on where a node stands."""

    def ascend_resolver(self) -> None:
        """Do nothing, too."""


class Layout:
    """Where everything stands in one YAML text; computed on demand, because few texts have faults.

    Composed nodes are the largest part of what reading a course leaves behind.
    """

    __slots__ = ("_end", "_first_line", "_known", "_root", "_text", "path")

    def __init__(self, path: str, text: str = "", first_line: int = 1) -> None:
        self.path = path
        self._text = text
        self._first_line = first_line
        self._root: yaml.Node | None = None
        self._end: Position | None = None
        self._known: dict[int, dict[Key, tuple[yaml.Node, yaml.Node]]] = {}

    def place(self, *keys: Key) -> Position:
        """Return where the value under `keys` starts; for a missing one, its nearest existing ancestor."""
        return self._position(self._walk(keys))

    def place_key(self, *keys: Key) -> Position:
        """Return where the key itself is written, for problems with a field's name."""
        parent = self._walk(keys[:-1])
        key, _ = self._entries(parent).get(keys[-1], (parent, None))
        return self._position(key)

    def span(self, *keys: Key) -> tuple[Position, Position] | None:
        """Return where the value under `keys` starts and where it ends; None where there is none.

        The end of a list or mapping written without brackets lies wherever the next thing begins.
        """
        _, node = self._entries(self._walk(keys[:-1])).get(keys[-1], (None, None))
        if node is None:
            return None
        return self._position(node), _at(self.path, self._first_line, node.end_mark)

    def ending(self, *keys: Key) -> Position:
        """Return where the value under `keys` has its last character, one column behind it.

        A block ends with its last value: blank lines and comments below it belong to no value.
        """
        node = self._walk(keys)
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        return _at(self.path, self._first_line, node.end_mark if node else None)

    def in_braces(self, *keys: Key) -> bool:
        """Return whether the collection under `keys` is written in brackets or braces."""
        node = self._walk(keys)
        return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)

    def _walk(self, keys: tuple[Key, ...]) -> yaml.Node | None:
        if self._text and self._end is None:
            self._root = yaml.compose(self._text, Loader=_Loader)
            self._end = position_in(self._text, self.path, len(self._text), self._first_line)
        node = self._root
        for key in keys:
            _, child = self._entries(node).get(key, (None, None))
            if child is None:
                break
            node = child
        return node

    def _entries(self, node: yaml.Node | None) -> dict[Key, tuple[yaml.Node, yaml.Node]]:
        """Return key and value of each entry of a collection; cached, because long ones are read often."""
        if id(node) not in self._known:
            entries: dict[Key, tuple[yaml.Node, yaml.Node]] = {}
            if isinstance(node, yaml.SequenceNode):
                entries = {index: (item, item) for index, item in enumerate(node.value)}
            elif isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if isinstance(key, yaml.ScalarNode):
                        entries.setdefault(key.value, (key, value))
            self._known[id(node)] = entries
        return self._known[id(node)]

    def _position(self, node: yaml.Node | None) -> Position:
        if node is None:
            return Position(self.path, self._first_line)
        at = _at(self.path, self._first_line, node.start_mark)
        # What was left out at the end of a file stands, to libyaml, on a line that the file does not have.
        return min(at, self._end) if self._end else at


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML text as plain values (`dict`, `tuple`, `str`, `int`, `bool`, `None`), each with its place.

    One that is not `readable` has no value because of a problem that was already reported. At a place that
    is `faulty`, what the writer meant was not read; whatever else is wrong there only follows from that.
    """

    value: Value
    layout: Layout
    readable: bool = True
    faulty: frozenset[Position] = frozenset()

    @property
    def path(self) -> str:
        """The file."""
        return self.layout.path

    @property
    def place(self) -> Places:
        """Tells where the value under some keys starts; for a missing one, its nearest existing ancestor."""
        return self.layout.place


def _at(path: str, first_line: int, mark: Mark | None) -> Position:
    return Position(path, mark.line + first_line, mark.column + 1) if mark else Position(path, first_line)


@dataclass(slots=True)
class _Reading:
    """One pass over a text: the values built so far are returned, the problems are collected here."""

    path: str
    first_line: int
    text: str
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, mark: Mark | None, rule: YamlRule | UnicodeRule, message: str) -> None:
        self.found.append(Diagnostic(_at(self.path, self.first_line, mark), message, rule))

    def survey(self, text: str) -> bool:
        """Report what composed nodes would not show; return whether they can be composed."""
        depth, plain = 0, True
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > 10 * DEEPEST:
                self.report(event.start_mark, "yaml-depth", _TOO_DEEP)
                return False
            if isinstance(event, yaml.AliasEvent):
                self.alias(event, "*", "引用")
                plain = False
            elif isinstance(event, yaml.NodeEvent):
                self.properties(event)
            if len(self.found) > _MOST_REPORTED:
                return False
        return plain

    def alias(self, event: yaml.NodeEvent, sign: str, meaning: str) -> None:
        self.report(
            event.start_mark,
            "yaml-alias",
            f"“{sign}{event.anchor}”会被当成{meaning}。请把整段文字放进英文双引号里；要用别处的内容，请直接写在这里",
        )

    def properties(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self.alias(event, "&", "记号丢掉")
        tag = getattr(event, "tag", None)
        if tag:
            shown = tag.replace(_TAG, "!!")
            self.report(
                event.start_mark, "yaml-tag", f"不支持以 ! 开头的标签（{shown}）。如果是文字，请放进英文双引号里"
            )

    def value(self, node: yaml.Node, depth: int = 0) -> Value:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if depth > DEEPEST:
            self.report(node.start_mark, "yaml-depth", _TOO_DEEP)
            return None
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, depth + 1) for item in node.value)
        return self.mapping(node, depth)

    def mapping(self, node: yaml.Node, depth: int) -> dict[str, Value]:
        result: dict[str, Value] = {}
        for key, value in node.value:
            name = self.written(key) if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                message = "字段名必须是一个词。以花括号或方括号开头的文字（如 {{}}），请把整段放进英文双引号里"
                # An empty name stands nowhere, at times behind the end of the file.
                self.report(node.start_mark, "yaml-key", message)
                continue
            if name in result:
                message = f"字段 {name} 在同一处写了两次，请只留一个"
                self.report(key.start_mark, "duplicate-key", message)
                continue
            result[name] = self.value(value, depth + 1)
        return result

    def written(self, node: yaml.ScalarNode) -> str:
        """Return a scalar's text; deceptive characters that only an escape sequence produces are reported here."""
        text: str = node.value
        if node.style == '"' and "\\" in self.text[node.start_mark.index : node.end_mark.index]:
            written = set(self.text[node.start_mark.index : node.end_mark.index])
            for suspect in suspects(text):
                if text[suspect.offset] not in written:
                    self.report(node.start_mark, suspect.rule, suspect.message)
            return printable(text)
        return text

    def scalar(self, node: yaml.ScalarNode) -> Scalar:
        text = self.written(node)
        match node.tag.removeprefix(_TAG):
            case "null":
                return None
            case "bool":
                return self.boolean(node, text)
            case "int" if _INTEGER.fullmatch(text):
                return int(text)
            case _:
                # Floats, dates and the like stay text as written; code that expects a number says so.
                return text

    def boolean(self, node: yaml.ScalarNode, text: str) -> bool:
        if text not in {"true", "false"}:
            self.report(
                node.start_mark,
                "boolean-word",
                f'没有加引号的 {text} 会被读成“是/否”。要表示对错请写 true 或 false；要表示文字请写成 "{text}"',
            )
        return text.lower() in {"true", "yes", "on", "y"}


def read(
    text: str, path: str, *, first_line: int = 1, most_signs: int = MOST_SIGNS
) -> tuple[Document, list[Diagnostic]]:
    """Read one YAML text.

    `first_line` is the line of `path` on which the text begins (front matter does not begin on line 1); `most_signs` is
    how many line ends, commas, colons and brackets are allowed.
    Returns the document and all problems found.
    """
    empty = Document(None, Layout(path, first_line=first_line), readable=False)
    clean = printable(text)
    reading = _Reading(path, first_line, clean)
    if excess := _excess(text, most_signs):
        reading.report(None, "file-too-large", excess)
        return empty, reading.found
    reading.found += deceptive(text, path, first_line)
    try:
        if _dubious(clean) and not reading.survey(clean):
            return empty, reading.found
        root: yaml.Node | None = yaml.compose(clean, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark, advice = explain(error.problem or "", error.context or "", clean, error.problem_mark, error.context_mark)
        reading.report(mark, "yaml-syntax", advice)
        return empty, reading.found
    value = reading.value(root) if root else None
    faulty = frozenset(found.position for found in reading.found)
    return Document(value, Layout(path, clean if root else "", first_line), faulty=faulty), reading.found


def comments(text: str) -> list[str]:
    """Return the comments of a YAML text, in their order, each with its sign."""
    gaps, end = [], 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        gaps.append(text[end : token.start_mark.index])
        end = token.end_mark.index
    return [line[line.index("#") :].strip() for gap in [*gaps, text[end:]] for line in gap.splitlines() if "#" in line]


def _excess(text: str, most_signs: int) -> str:
    """Say what a text has too much of to be read in a second or two; nothing if it can be read."""
    if len(text) > LARGEST:
        return f"文件有 {len(text):,} 个字符，超过 {LARGEST:,} 的上限，请拆成几个题库"
    signs = sum(text.count(sign) for sign in _SIGNS)
    if signs > most_signs:
        return f"文件里的换行、逗号、冒号和括号共有 {signs:,} 个，超过 {most_signs:,} 的上限，请拆成几个文件"
    return ""


def _dubious(text: str) -> bool:
    openers = text.count("[") + text.count("{")
    return bool(openers > _SUSPICIOUS_OPENERS or _DEEP_LINE.search(text) or _MARKED.search(text))


def deceptive(text: str, path: str, first_line: int = 1) -> Iterator[Diagnostic]:
    """Yield the characters of a text that are invisible, lost, or not what they seem to be."""
    yield from placed(suspects(text), text, path, first_line)


def placed(found: Iterable[Suspect], text: str, path: str, first_line: int = 1) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each deceptive place of a text."""
    for suspect in found:
        yield Diagnostic(position_in(text, path, suspect.offset, first_line), suspect.message, suspect.rule)


def position_in(text: str, path: str, offset: int, first_line: int = 1) -> Position:
    """Return the position of the character at `offset` (counted from 0) of a text."""
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    return Position(path, line + first_line, column + 1)
