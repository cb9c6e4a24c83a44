"""The source, a sentence a line (`source.txt`), and what its points were last compared with (`trace.yml`)."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, TypeAlias

from course.load.shapes import Shape
from course.model.sentences import MOST_SENTENCES, Sentence, Trace
from course.text.diagnostics import Diagnostic, Position
from course.text.unicode_checks import invisible
from course.text.yaml_reader import placed, read

SourceRule: TypeAlias = Literal["source-text"]

# `~ ` in front of a sentence says that it needs no point.
_SPARE = re.compile(r"[~～]\s*(?=\S)")
_MOST_SHOWN = 20
_TRACE: Shape[Trace] = Shape(Trace)


def read_sentences(text: str, path: str) -> tuple[tuple[Sentence, ...], list[Diagnostic]]:
    """Read the source: each line that is not empty is a sentence, and their order numbers them."""
    found = list(placed(islice(invisible(text), _MOST_SHOWN), text, path))
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    rule: SourceRule = "source-text"
    if not lines:
        message = "文件里没有句子。请写上原文，一句一行；用不着就删去这个文件"
        return (), [*found, Diagnostic(Position(path), message, rule)]
    if len(lines) > MOST_SENTENCES:
        message = f"原文有 {len(lines):,} 句，最多 {MOST_SENTENCES:,} 句。请检查是不是误粘贴了内容，或者拆成几门课"
        return (), [*found, Diagnostic(Position(path, lines[MOST_SENTENCES][0]), message, rule)]
    return tuple(_sentences(lines, path)), found


def _sentences(lines: list[tuple[int, str]], path: str) -> Iterator[Sentence]:
    for number, (line, text) in enumerate(lines, 1):
        mark = _SPARE.match(text)
        yield Sentence(number, text[mark.end() :] if mark else text, bool(mark), Position(path, line))


def read_trace(text: str, path: str) -> tuple[Trace | None, list[Diagnostic]]:
    """Read the file of confirmed digests; None where its shape is wrong."""
    document, found = read(text, path)
    trace, problems = _TRACE.fit(document.value, document)
    return trace, [*found, *problems]
