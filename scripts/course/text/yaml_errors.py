"""What a YAML syntax error means to the person who made it.

A parser tells where it got stuck, in its own words; people need the place where they slipped, and the remedy.
"""

import re
from typing import NamedTuple, Protocol


class Mark(Protocol):
    """Where libyaml says that something is: line and column counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _End(NamedTuple):
    line: int
    column: int


_QUOTE = "整段文字要放在一对英文双引号里；文字中间的引号请用中文引号“ ”"
_BRACKETS = "文字里含有逗号、冒号或括号时，请放进英文双引号里"
_STUCK = {
    "could not find expected ':'": "这一行缺少冒号。每个字段写成“字段名: 内容”，用半角冒号，后面空一格",
    "found unexpected end of stream": "从这里开始的引号没有收尾，一直读到了文件末尾。引号要成对",
    "found undefined alias": "文字以 * 开头会被当成引用。请把整段文字放进英文双引号里",
    "but found another document": "一个文件里只能有一份内容，请删去中间的“---”",
    "did not find expected <document start>": "一个文件里只能有一份内容，请删去上面的“...”",
    "block sequence entries are not allowed in this context": "“- ”不能接在冒号后面。列表请另起一行，每项一行",
    "mapping keys are not allowed in this context": "文字不能以“? ”开头。请把整段文字放进英文双引号里",
    "did not find expected node content": "这里缺少内容，或者括号没有收尾。方括号和花括号里各项用一个半角逗号隔开，不再写“-”",
    "found a tab character that violates indentation": "缩进用了制表符（Tab）。请改用空格",
    "found unknown escape character": r"双引号里的 \ 有特殊意思。请写成 \\，或把外面的双引号改成单引号",
    "did not find expected hexdecimal number": r"双引号里的 \ 有特殊意思。请写成 \\，或把外面的双引号改成单引号",
    "found unknown directive name": "文字不能以 % 开头。请把整段文字放进英文双引号里",
    "found incompatible YAML document": "请删去以 % 开头的这一行",
}
_LEADING = {
    "while scanning an alias": "*",
    "while scanning an anchor": "&",
    "while scanning a tag": "!",
    "while scanning a block scalar": "> 或 |",
}
# Found late, made early: for these the place where the parser set out is the place to look at.
_MADE_EARLIER = frozenset({"could not find expected ':'", "found unexpected end of stream"})


def explain(problem: str, context: str, text: str, stuck: Mark | None, begun: Mark | None) -> tuple[Mark | None, str]:
    """Return where to look in `text` and what to do, from where the parser got `stuck` on what it had `begun`."""
    mark, advice = _explain(problem, context, text, stuck, begun)
    lines = text.rstrip().splitlines() or [""]
    # What is missing at the end is missing behind the last letter, not on a line that does not exist.
    if mark and mark.line >= len(lines):
        mark = _End(len(lines) - 1, len(lines[-1]))
    return mark, advice


def _explain(problem: str, context: str, text: str, stuck: Mark | None, begun: Mark | None) -> tuple[Mark | None, str]:
    if begun and problem in _MADE_EARLIER:
        return begun, _STUCK[problem]
    if begun and context in _LEADING:
        return begun, f"文字不能以 {_LEADING[context]} 开头。请把整段文字放进英文双引号里"
    if begun and problem.startswith("did not find expected ','"):
        return _bracket(problem[-2], stuck, begun)
    if problem in _STUCK:
        return stuck, _STUCK[problem]
    before, after = _around(text, stuck)
    match problem:
        case "mapping values are not allowed in this context":
            return stuck, _colon(before)
        case "did not find expected key":
            return stuck, _key(before)
        case "did not find expected '-' indicator":
            return stuck, _dash(after)
        case "found character that cannot start any token" if after.startswith("\t"):
            return stuck, _STUCK["found a tab character that violates indentation"]
        case "found character that cannot start any token":
            return stuck, f"文字不能以 {after[:1]} 开头。请把整段文字放进英文双引号里"
        case _:
            return stuck, f"写法有误（{problem}）。请检查缩进、冒号和引号"


def _around(text: str, mark: Mark | None) -> tuple[str, str]:
    """Return the marked line up to the mark and from it on."""
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return "", ""
    return lines[mark.line][: mark.column], lines[mark.line][mark.column :]


def _bracket(closing: str, stuck: Mark | None, begun: Mark) -> tuple[Mark | None, str]:
    name = {"]": "方括号", "}": "花括号"}[closing]
    if stuck and stuck.line > begun.line:
        return begun, f"从这里开始的{name}没有用 {closing} 收尾，或者里面少了半角逗号。{_BRACKETS}"
    return stuck, f"{name}里的各项要用半角逗号隔开，最后用 {closing} 收尾。{_BRACKETS}"


def _colon(before: str) -> str:
    if re.search(r":\s", before):
        return "这里多了一个冒号。文字里含有半角冒号加空格时，请把整段文字放进英文双引号里，或改用全角冒号“：”"
    return "这一行被当成了上一行文字的后半截。请与同一层的字段左边对齐，并看看上一行的冒号是不是写成了全角"


def _key(before: str) -> str:
    match before.rstrip()[-1:]:
        case '"' | "'":
            return f"引号没有成对，或引号后面还有文字。{_QUOTE}"
        case "]" | "}":
            return "括号后面还有内容。以方括号或花括号开头的文字，请整段放进英文双引号里；多写的括号请删去"
        case _:
            return "缩进有误。同一层的字段要左边对齐，列表和字段不能混在同一层"


def _dash(after: str) -> str:
    if re.match(r"[-－–—]\S", after):
        return "列表的每项以半角“-”开头，后面空一格"
    return "缩进有误。同一道题的字段要左边对齐，同一张列表的“-”也要左边对齐"
