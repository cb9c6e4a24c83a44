"""Both ways of judging, from file to file: draw and write; read what came back, mark or evaluate it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course.errors import RefusedError
from course.formats.text.lines import decoded
from course.judging.answers import ReaderAnswers, read_sheet
from course.judging.blind import Entry, blind_test, key_file, paper_text, read_key, still_asked
from course.judging.coding import coding_lines, read_coding
from course.judging.review_sheet import review_sheet, split
from course.judging.sample import Pool, shuffled, stratified
from course.judging.scores import Scores, score, score_lines
from course.model.course import Course
from course.text.diagnostics import Diagnostic, format_text

_LARGEST = 20_000_000
"""Bytes of a file that people have filled in at the most."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The scores of a reading, and the questions that do not count because they have changed since."""

    scores: Scores
    changed: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Made:
    """A test: lines about it, and its files by their names."""

    about: Sequence[str]
    files: Mapping[str, bytes]


def blind_files(course: Course, pool: Pool, count: int | None, seed: int) -> Made:
    """Draw a test and return its files: the questions, and the key. Raises RefusedError if there is no question."""
    test = blind_test(course, pool, count, seed)
    if not test.asked:
        raise RefusedError("没有一道题可以用。请少写几个条件，或者先审核草稿")
    left_out = (
        (test.apart, "道题会泄露别的题的答案（apart），没有放进去"),
        (test.self_marked, "道简答题由答题人自评，没有放进去"),
    )
    files = {f"盲读-{seed}-试卷.txt": paper_text(test, course.title), f"盲读-{seed}-答案.txt": key_file(test)}
    return Made(
        [f"盲读试卷 {seed}：{len(test.asked)} 道题", *(f"{number} {what}" for number, what in left_out if number)],
        {name: text.encode() for name, text in files.items()},
    )


def scored_lines(found: Marked | Sequence[Diagnostic]) -> Iterator[str]:
    """Yield what a marking came to: the scores, or what is wrong with the answers."""
    if not isinstance(found, Marked):
        yield from format_text(found)
        return
    yield from score_lines(found.scores)
    if found.changed:
        names = "、".join(f"第 {one.number} 题 {one.id}" for one in found.changed)
        yield f"后来改过或停用、不算的 {len(found.changed)} 道：{names}"


def mark(course: Course, key: Path, answers: Sequence[Path]) -> Marked | list[Diagnostic]:
    """Mark files of answers by a key, or return all that is wrong with them.

    Raises RefusedError where a file cannot be read, the key is none, or no question is as it was.
    """
    asked, changed = still_asked(course, read_key(_text_of(key), key.name))
    if not asked:
        raise RefusedError("试卷上的题后来都改过，或者停用了。请重新生成试卷")
    read = [read_sheet(_text_of(file), str(file), asked, (entry.number for entry in changed)) for file in answers]
    problems = [problem for one in read if not isinstance(one, ReaderAnswers) for problem in one]
    return problems or Marked(score(course, asked, [one for one in read if isinstance(one, ReaderAnswers)]), changed)


def _text_of(file: Path) -> str:
    text = decoded(_content_of(file))
    if text is None:
        raise RefusedError(f"{file} 读不出文字。请用记事本打开，另存为 UTF-8 编码")
    return text


def _content_of(file: Path) -> bytes:
    """Return what a file holds that a user has filled in."""
    size = file.stat().st_size
    if not file.is_file():
        raise RefusedError(f"{file} 不是文件。请核对名称和位置")
    if size > _LARGEST:
        raise RefusedError(f"{file} 太大，不像是填好的文件。请核对文件名")
    return file.read_bytes()


def coding_files(course: Course, pool: Pool, count: int, both: int, seed: int) -> Made:
    """Draw a sample and return the sheets of two coders. Raises RefusedError if there is no question."""
    sample = stratified(shuffled(pool.of(course), seed), count)
    if not sample:
        raise RefusedError("没有一道题可以用。请少写几个条件，或者先审核草稿")
    points = {point.id: point.label for _, point in course.points()}
    own = split(sample, both, seed)
    files = {
        f"编码-{seed}-{coder}.xlsx": review_sheet(questions, points, seed)
        for coder, questions in zip(("甲", "乙"), own, strict=True)
    }
    shared = sum(map(len, own)) - len(sample)
    return Made([f"编码表 {seed}：抽了 {len(sample)} 道题，两人都编的 {shared} 道"], files)


def evaluate(course: Course, sheets: Sequence[Path]) -> tuple[Iterator[str], int]:
    """Evaluate the sheets of one or two coders; return lines, and how many of them are problems that prevented it.

    Raises RefusedError where nothing is coded.
    """
    read = [read_coding(_content_of(file), file.name) for file in sheets]
    problems = [problem for _, found in read for problem in found]
    if problems:
        return (f"{one.place}：{one.message} [{one.rule}]" for one in problems), len(problems)
    codings = [coding for coding, _ in read]
    if not any(coding.coded for coding in codings):
        raise RefusedError("表里还没有编码。请在每道题后面选一个以上的代码，保存，再运行一次")
    return coding_lines(course, codings), 0
