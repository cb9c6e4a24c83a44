"""Coverage as a page for staff: gaps, a picture, the numbers, roles, and what each blueprint finds."""

from collections.abc import Iterable
from html import escape

from course.coverage.gaps import GAP_LABELS, OFTEN_REPEATED, Gap, Survey, survey
from course.coverage.matrix import RoleRow, Row, lacking
from course.coverage.text import papers
from course.exams.supply import ExamFill, LevelFill, PageFill, SectionFill
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.site.heatmap import picture
from course.site.html import address, front


def coverage_page(course: Course) -> str:
    """Return the page; it hangs on the course alone."""
    found = survey(course)
    return (
        f"{front('覆盖情况', searched=False)}"
        '<div class="course course-report course-wide">\n<h1>覆盖情况</h1>\n'
        f"<p>{len(found.matrix.rows)} 项要求、{sum(len(row.requirement.points) for row in found.matrix.rows)} 个要点、"
        f"{sum(1 for _ in course.questions())} 道题。怎么看、怎么用，见"
        '<a href="../maintain/coverage.html">看懂覆盖情况</a>。</p>\n'
        f"{_gaps(found)}{_requirements(found)}{_roles(found)}{_exams(found)}</div>\n"
    )


def _gaps(found: Survey) -> str:
    if not found.gaps:
        return "<section><h2>缺口</h2>\n<p>没有缺口。</p></section>\n"
    rows = ((_named(gap), GAP_LABELS[gap.kind], escape(gap.lack), escape(gap.remedy)) for gap in found.gaps)
    return (
        f"<section><h2>缺口</h2>\n<p>共 {len(found.gaps)} 处，供出题时参考，不妨碍生成。</p>"
        f"{_table('缺口', ('哪里', '哪一类', '缺什么', '怎么补'), _rows(rows))}</section>\n"
    )


def _named(gap: Gap) -> str:
    name = escape(gap.name)
    return f'<a href="../{escape(address(gap.target))}">{name}</a>' if gap.target else name


def _requirements(found: Survey) -> str:
    heads = ("要求", *TYPE_LABELS.values(), *DIFFICULTY_LABELS.values(), "合计", "缺什么")
    table = _table("各项要求的题数", heads, _rows(map(_numbers, found.matrix.rows)))
    return (
        "<section><h2>要求、题型、难度</h2>\n<p>一道题考到几项要求，就在几项要求里各算一次。图里每种题型分三列：记忆、理解、应用；"
        "颜色越深题越多。表里题型一格的三个数依次是记忆、理解、应用。</p>\n"
        f"{picture(found.matrix)}\n{table}</section>\n"
    )


def _numbers(row: Row) -> tuple[str, ...]:
    title = f'<a href="../{escape(address(row.path))}">{escape(row.requirement.title)}</a>'
    types = (_cell([row.counts[kind, level] for level in DIFFICULTY_LABELS]) for kind in TYPE_LABELS)
    levels = (f"{row.levels[level] or _lack('0')}" for level in DIFFICULTY_LABELS)
    return (title, *types, *levels, str(row.total), _lack(lacking(row)))


def _cell(counts: list[int]) -> str:
    return "·".join(map(str, counts)) if any(counts) else ""


def _lack(text: str) -> str:
    return f"<strong>{text}</strong>" if text else ""


def _roles(found: Survey) -> str:
    heads = (
        "角色",
        "要求",
        "要点",
        *(f"{label}题" for label in DIFFICULTY_LABELS.values()),
        "没有题的要点",
        "只有一种题的要点",
    )
    return (
        "<section><h2>各角色</h2>\n<p>责任清单上各角色的要点，有多少题考到。一道题考到几个角色的要点，就各算一次。</p>"
        f"{_table('各角色的题数', heads, _rows(map(_role, found.matrix.roles)))}</section>\n"
    )


