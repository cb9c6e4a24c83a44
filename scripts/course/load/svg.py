"""Pictures in SVG: opened by themselves they are documents, which can run scripts and call other hosts. These must not."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import QName, XMLParser, XMLSyntaxError, _Element

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ELEMENTS = frozenset((
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker", "mask", "path", "pattern", "polygon",
    "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol", "text", "title", "tspan", "use",
))  # fmt: skip
_ATTRIBUTES = frozenset((
    "alignment-baseline", "aria-hidden", "aria-label", "class", "clip-path", "clip-rule", "clipPathUnits", "color", "cx", "cy", "d",
    "display", "dominant-baseline", "dx", "dy", "fill", "fill-opacity", "fill-rule", "focusable", "font-family", "font-size",
    "font-style", "font-weight", "fx", "fy", "gradientTransform", "gradientUnits", "height", "href", "id", "letter-spacing",
    "marker-end", "marker-mid", "marker-start", "markerHeight", "markerUnits", "markerWidth", "mask", "maskUnits", "offset",
    "opacity", "orient", "overflow", "pathLength", "patternTransform", "patternUnits", "points", "preserveAspectRatio", "r", "refX",
    "refY", "role", "rotate", "rx", "ry", "shape-rendering", "spreadMethod", "stop-color", "stop-opacity", "stroke",
    "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
    "stroke-width", "style", "text-anchor", "textLength", "transform", "vector-effect", "version", "viewBox", "visibility",
    "width", "x", "x1", "x2", "y", "y1", "y2", _SPACE, _XLINK,
))  # fmt: skip
_ADDRESSES = ("href", _XLINK)
# What follows `url(` may be quoted; a backslash can hide it.
_ELSEWHERE = re.compile(r"""url\((?!\s*["']?#)|@import|image-set|//|\\""", re.IGNORECASE)


def refused_in_svg(content: bytes) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each thing that a picture must not have."""
    parser = XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except XMLSyntaxError as error:
        yield error.lineno or 1, "不合 XML 写法的内容"
        return
    tree = root.getroottree()
    # Declarations of its own can add attributes and texts.
    if tree.docinfo.doctype not in etree.tostring(tree, encoding="unicode"):
        yield 1, "<!DOCTYPE … [ … ]>"
    for element in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        yield from ((element.sourceline or 1, what) for what in _refused(element))


def _refused(element: _Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        # An instruction, such as one that names a style sheet, or an entity.
        yield "<? 或 & 开头的写法"
        return
    name = element.tag.removeprefix(_SVG)
    if element.tag == name or name not in _ELEMENTS:
        yield f"<{QName(element).localname}>"
    if name == "style" and _ELSEWHERE.search("".join(element.itertext())):
        yield "style 里的地址"
    for attribute, value in element.items():
        known = attribute in _ATTRIBUTES and (attribute not in _ADDRESSES or value.startswith("#"))
        if not known or _ELSEWHERE.search(value):
            yield f'{QName(attribute).localname}="{value[:40]}"'
