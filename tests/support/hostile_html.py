"""What acts in a page, found by another parser than the program's and by other means: what is forbidden, not what is allowed."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

ACTING = frozenset((
    "applet", "audio", "base", "embed", "foreignObject", "frame", "frameset", "iframe", "image", "math", "noscript", "object",
    "portal", "script", "source", "style", "template", "use", "video",
))  # fmt: skip
LOADING = frozenset(("action", "background", "data", "formaction", "ping", "poster", "src", "srcdoc", "srcset"))
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_RUNS = re.compile(r"(?:javascript|data|vbscript):", re.IGNORECASE)
_LEFT_OUT = re.compile(r"[\t\n\r]")


def acts(root: Element) -> Iterator[str]:
    """Yield what could run, load from another host or send the reader away."""
    for element in root.iter():
        # A comment has a function for a tag.
        tag = str(element.tag).rpartition("}")[2]
        if tag in ACTING or (tag == "meta" and element.get("http-equiv", "").lower() == "refresh"):
            yield f"<{tag}>"
        if "mermaid" in element.get("class", "").split():
            yield "mermaid"
        for name, value in element.attrib.items():
            if _acts(tag, str(name).rpartition("}")[2].lower(), value):
                yield f"<{tag} {name}={value}>"


def _acts(tag: str, name: str, value: str) -> bool:
    address = _LEFT_OUT.sub("", value).strip("".join(map(chr, range(33))))
    if name in LOADING or (name == "href" and tag == "link"):
        return bool(_ELSEWHERE.match(address)) or name in {"action", "formaction", "ping", "srcdoc"}
    if name in {"href", "xlink:href"}:
        return bool(_RUNS.match(address))
    return name.startswith("on") or (name == "style" and "url" in value.lower())