def _role(row: RoleRow) -> tuple[str, ...]:
    name = f'<a href="../duties/{row.role}.html">{row.label}</a>'
    levels = (
        str(row.levels[level]) if row.levels[level] or not row.points else _lack("0") for level in DIFFICULTY_LABELS
    )
    bare, thin = ("、".join(escape(point.label) for point in points) for points in (row.bare, row.thin))
    return (name, str(row.requirements), str(row.points), *levels, _lack(bare) or "无", thin or "无")


def _exams(found: Survey) -> str:
    if not found.exams:
        return "<section><h2>组卷方案</h2>\n<p>还没有组卷方案。</p></section>\n"
    heads = ("大题", "要几道", "有几道", "够出几份不重复的", "两份试卷平均相同")
    return (
        "<section><h2>组卷方案</h2>\n<p>每个方案要的题和题库里有的题。由考生选学习页的，每个学习页一份。“平均相同”按每道题机会均等估算；"
        "题少的学习页和难度抽得更多，实际重复会高一些，用 <code>./course coverage</code> 实际抽卷来量。</p>"
        f"{_table('组卷方案', heads, *map(_exam, found.exams))}{_levels(found.exams)}{_pages(found.exams)}</section>\n"
    )


def _exam(fill: ExamFill) -> str:
    count = sum(part.section.count for part in fill.sections)
    about = f"{count} 道题，{papers(fill)}，两份平均有 {fill.repeated:.0%} 相同"
    head = f'<tr><th scope="rowgroup" colspan="5">{escape(fill.title)}<span class="course-locator">{about}</span></th></tr>\n'
    return head + "".join(_row(_section(part)) for part in fill.sections)


def _section(part: SectionFill) -> tuple[str, ...]:
    times = part.available // part.section.count
    repeated = f"{part.repeated:.0%}"
    return (
        escape(part.section.title),
        str(part.section.count),
        str(part.available) if part.enough else _lack(f"{part.available}，不够"),
        str(times),
        _lack(repeated) if part.repeated >= OFTEN_REPEATED else repeated,
    )


def _levels(exams: Iterable[ExamFill]) -> str:
    rows = [(escape(fill.title), *_level(level)) for fill in exams for level in fill.levels]
    if not rows:
        return ""
    return f"<h3>难度比例</h3>{_table('难度比例', ('方案', '难度', '按比例要几道', '能抽到几道', '能不能做到'), _rows(rows))}"


def _level(level: LevelFill) -> tuple[str, ...]:
    possible = "能" if level.possible else _lack("做不到")
    return DIFFICULTY_LABELS[level.level], str(level.wanted), f"{level.least} 至 {level.most}", possible


def _pages(exams: Iterable[ExamFill]) -> str:
    """Say from which pages a paper of the whole course takes its questions; a page of its own needs no such table."""
    return "".join(
        f"<h3>{escape(fill.title)}：从哪些学习页出题</h3><p>每格是这一页有几道，平均抽几道。</p>"
        + _table(
            f"{fill.title}：从哪些学习页出题",
            ("学习页", *(part.section.title for part in fill.sections), "平均合计"),
            _rows(_page(page) for page in fill.pages),
        )
        for fill in exams
        if fill.page is None
    )


def _page(page: PageFill) -> tuple[str, ...]:
    title = f'<a href="../{escape(address(page.page.page.path))}">{escape(page.page.title)}</a>'
    cells = (
        f"{available} 道，抽 {drawn:.1f}" if available else _lack("0")
        for available, drawn in zip(page.available, page.drawn, strict=True)
    )
    return (title, *cells, f"{sum(page.drawn):.1f}")


def _table(name: str, heads: Iterable[str], *bodies: str) -> str:
    """Return a table of rows that are HTML already, a body for each group of them."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(f"<tbody>{rows}</tbody>\n" for rows in bodies)
    return (
        f'<div class="course-scroll" tabindex="0" role="region" aria-label="{escape(name)}">'
        f'<table class="course-matrix course-register"><thead><tr>{head}</tr></thead>\n{body}</table></div>\n'
    )


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "".join(map(_row, rows))


def _row(cells: Iterable[str]) -> str:
    """Return a row of cells that are HTML already; the first is its head."""
    first, *others = cells
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>\n'
