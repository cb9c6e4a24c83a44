"""Coverage and totals of a course as lines for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from course.coverage.counts import coverage
from course.coverage.gaps import GAP_LABELS, Survey
from course.coverage.kinds import kind_rows, weight_rows
from course.exams.overlap import Repeats
from course.exams.supply import ExamFill
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.model.review import STATUS_LABELS, standing
from course.model.study import MUST, WEIGHTS


def gap_lines(found: Survey) -> list[str]:
    """Return a line for each gap, and how many there are."""
    lines = aligned((GAP_LABELS[gap.kind], gap.whole_name, gap.lack, gap.remedy) for gap in found.gaps)
    return [*lines, f"共 {len(found.gaps)} 处缺口。" if found.gaps else "没有缺口。"]


def exam_lines(found: Survey, measured: Mapping[str, Repeats]) -> list[str]:
    """Return a line for each blueprint: how many papers it allows, and what was measured on `measured`, by title."""
    rows = [("组卷方案", "两份平均相同", "不同的试卷", "最常出现的题")]
    for fill in found.exams:
        real = measured[fill.title]
        name, times = real.most_frequent
        often = f"{name}，{real.papers} 份里 {times} 份" if name else "没有题"
        rows.append((fill.title, f"{real.repeated(fill):.0%}", papers(fill), often))
    return aligned(rows) if found.exams else []


_EXACT = 1_000_000


def papers(fill: ExamFill) -> str:
    """Say how many different papers a blueprint allows at the most."""
    count = fill.papers
    if count == 0:
        return "题不够，组不成"
    # So large a number says nothing digit by digit.
    many = f" {count} 份" if count < _EXACT else f"约 10 的 {len(str(count)) - 1} 次方份"
    return f"最多组成{many}不同的试卷"


def summary(course: Course, seconds: float) -> str:
    """Return the table that `./course check` prints when all is well; `seconds` is how long the check took."""
    counts = coverage(course)
    points = [point.id for _, point in course.points()]
    asked = [point.id for _, point in course.points() if point.needs_question]
    rows = [
        ("学习页", str(len(course.study))),
        ("要求", str(sum(1 for _ in course.requirements()))),
        ("要点", str(len(points))),
        ("　没有题目的要点", str(sum(point not in counts.kinds for point in asked))),
        *_weights(course),
        ("术语", str(len(course.terms))),
        ("　没有题目的术语", str(sum(term.id not in counts.terms for term in course.terms))),
        ("题库", str(len(course.banks))),
        ("题目", str(counts.types.total())),
        *((f"　{label}", str(counts.types[name])) for name, label in TYPE_LABELS.items()),
        *((f"　难度 {level}（{label}）", str(counts.levels[level])) for level, label in DIFFICULTY_LABELS.items()),
        *((f"　考“{row.label}”的", str(row.count)) for row in kind_rows(course)),
        *_reviews(course),
        ("用时", f"{seconds:.2f} 秒"),
    ]
    width = max(columns(name) for name, _ in rows)
    return "\n".join(f"{name}{' ' * (width - columns(name))}  {value:>6}" for name, value in rows)


def _weights(course: Course) -> Iterator[tuple[str, str]]:
    for row in weight_rows(course):
        yield f"　{row.label}的要点", str(row.points)
        if row.label == WEIGHTS[MUST]:
            yield "　　考了怎样决定的", str(row.decided)


def _reviews(course: Course) -> list[tuple[str, str]]:
    """Return how many questions stand how; nothing if no status was ever recorded."""
    counts = Counter(standing(bank, question).status for bank, question in course.questions())
    if not any(counts.keys()):
        return []
    stands = [(f"　{label}", str(counts[status])) for status, label in STATUS_LABELS.items()]
    return [*stands, ("　没有登记审核", str(counts[None]))]


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a line for each row, its cells below those of the rows above; the last cell is as long as it is."""
    rows = list(rows)
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell}{' ' * (width - columns(cell))}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
