"""Marks of Markdown and of web pages in pasted text, as chatbots write them: headings, bold type, rules, escapes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from course.formats.cleaning import has_formula
from course.formats.text.lines import Line, Lines

# Not __: blanks are written so.
_BOLD = re.compile(r"\*\*([^*]+)\*\*|<(?:b|strong)>([^<]*)</(?:b|strong)>")
_LABEL_ENDS = tuple(".．、:：)）】")
_OPTION_LABEL = re.compile(r"[A-Ja-j]\s?[.．、:：)）]?")
_OPENS = r"(?:\*\*|<(?:b|strong)>)?"
_CLOSES = r"(?:\*\*|</(?:b|strong)>)?"
_BEFORE = re.compile(
    rf"(?:#{{1,6}}\s+|>\s?|[-*+]\s+(?={_OPENS}[A-Ja-j]\s?{_CLOSES}\s?[.．、:：)）])|[-*+]\s+(?={_OPENS}(?:(?:正确|参考)?答案|解析|【)))+"
)
_PICTOGRAM = re.compile(r"[\U0001F300-\U0001FAFF]\ufe0f?\s*|[✅☑✔]\ufe0f?\s*(?=(?:\*\*)?(?:正确|参考)?(?:答案|解析))")
"""Before headings and labels; before the letter of an option, ✅ calls it right."""
_RULE = re.compile(r"(?:[-*_=—]\s?){3,}|```\w*|~~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BREAK = re.compile(r"<br\s?/?>|&nbsp;")


def without_markdown(source: Lines) -> Lines:
    """Return lines without marks of Markdown; a note says that there were some."""
    found = list(_plain(source.lines))
    if len(found) == len(source.lines) and all(
        one.text == other.text for one, other in zip(found, source.lines, strict=True)
    ):
        return source
    return Lines(found, source.problems, (*source.notes, "去掉了 Markdown 或网页的标记（如 #、**、---、<br>）。"))


def _plain(lines: Sequence[Line]) -> Iterator[Line]:
    apart = False
    for line in lines:
        if _RULE.fullmatch(line.text):
            apart = True
        elif line.underlined or line.coloured or not line.text:
            yield line
        elif text := _text(line.text):
            # A table keeps its cells as they are.
            yield line if text == line.text and not apart else replace(line, text=text, apart=apart)
            apart = False


def _weighed(bold: re.Match[str]) -> str:
    """Return bold words within a sentence as banks write them too; without marks where they are a label or a whole text."""
    words = bold[1] or bold[2] or ""
    before, after = bold.string[: bold.start()].rstrip(), bold.string[bold.end() :].strip(" 。？！?!（）()")
    inside = before and after and not before.endswith(_LABEL_ENDS) and not words.endswith(("：", ":"))
    inside = inside and not _OPTION_LABEL.fullmatch(words)
    return f"**{words}**" if inside else words


def _text(text: str) -> str:
    """Return a line without marks; a formula keeps its own, by which it is refused."""
    bare = text[match.end() :] if (match := _BEFORE.match(text)) else text
    bare = bare[match.end() :] if (match := _PICTOGRAM.match(bare)) else bare
    bare = _BREAK.sub(" ", _BOLD.sub(_weighed, bare))
    if "\\" in bare and not has_formula(bare):
        bare = _ESCAPE.sub(r"\1", bare)
    if "&" not in bare:
        return bare.strip()
    return _ENTITY.sub(lambda match: unescape(match[0]), bare).replace("\u00a0", " ").strip()
