"""Coverage as lines for a terminal."""

from collections.abc import Mapping

from course.model.gaps import GAP_LABELS, Survey
from course.model.repeats import Repeats
from course.render.coverage import papers
from course.render.terminal import aligned


def gap_lines(found: Survey) -> list[str]:
    """Return a line for each gap, and how many there are."""
    lines = aligned((GAP_LABELS[gap.kind], gap.name, gap.lack, gap.remedy) for gap in found.gaps)
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
