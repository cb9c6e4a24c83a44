"""XML that others made, as a tree that knows its lines. Nothing in it is acted on.

defusedxml refuses document types, entities and whatever lies outside the file; size and depth are limited here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import ContentHandler, SAXException
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from course.errors import CourseError

LARGEST = 20_000_000
MOST_TAGS = 800_000
"""Tags of a file; 10,000 questions have about as many."""
_DEEPEST = 30
# Attributes without end take the parser longer the more there are.
_LONG_TAG = re.compile(rb"<[^<>]{20000}")


class XmlError(CourseError):
    """A file that is no XML which may be read; the message says why, in Chinese, the line counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Element:
    """An element: its name, attributes, line, the elements inside, and its own text in one piece."""

    name: str
    attributes: dict[str, str]
    line: int
    inside: "list[Element]" = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> "Iterator[Element]":
        """Yield the elements right inside that have this name."""
        return (element for element in self.inside if element.name == name)

    def first(self, *names: str) -> "Element | None":
        """Return the element that a path of names leads to, the first of each."""
        found: Element | None = self
        for name in names:
            found = next(found.all(name), None) if found else None
        return found

    def child_text(self, *names: str) -> str:
        """Return the text at the end of a path without white space around it, empty if there is none."""
        found = self.first(*names)
        return found.text.strip() if found else ""


def read_xml(data: bytes) -> Element:
    """Return the root of an XML file."""
    if len(data) > LARGEST:
        raise XmlError(f"文件超过 {LARGEST // 1_000_000} MB。请在原平台分几次导出", 1)
    if data.count(b"<") > MOST_TAGS:
        raise XmlError(f"文件里有 {data.count(b'<'):,} 个标签，超过 {MOST_TAGS:,} 的上限。请在原平台分几次导出", 1)
    if found := _LONG_TAG.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        raise XmlError("从这里的 < 起，很长一段没有 >，不像平台导出的文件。请用原平台重新导出", line)
    handler = _Handler()
    try:
        parseString(data, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise XmlError(
            "文件里有文档类型声明或实体，可能藏有别的东西，不能读。请用原平台重新导出", handler.line
        ) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: 1)() or 1
        raise XmlError("这里不合 XML 的写法。请用原平台重新导出，不要手工改", line) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise XmlError("文件的编码不对。请用 UTF-8 编码重新导出", 1) from error
    if handler.root is None:
        raise XmlError("文件里什么也没有", 1)
    return handler.root


class _Handler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None
        self._path: list[Element] = []
        self._locator: Locator | None = None
        self._texts: list[list[str]] = []

    @property
    def line(self) -> int:
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 -- the base class's name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- the base class's name
        element = Element(name, dict(attrs.items()), self.line)
        if self._path:
            self._path[-1].inside.append(element)
        else:
            self.root = element
        self._path.append(element)
        self._texts.append([])
        if len(self._path) > _DEEPEST:
            raise XmlError(f"层次超过 {_DEEPEST} 层。请用原平台重新导出", self.line)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 -- the base class's signature
        self._path.pop().text = "".join(self._texts.pop())

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)
