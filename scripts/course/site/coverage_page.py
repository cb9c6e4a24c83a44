"""Coverage as a page for staff: gaps, a picture, the numbers, roles, and what each blueprint finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from course.coverage.gaps import GAP_LABELS, OFTEN_REPEATED, Gap, Survey, survey, without_text
from course.coverage.matrix import MatrixRow, RoleRow, lacking
from course.coverage.text import papers
from course.exams.supply import ExamFill, LevelFill, PageFill, SectionFill
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.site.heatmap import Picture, picture
from course.site.html import front
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text, where it leads as a Markdown path, and whether it says that something is lacking."""

    text: str
    path: str = ""
    lacks: bool = False


_Cells: TypeAlias = tuple[_Cell, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of a table, each with its head first, and what is said above them."""

    rows: tuple[_Cells, ...]
    title: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    heads: tuple[str, ...]
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    requirements: int
    points: int
    questions: int
    sentences: int
    bare_sentences: int
    unfinished_sentences: int
    gap_count: int
    gaps: _Table | None
    picture: Picture
    numbers: _Table
    kinds: _Table | None
    weights: _Table | None
    roles: _Table | None
    exams: _Table | None
    mixes: _Table | None
    sources: tuple[_Table, ...]


def coverage_page(course: Course, templates: Templates) -> str:
    """Return the page; it hangs on the course alone."""
    found = survey(course) if course.source.publish else without_text(survey(course))
    view = _Page(
        requirements=len(found.matrix.rows),
        points=sum(len(row.requirement.points) for row in found.matrix.rows),
        questions=sum(1 for _ in course.questions()),
        sentences=len(found.sentences),
        bare_sentences=sum(row.lacks for row in found.sentences),
        unfinished_sentences=sum(row.unfinished for row in found.sentences),
        gap_count=len(found.gaps),
        gaps=_table("缺口", ("哪里", "哪一类", "缺什么", "怎么补"), map(_gap, found.gaps)) if found.gaps else None,
        picture=picture(found.matrix),
        numbers=_numbers(found),
        kinds=_kinds(found) if found.kinds else None,
        weights=_weights(found) if found.weights else None,
        roles=_roles(found) if found.matrix.roles else None,
        exams=_exams(found.exams),
        mixes=_mixes(found.exams),
        sources=tuple(_source(fill) for fill in found.exams if fill.page is None),
    )
    return front("覆盖情况", searched=False) + templates.render("coverage", view)


def _table(name: str, heads: tuple[str, ...], rows: Iterable[_Cells]) -> _Table:
    return _Table(name, heads, (_Group(tuple(rows)),))


def _plain(*texts: str) -> _Cells:
    return tuple(map(_Cell, texts))


def _lack(text: str) -> _Cell:
    return _Cell(text, lacks=bool(text))


def _gap(gap: Gap) -> _Cells:
    return (_Cell(gap.whole_name, gap.target), *_plain(GAP_LABELS[gap.kind], gap.lack, gap.remedy))


def _numbers(found: Survey) -> _Table:
    heads = ("要求", *TYPE_LABELS.values(), *DIFFICULTY_LABELS.values(), "合计", "缺什么")
    return _table("各项要求的题数", heads, map(_requirement, found.matrix.rows))


def _requirement(row: MatrixRow) -> _Cells:
    types = (_by_level([row.counts[kind, level] for level in DIFFICULTY_LABELS]) for kind in TYPE_LABELS)
    levels = (_Cell(f"{row.levels[level]}", lacks=not row.levels[level]) for level in DIFFICULTY_LABELS)
    return (_Cell(row.requirement.title, row.path), *types, *levels, _Cell(f"{row.total}"), _lack(lacking(row)))


def _by_level(counts: list[int]) -> _Cell:
    return _Cell("·".join(map(str, counts)) if any(counts) else "")


def _kinds(found: Survey) -> _Table:
    rows = (_plain(row.label, f"{row.count}", f"{row.share:.0%}") for row in found.kinds)
    return _table("考查什么", ("考查什么", "题数", "占全部"), rows)


def _weights(found: Survey) -> _Table:
    rows = (_plain(row.label, f"{row.points}", f"{row.asked}", f"{row.decided}") for row in found.weights)
    return _table("要点的分量", ("要点", "个数", "有题的", "考了怎样决定的"), rows)


def _roles(found: Survey) -> _Table:
    heads = (
        "角色",
        "要求",
        "要点",
        *(f"{label}题" for label in DIFFICULTY_LABELS.values()),
        "没有题的要点",
        "没有考决定的题，又必须会做的要点",
    )
    return _table("各角色的题数", heads, map(_role, found.matrix.roles))


def _role(row: RoleRow) -> _Cells:
    counts = [row.levels[level] for level in DIFFICULTY_LABELS]
    levels = (_Cell(f"{count}", lacks=bool(row.points and not count)) for count in counts)
    bare, undecided = ("、".join(point.label for point in points) for points in (row.bare, row.undecided))
    return (
        _Cell(row.label, f"duties/{row.role}.md"),
        *_plain(f"{row.requirements}", f"{row.points}"),
        *levels,
        _Cell(bare or "无", lacks=bool(bare)),
        _Cell(undecided or "无", lacks=bool(undecided)),
    )


def _exams(exams: tuple[ExamFill, ...]) -> _Table | None:
    heads = ("大题", "要几道", "有几道", "够出几份不重复的", "两份试卷平均相同")
    return _Table("组卷方案", heads, tuple(map(_exam, exams))) if exams else None


def _exam(fill: ExamFill) -> _Group:
    count = sum(part.section.count for part in fill.sections)
    about = f"{count} 道题，{papers(fill)}，两份平均有 {fill.repeated:.0%} 相同"
    return _Group(tuple(map(_section, fill.sections)), fill.title, about)


def _section(part: SectionFill) -> _Cells:
    return (
        *_plain(part.section.title, f"{part.section.count}"),
        _Cell(f"{part.available}") if part.enough else _lack(f"{part.available}，不够"),
        _Cell(f"{part.available // part.section.count}"),
        _Cell(f"{part.repeated:.0%}", lacks=part.repeated >= OFTEN_REPEATED),
    )


def _mixes(exams: Iterable[ExamFill]) -> _Table | None:
    rows = [(_Cell(fill.title), *_level(level)) for fill in exams for level in fill.levels]
    heads = ("方案", "难度", "按比例要几道", "能抽到几道", "能不能做到")
    return _table("难度比例", heads, rows) if rows else None


def _level(level: LevelFill) -> _Cells:
    possible = _Cell("能") if level.possible else _lack("做不到")
    return (*_plain(DIFFICULTY_LABELS[level.level], f"{level.wanted}", f"{level.least} 至 {level.most}"), possible)


def _source(fill: ExamFill) -> _Table:
    """Return from which pages a paper of the whole course takes its questions; one of a page needs no such table."""
    heads = ("学习页", *(part.section.title for part in fill.sections), "平均合计")
    return _table(f"{fill.title}：从哪些学习页出题", heads, map(_page, fill.pages))


def _page(page: PageFill) -> _Cells:
    cells = (
        _Cell(f"{available} 道，抽 {drawn:.1f}" if available else "0", lacks=not available)
        for available, drawn in zip(page.available, page.drawn, strict=True)
    )
    return (_Cell(page.page.title, page.page.page.path), *cells, _Cell(f"{sum(page.drawn):.1f}"))
