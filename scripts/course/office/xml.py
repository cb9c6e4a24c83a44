"""WordprocessingML by hand, where python-docx has no words for it."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

TWIPS = 20
"""Twentieths of a point, in which Word measures."""

# Everything that XML 1.0 forbids in a text (https://www.w3.org/TR/xml/#charsets), lone surrogates among it.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lawful(text: str) -> str:
    """Return a text that XML can hold: what it cannot becomes �, line ends become one kind."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def twips(points: float) -> int:
    """Return a length in points as Word counts it."""
    return round(points * TWIPS)


def element(tag: str, /, **attributes: object) -> BaseOxmlElement:
    """Return an empty element of the main namespace, such as `w:keepNext`; names have no prefix."""
    given = "".join(f" w:{key}={quoteattr(lawful(str(value)))}" for key, value in attributes.items())
    return parsed(f"<w:{tag} {nsdecls('w')}{given}/>")


def parsed(text: str) -> BaseOxmlElement:
    """Return what a piece of XML says."""
    return parse_xml(text)


def field(instruction: str, shown: str, *, dirty: bool = False) -> Iterator[BaseOxmlElement]:
    """Yield the runs of a field; `shown` is its result until Word works it out, at once if it is `dirty`."""
    yield _mark("begin", dirty=dirty)
    yield parsed(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>')
    yield _mark("separate")
    yield parsed(f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{escaped(shown)}</w:t></w:r>')
    yield _mark("end")


def _mark(kind: str, *, dirty: bool = False) -> BaseOxmlElement:
    late = ' w:dirty="true"' if dirty else ""
    return parsed(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"{late}/></w:r>')


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return lawful(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
