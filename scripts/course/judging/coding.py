"""What two coders found: the share of each fault, how far they agree, and which questions are to be corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.coverage.text import aligned
from course.formats.excel.fill_in import FilledRow, read_sheet
from course.formats.import_types import ImportProblem
from course.judging.code_book import CODES, FAULTS, SOUND
from course.judging.report_text import named, percent
from course.judging.review_sheet import ID, MARK, NOTE, SHEET, VERSION
from course.model.bank import Question, answer_version
from course.model.course import Course
from course.quality.statistics import Interval, kappa, wilson

_NAMES = tuple(code.name for code in CODES)
_MARKS = frozenset({MARK, MARK.upper(), "√", "✓", "×", "1", "是"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What a coder says of a question: its codes, a note, and the answer version that was looked at."""

    codes: frozenset[str]
    note: str
    version: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's sheet: what is said of each question by its id; `blank` are those without a code."""

    name: str
    coded: Mapping[str, Coded]
    blank: Sequence[str]


@dataclass(frozen=True, slots=True)
class Share:
    """How many questions have a code, and how far both coders agree about that where both looked.

    Where the coders differ, a question counts half.
    """

    code: str
    hits: float
    total: int
    both: int
    agreed: int
    kappa: float | None

    @property
    def interval(self) -> Interval:
        """The share of questions with this code."""
        return wilson(self.hits, self.total)


def read_coding(content: bytes, name: str) -> tuple[Coding, Sequence[ImportProblem]]:
    """Read the sheet of one coder; with a problem nothing of it may be used."""
    rows, problems = read_sheet(content, name, SHEET, (ID, *_NAMES, NOTE, VERSION), "./course review-sheet")
    coded: dict[str, Coded] = {}
    blank: list[str] = []
    found = list(problems)
    for row in rows:
        codes = frozenset(code for code in _NAMES if row.texts[code])
        found += _wrong(row, codes, {*coded, *blank}, name)
        if codes:
            coded[row.texts[ID]] = Coded(codes, row.texts[NOTE], row.texts[VERSION])
        else:
            blank.append(row.texts[ID])
    return Coding(name, coded, blank), found


def _wrong(row: FilledRow, codes: frozenset[str], before: set[str], name: str) -> Iterator[ImportProblem]:
    place = f"“{name}”{row.place}"
    if not row.texts[ID]:
        yield ImportProblem(place, "这一行没有题号。请照导出时的样子补上，或者整行删去", "coding-without-id")
    if row.texts[ID] in before:
        yield ImportProblem(place, f"题号 {row.texts[ID]} 前面已经有一行。请只留一行", "coding-twice")
    if SOUND in codes and len(codes) > 1:
        faults = "、".join(code for code in FAULTS if code in codes)
        yield ImportProblem(place, f"既选了“{SOUND}”，又选了{faults}。请删去一边", "coding-both")
    for code in _NAMES:
        if row.texts[code] and row.texts[code] not in _MARKS:
            message = f"“{code}”一列写着“{row.texts[code]}”，看不懂。请填 {MARK} 或者留空，要说的写在备注里"
            yield ImportProblem(place, message, "coding-mark")


def shares(codings: Sequence[Coding]) -> list[Share]:
    """Return for each code, in the order of the code book, how often it is given and how far coders agree."""
    names = sorted({name for coding in codings for name in coding.coded})
    by_question = {name: [coding.coded[name].codes for coding in codings if name in coding.coded] for name in names}
    return [_share(code, list(by_question.values())) for code in _NAMES]


def _share(code: str, found: Sequence[Sequence[frozenset[str]]]) -> Share:
    given = [[code in codes for codes in of_question] for of_question in found]
    pairs = [(one[0], one[1]) for one in given if len(one) > 1]
    return Share(
        code=code,
        hits=sum(sum(one) / len(one) for one in given),
        total=len(given),
        both=len(pairs),
        agreed=sum(one == other for one, other in pairs),
        kappa=kappa(pairs),
    )


def coding_lines(course: Course, codings: Sequence[Coding]) -> Iterator[str]:
    """Yield the evaluation line by line: shares and agreement, what is not coded, what to correct."""
    found = shares(codings)
    total, both = found[0].total, found[0].both
    shared = f"，其中两人都编的 {both} 道" if len(codings) > 1 else ""
    yield f"编了 {total} 道题{shared}。括号里是 95% 区间（Wilson）；两人不一致的题各算一半。"
    yield from aligned(_cells(share) for share in found)
    for coding in codings:
        if coding.blank:
            yield f"{coding.name} 没有编的 {len(coding.blank)} 道：{'、'.join(coding.blank)}"
    to_correct = list(_to_correct(course, codings))
    yield f"要改的 {len(to_correct)} 道" if to_correct else "没有要改的。"
    yield from to_correct


def _cells(share: Share) -> Sequence[str]:
    agreement = ""
    if share.both:
        measure = "kappa 算不出" if share.kappa is None else f"kappa {share.kappa:.2f}"
        agreement = f"两人一致 {share.agreed}/{share.both}（{share.agreed / share.both:.0%}），{measure}"
    return f"　{share.code}", f"{share.hits:g}/{share.total}", percent(share.interval), agreement


def _to_correct(course: Course, codings: Sequence[Coding]) -> Iterator[str]:
    """Yield a line for each question with a fault, in the order of the banks; then those that the course lacks by now."""
    known = {
        question.id or "": (bank.place("questions", index), question)
        for bank in course.banks
        for index, question in zip(bank.indexes, bank.questions, strict=True)
    }
    faulty = {name for coding in codings for name, one in coding.coded.items() if SOUND not in one.codes}
    for name in sorted(faulty & set(known), key=lambda name: known[name][0]):
        position, question = known[name]
        yield f"　{position}: {named(question)}{_verdicts(name, codings)}{_changed(question, codings)}"
    for name in sorted(faulty - set(known)):
        yield f"　{name}（题库里已经没有）{_verdicts(name, codings)}"


def _verdicts(name: str, codings: Iterable[Coding]) -> str:
    said = [
        f"{coding.name}：{'、'.join(code for code in _NAMES if code in one.codes)}{f'（{one.note}）' if one.note else ''}"
        for coding in codings
        if (one := coding.coded.get(name))
    ]
    return "；".join(said)


def _changed(question: Question, codings: Iterable[Coding]) -> str:
    version = answer_version(question)
    seen = (one.version for coding in codings if (one := coding.coded.get(question.id or "")))
    return "；题目后来改过" if any(one != version for one in seen) else ""
