"""HTML from other platforms as bank text: only what a bank can say, nothing guessed.

Stress, code and line ends stay, boxes and runs of text are opened, everything else is refused by name: a
picture, a table or a raised figure left out would change a question unseen.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from course.errors import CourseError
from course.formats.html_out import GAP
from course.model import inline
from course.model.bank import BLANK

_BLOCKS = frozenset({"p", "div"})
_OPEN = _BLOCKS | {"span", "#root"}
_STRESS = frozenset({"strong", "b", "code"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# White space as HTML knows it; the wide and the unbreakable space are ordinary characters.
_SPACE = re.compile(r"[ \t\n\f\r]+")
_DEEPEST = 50
_LONGEST = 100_000
_MOST_TAGS = 5_000
"""Of one text; the longest question of a bank, each sign of it a reference, has a tenth of either."""
_NAMES = {
    "img": "图片",
    "table": "表格",
    "a": "链接",
    "script": "脚本",
    "em": "斜体",
    "i": "斜体",
    "u": "下划线",
    "sub": "下标",
    "sup": "上标",
    "audio": "音频",
    "video": "视频",
    "ul": "列表",
    "ol": "列表",
}


class UnclearError(CourseError):
    """A text that a bank cannot say as it stands; the message says why and what to do, in Chinese."""


@dataclass(slots=True)
class Node:
    """An element of a piece of HTML, with texts and elements in the order in which they stand."""

    name: str
    classes: frozenset[str] = frozenset()
    inside: "list[Node | str]" = field(default_factory=list)

    def find(self, name: str) -> "Node | None":
        """Return the first element inside that has this class, itself included."""
        if name in self.classes:
            return self
        inner = (found for node in self.inside if isinstance(node, Node) and (found := node.find(name)))
        return next(inner, None)

    def named(self, name: str) -> "Iterator[Node]":
        """Yield the elements inside that have this tag, at any depth."""
        for node in self.inside:
            if isinstance(node, Node):
                if node.name == name:
                    yield node
                yield from node.named(name)

    def opened(self) -> "Node":
        """Return what stands inside, without the element around it."""
        return Node("#root", frozenset(), self.inside)

    def without(self, name: str) -> "Node":
        """Return a copy that lacks the elements with this class, at any depth."""
        kept = [
            node.without(name) if isinstance(node, Node) else node
            for node in self.inside
            if isinstance(node, str) or name not in node.classes
        ]
        return Node(self.name, self.classes, kept)


def tree(html: str) -> Node:
    """Return a piece of HTML as a tree; one whose tags do not fit together is unclear, and so is one too long."""
    if len(html) > _LONGEST or html.count("<") > _MOST_TAGS:
        raise UnclearError(f"这段文字有 {len(html):,} 个字符，不像一道题。请在原平台清除格式、拆成几道题后再导出")
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if len(builder.path) > 1:
        raise UnclearError(f"标签 <{builder.path[-1].name}> 没有结束。请在原平台打开这道题，重新保存后再导出")
    return builder.path[0]


def text(node: Node) -> str:
    """Return what a tree says, as bank text."""
    runs = list(_merged(_tidied(_runs(node))))
    content = inline.markup(runs)
    if tuple(runs) != inline.parse(content):
        raise UnclearError("文字里的 **、` 或 [ ]( ) 会被题库当作样式。请换一种写法")
    return content


def html_text(html: str) -> str:
    """Return what a piece of HTML says, as bank text."""
    return text(tree(html))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path = [Node("#root")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = next((value or "" for name, value in attrs if name == "class"), "")
        node = Node(tag, frozenset(classes.split()))
        self.path[-1].inside.append(node)
        if tag not in _VOID:
            self.path.append(node)
        if len(self.path) > _DEEPEST:
            raise UnclearError(f"标签嵌套超过 {_DEEPEST} 层。请在原平台清除格式后再导出")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML only void elements end where they begin, and these do anyway.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.path[-1].name != tag:
            raise UnclearError(f"标签 </{tag}> 和前面的对不上。请在原平台打开这道题，重新保存后再导出")
        self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise UnclearError(f"文字里有 HTML 注释“{_short(data)}”。请在原平台清除格式后再导出")

    def handle_decl(self, decl: str) -> None:
        raise UnclearError(f"文字里有 HTML 声明“{_short(decl)}”。请在原平台清除格式后再导出")

    def handle_pi(self, data: str) -> None:
        raise UnclearError(f"文字里有处理指令“{_short(data)}”。请在原平台清除格式后再导出")

    def unknown_decl(self, data: str) -> None:
        raise UnclearError(f"文字里有 HTML 声明“{_short(data)}”。请在原平台清除格式后再导出")


def _short(content: str) -> str:
    return f"{content[:20]}……" if len(content) > 20 else content


_BREAK = "\n"


def _runs(node: Node) -> Iterator[inline.Run]:
    """Yield what a node says: white space closed up, a line end around each box and for each break."""
    if GAP in node.classes:
        yield BLANK
        return
    if node.name == "br":
        yield _BREAK
        return
    if node.name in _STRESS:
        yield from _stressed(node)
        return
    if node.name not in _OPEN:
        raise UnclearError(f"文字里有{_NAMES.get(node.name, f' <{node.name}> ')}，题库里写不下。请在原平台去掉后再导出")
    around = node.name in _BLOCKS
    if around:
        yield "\x00"
    for inner in node.inside:
        if isinstance(inner, str):
            yield _SPACE.sub(" ", inner)
        else:
            yield from _runs(inner)
    if around:
        yield "\x00"


def _stressed(node: Node) -> Iterator[inline.Run]:
    inside = list(_merged(run for inner in node.inside for run in _inner(inner)))
    if not inside:
        return
    if len(inside) > 1 or not isinstance(inside[0], str):
        raise UnclearError("加粗的文字里还有别的样式。请在原平台只留一种")
    yield inline.Code(inside[0]) if node.name == "code" else inline.Strong(inside[0])


def _inner(node: Node | str) -> Iterator[inline.Run]:
    if isinstance(node, str):
        yield _SPACE.sub(" ", node)
    else:
        yield from (run for run in _runs(node) if run != "\x00")


def _tidied(runs: Iterable[inline.Run]) -> Iterator[inline.Run]:
    """Make one line end of the edges of boxes that meet, none of those at either end."""
    merged = list(_merged(runs))
    for index, run in enumerate(merged):
        if not isinstance(run, str):
            yield run
            continue
        content = re.sub(r" *\x00[\x00 ]*", "\x00", run)
        content = re.sub(r"\x00*\n\x00*", "\n", content)
        if index == 0:
            content = content.lstrip("\x00 \n")
        if index == len(merged) - 1:
            content = content.rstrip("\x00 \n")
        content = re.sub(r" *\n *", "\n", content.replace("\x00", "\n"))
        if content:
            yield content


def _merged(runs: Iterable[inline.Run]) -> Iterator[inline.Run]:
    """Join texts that meet."""
    last: inline.Run | None = None
    for run in runs:
        match last, run:
            case None, _:
                last = run
            case str(), str():
                last += run
            case _, str() if not run:
                pass
            case _:
                yield last
                last = run
    if last:
        yield last


_STAR = re.compile(r"(?<!\\)\*")
_LINE = re.compile(r"_{3,}")


def literal(answer: str) -> str:
    """Return an accepted answer as it is meant: a star with a backslash is a star, one without is no answer."""
    if _STAR.search(answer):
        raise UnclearError("答案里的 * 在原平台代表任意文字，题库里没有。请写出具体的答案")
    return answer.replace(r"\*", "*")


def gapped(stem: str) -> str:
    """Return a stem with one blank in it: where it has one, where a line stands, or at its end."""
    if stem.count(BLANK) == 1:
        return stem
    lines = _LINE.findall(stem)
    if len(lines) > 1 or BLANK in stem:
        raise UnclearError("题干里不止一处像空格。请只留一处下划线")
    return _LINE.sub(BLANK, stem) if lines else stem + BLANK
