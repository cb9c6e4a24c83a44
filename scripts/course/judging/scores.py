"""What a blind reading came to: how much was right by type and by kind, what was missed, where decisions went wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from course.coverage.text import aligned
from course.exams.grade import Verdict, grade
from course.exams.option_order import key_text, letter, seed_of_part, shown_options
from course.judging.answers import BlindQuestion, ReaderAnswers
from course.judging.report_text import named, percent
from course.model import bank, inline
from course.model.course import Course
from course.model.glossary import names_of, widened_question
from course.model.responses import values_of
from course.quality.statistics import Interval, wilson

_NO_KIND = "没有写考查什么"
_PARTS = "案例的小题"


@dataclass(frozen=True, slots=True)
class Row:
    """How many answers of a group were right, partly right, and given or left out at all."""

    label: str
    right: int
    partial: int
    total: int

    @property
    def share(self) -> Interval:
        """The share that was right throughout."""
        return wilson(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Miss:
    """An answer that was not right: of which reader, to which question, as written; empty where nothing was."""

    sheet: str
    asked: BlindQuestion
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Where the answers to a decision went wrong: by letter, an option, whether it is right, and how many erred on it.

    A wrong option is counted for those who choose it, a right one of several for those who leave it out.
    """

    number: str
    question: bank.Question
    options: tuple[tuple[str, bank.Option, int], ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """All of a reading: `types` and `kinds` are the rows of both tables."""

    questions: int
    sheets: int
    types: tuple[Row, ...]
    kinds: tuple[Row, ...]
    misses: tuple[Miss, ...]
    decisions: tuple[Wrong, ...]


def score(course: Course, asked: Mapping[int, BlindQuestion], sheets: Sequence[ReaderAnswers]) -> Scores:
    """Mark the sheets of one or more readers; what a reader has not answered is wrong."""
    names = names_of(course.terms)
    # What decides right and wrong, by number; reports show the questions as they are written.
    bodies = {number: widened_question(one.question, names) for number, one in asked.items()}
    marked = [
        (sheet, one, grade(bodies[one.number], sheet.responses.get(one.number)))
        for one in asked.values()
        for sheet in sheets
    ]
    verdicts = [(one.question, verdict) for _, one, verdict in marked]
    return Scores(
        questions=len(asked),
        sheets=len(sheets),
        types=(*_types(verdicts), *_parts(bodies, sheets)),
        kinds=tuple(_kinds(verdicts)),
        misses=tuple(
            Miss(sheet.name, one, verdict, sheet.texts.get(one.number, ""))
            for sheet, one, verdict in marked
            if verdict != "right"
        ),
        decisions=tuple(
            wrong for one in asked.values() if one.question.kind == "decide" for wrong in _wrong(one, sheets)
        ),
    )


def _row(label: str, verdicts: Iterable[Verdict]) -> Row:
    counts = Counter(verdicts)
    return Row(label, counts["right"], counts["partial"], counts.total())


_Marked = Sequence[tuple[bank.Question, Verdict]]


def _types(marked: _Marked) -> Iterator[Row]:
    """Yield a row for each type, and below it one for each kind of that type where there are several."""
    for kind, label in bank.TYPE_LABELS.items():
        own = [(question, verdict) for question, verdict in marked if question.type == kind]
        if own:
            yield _row(label, (verdict for _, verdict in own))
            below = list(_kinds(own))
            yield from (replace(row, label=f"　{row.label}") for row in below if len(below) > 1)


def _kinds(marked: _Marked) -> Iterator[Row]:
    labels: list[tuple[bank.Kind | None, str]] = [*bank.KIND_LABELS.items(), (None, _NO_KIND)]
    for kind, label in labels:
        own = [verdict for question, verdict in marked if question.kind == kind]
        if own:
            yield _row(label, own)


def _parts(bodies: Mapping[int, bank.Question], sheets: Sequence[ReaderAnswers]) -> Iterator[Row]:
    """Yield a row for the parts of cases, each counted by itself."""
    verdicts = [
        grade(part, response)
        for number, body in bodies.items()
        if isinstance(body, bank.Case)
        for sheet in sheets
        for part, response in zip(
            body.questions, values_of(sheet.responses.get(number), len(body.questions)), strict=True
        )
    ]
    if verdicts:
        yield _row(_PARTS, verdicts)


def _wrong(one: BlindQuestion, sheets: Sequence[ReaderAnswers]) -> Iterator[Wrong]:
    """Yield where the answers to a decision went wrong, part by part in a case, as far as there are options."""
    responses = [sheet.responses.get(one.number) for sheet in sheets]
    if isinstance(one.question, bank.Choice):
        yield from _counted(one.question, responses, one.seed, str(one.number), one.question)
    if isinstance(one.question, bank.Case):
        count = len(one.question.questions)
        for place, part in enumerate(one.question.questions):
            if isinstance(part, bank.Choice):
                own = [values_of(response, count)[place] for response in responses]
                seed = seed_of_part(one.seed, place)
                yield from _counted(part, own, seed, f"{one.number}.{place + 1}", one.question)


def _counted(
    body: bank.Choice, responses: Sequence[object], seed: int, number: str, question: bank.Question
) -> Iterator[Wrong]:
    several = len(body.key) > 1
    chosen = [
        set(response if isinstance(response, list) else [response]) for response in responses if response is not None
    ]
    options = []
    for place, index in enumerate(shown_options(body, seed)):
        option = body.options[index]
        times = sum((index in one) != option.correct for one in chosen) if several or not option.correct else 0
        options.append((letter(place), option, times))
    if any(times for _, _, times in options):
        yield Wrong(number, question, tuple(options))


def score_lines(scores: Scores) -> Iterator[str]:
    """Yield the scores line by line: two tables, the misses, the errors of decisions by option."""
    yield f"{scores.questions} 道题，{scores.sheets} 份答卷。括号里是 95% 区间（Wilson）；没有写答案的算错。"
    yield from ("", "按题型", *_table(scores.types), "", "按考查什么", *_table(scores.kinds))
    yield from ("", f"没有答对的 {len(scores.misses)} 处" if scores.misses else "全部答对。")
    yield from map(_miss_line, scores.misses)
    if scores.decisions:
        yield from ("", "考决定的题，错在哪一项")
        yield from (line for wrong in scores.decisions for line in _wrong_lines(wrong))


def _table(rows: Iterable[Row]) -> list[str]:
    return aligned(
        (
            f"　{row.label}",
            f"答对 {row.right}/{row.total}",
            percent(row.share),
            f"部分对 {row.partial}" if row.partial else "",
        )
        for row in rows
    )


def _miss_line(miss: Miss) -> str:
    question = miss.asked.question
    given = f"答 {miss.text}" if miss.text else "没有答"
    partly = "，部分对" if miss.verdict == "partial" else ""
    key = " ".join(key_text(question, miss.asked.seed).split())
    return f"　{miss.sheet}：第 {miss.asked.number} 题 {named(question)}{given}{partly}，应为 {key}"


def _wrong_lines(wrong: Wrong) -> Iterator[str]:
    yield f"　第 {wrong.number} 题 {named(wrong.question)}"
    for name, option, times in wrong.options:
        how = "漏选" if option.correct else "错选"
        what = f"{how} {times} 次" if times or not option.correct else "正确"
        yield f"　　{name}．{inline.plain(option.text)}　{what}"
