"""The unit's glossary from a table: entries that differ are replaced where they stand, everything else stays."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.coverage.local_terms import left_places, left_terms
from course.formats.excel.local_terms import FilledTerm, LocalPlaceRow, LocalTermRow
from course.formats.import_types import ImportProblem
from course.load.unit import LOCAL_GLOSSARY, read_local_terms
from course.model.course import Course
from course.model.glossary import Term
from course.model.unit import left_to_unit, local_meanings

# A heading of the first three levels, those that are underlined included.
_HEADING = re.compile(r"^(?:#{1,3}(?!#)|[^\n]+\n(?:=+|-+) *$)", re.MULTILINE)
_MARKS = re.compile(r"([\\`*_\[\]{}])")
_NUMBERED = re.compile(r"^([0-9]+)([.)])")
_NEW = "# 本单位的规定\n"
Meanings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GlossaryChange:
    """What a table changes: the new text of the unit's glossary, and lines that say what is different."""

    text: str
    lines: tuple[str, ...]
    problems: tuple[ImportProblem, ...]


def table_rows(course: Course) -> tuple[LocalTermRow, ...]:
    """Return the rows of the table to fill in."""
    return tuple(
        LocalTermRow(
            id=left.term.id,
            name=left.term.name,
            meaning=left.term.meaning,
            pages="、".join(study.title for study in left.pages),
            questions=left.questions,
            own="\n".join(left.local.paragraphs) if left.local else "",
        )
        for left in left_terms(course)
    )


def place_rows(course: Course) -> tuple[LocalPlaceRow, ...]:
    """Return the places of the study pages that leave something to the unit, for the second sheet of the table."""
    return tuple(
        LocalPlaceRow(
            place.page.title, place.section, place.sentence, "、".join(document.shown for document in place.documents)
        )
        for place in left_places(course)
    )


def change_glossary(course: Course, text: str, filled: Sequence[FilledTerm]) -> GlossaryChange:
    """Return what becomes of the unit's glossary, whose text is `text`, if the rows of a table are taken over.

    A term that the table lacks, or whose cell is as it was exported, keeps its entry; one whose cell was emptied loses it.
    """
    terms = {term.id: term for term in left_to_unit(course.terms)}
    now: Meanings = {name: local.paragraphs for name, local in local_meanings(course.unit, course.terms).items()}
    changed = [row for row in filled if row.lines not in (row.exported, now.get(row.id, ()))]
    problems = (*_unknown(filled, terms), *_changed_twice(changed, terms, now))
    wanted = {row.id: row.lines for row in changed}
    if problems or not wanted:
        return GlossaryChange(text, (), problems)
    made = _rewritten(course, text, wanted, terms)
    refused = tuple(_misread(course, made, changed))
    lines = tuple(line for name, own in wanted.items() for line in _difference(terms[name], now.get(name, ()), own))
    return GlossaryChange(made, lines, refused)


def _unknown(filled: Sequence[FilledTerm], terms: Mapping[str, Term]) -> Iterator[ImportProblem]:
    seen: set[str] = set()
    for row in filled:
        if row.id not in terms:
            message = f"课程没有把编号“{row.id}”的术语留给本单位规定。请照导出时的编号改正，或删去这一行"
            yield ImportProblem(row.place, message, "local-term")
        elif row.id in seen:
            yield ImportProblem(row.place, f"编号“{row.id}”前面已经有一行。请合成一行", "local-term")
        seen.add(row.id)


def _changed_twice(changed: Sequence[FilledTerm], terms: Mapping[str, Term], now: Meanings) -> Iterator[ImportProblem]:
    """Yield the rows that were changed in the table while the unit's glossary was changed too."""
    for row in changed:
        there = now.get(row.id, ())
        if row.id in terms and there != row.exported:
            message = (
                f"“{terms[row.id].name}”在导出以后，{LOCAL_GLOSSARY} 里也改过：那里现在{_quoted(there)}，"
                f"表里{_quoted(row.lines)}。两边的改动无法都保留，请重新导出，在新的表里再改一次"
            )
            yield ImportProblem(row.place, message, "changed-since-export")


def _quoted(lines: Sequence[str]) -> str:
    return f"写的是“{'／'.join(lines)}”" if lines else "没有写"


def _misread(course: Course, made: str, filled: Sequence[FilledTerm]) -> Iterator[ImportProblem]:
    """Yield the rows whose text would be read as something else than text."""
    entries, _ = read_local_terms(made, LOCAL_GLOSSARY)
    found = {entry.id: entry for entry in entries}
    named = {local.id: name for name, local in local_meanings(course.unit, course.terms).items()}
    read = {named.get(name, name): entry for name, entry in found.items()}
    for row in filled:
        entry = read.get(row.id)
        if row.lines and (entry is None or not entry.plain or entry.paragraphs != row.lines):
            message = "这一格的文字会被当成网页的标记，显示出来不一样。请去掉里面的尖括号、& 和每行开头的符号"
            yield ImportProblem(row.place, message, "local-term")


def _rewritten(course: Course, text: str, wanted: Meanings, terms: Mapping[str, Term]) -> str:
    text = text.rstrip("\n") if text.strip() else _NEW.rstrip("\n")
    lines = text.split("\n")
    starts = [text.count("\n", 0, heading.start()) for heading in _HEADING.finditer(text)]
    there = {name: local.position.line - 1 for name, local in local_meanings(course.unit, course.terms).items()}
    # From the end, so that the places before stay what they are.
    for name in sorted((name for name in wanted if name in there), key=lambda name: -there[name]):
        start = there[name]
        end = next((number for number in starts if number > start), len(lines))
        lines[start:end] = [lines[start], *_body(wanted[name]), ""] if wanted[name] else []
    text = "\n".join(lines).rstrip("\n")
    added = [
        f"### {_escaped(terms[name].name)} {{ #{name} }}\n" + "\n".join(_body(own))
        for name, own in wanted.items()
        if own and name not in there
    ]
    return "\n\n".join(filter(None, (text, *added))) + "\n"


def _body(paragraphs: Sequence[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in ("", _escaped(paragraph))]


def _escaped(text: str) -> str:
    """Return a line as Markdown that shows it as it is."""
    escaped = _MARKS.sub(r"\\\1", text)
    if re.match(r"[#>+\-!]", text):
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\\2", escaped, count=1)


def _difference(term: Term, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    kind = "改写" if before and after else "写上" if after else "删去"
    yield f"{kind}：{term.name}"
    yield from (f"  原来：{line}" for line in before)
    yield from (f"  现在：{line}" for line in after)
