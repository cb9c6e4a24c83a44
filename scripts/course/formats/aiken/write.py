"""Aiken: https://docs.moodle.org/en/Aiken_format. One right option, nothing else; every text on one line."""

import re
from collections.abc import Iterator
from string import ascii_uppercase

from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    Carries,
    ExportItem,
    ExportResult,
    Selection,
    left_out,
    simpler,
    single_items,
    sort_out,
)
from course.model import inline
from course.model.bank import SinglePart, TrueFalsePart

CARRIES: Carries = {
    **EVERYTHING,
    **dict.fromkeys(("multiple", "blank", "order", "match", "short", "scenario"), left_out("Aiken 只有单选题")),
    **dict.fromkeys(
        ("explanation", "why", "points", "terms", "difficulty", "kind", "basis", "apart", "fixed"),
        left_out("Aiken 只带题干、选项和答案"),
    ),
    "truefalse": simpler("写成选项为“对”“错”的单选题"),
    "case": simpler("拆成几道小题，每道都带上情境，只留单选和判断"),
    "stress": AS_TEXT,
    "link": AS_TEXT,
}
# What a reader takes for an option or for the key when a line begins so.
_NOTATION = re.compile(r"(?=[A-Z][.)]\s|ANSWER:)", re.IGNORECASE)


def export_aiken(selection: Selection) -> ExportResult:
    """Return the banks as one text, their questions one after another."""
    items, losses = sort_out((item for bank in selection.banks for item in single_items(bank)), CARRIES)
    blocks = ["\n".join(_lines(item)) for item in items]
    return ExportResult(("\n\n".join(blocks) + "\n").encode(), len(items), losses)


def _lines(item: ExportItem) -> Iterator[str]:
    yield _one_line(*((item.case.material, item.case.stem) if item.case else ()), item.body.stem)
    match item.body:
        case SinglePart():
            options, key = [option.text for option in item.body.options], item.body.key[0]
        case TrueFalsePart():
            options, key = ["对", "错"], 0 if item.body.answer else 1
        case _:
            raise ValueError("what Aiken cannot hold has to be sorted out before")
    for letter, text in zip(ascii_uppercase, options, strict=False):
        yield f"{letter}. {_one_line(text)}"
    yield f"ANSWER: {ascii_uppercase[key]}"


def _one_line(*texts: str) -> str:
    line = " ".join(" ".join(inline.plain(text) for text in texts).split())
    # An invisible space would be copied along with the text; a full-width one at the start is seen and harmless.
    return f"　{line}" if _NOTATION.match(line) else line
