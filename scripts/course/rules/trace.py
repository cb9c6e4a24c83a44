"""Every demand of the source is a point on a page, and every point has a question."""

from collections.abc import Iterator

from course.model.course import Course
from course.model.study import KINDS, SHOULD, WEIGHTS, Requirement, StudyPage
from course.model.unfinished import AskedPoints, asked_in
from course.rules.registry import Findings, collect
from course.rules.texts import named

_MOST_NAMED = 5


def requirement_without_id(course: Course) -> Findings:
    """A heading with a locator or a role is a requirement and must have an id such as r1-2."""
    for requirement in course.requirements():
        if not requirement.id:
            yield (
                requirement.position,
                f"要求“{requirement.title}”的编号缺少或写法不对。请在标题后写 {{ #{course.example.requirement} … }} 这样的编号",
            )


def requirement_without_locator(course: Course) -> Findings:
    """A requirement and a study page must say where in the source they stand, in the outline's words."""
    if not course.knows_all_of("course.yml"):
        return
    known = {heading.locator for heading in course.outline}
    for study in course.study:
        if study.locator and study.locator not in known:
            yield study.place("locator"), _unknown(study.locator)
    for requirement in course.requirements():
        if not requirement.locator:
            yield (
                requirement.position,
                f'要求“{requirement.title}”没有写出处。请在标题后加 data-locator="{course.example.locator}"',
            )
        elif requirement.locator not in known:
            yield requirement.position, _unknown(requirement.locator)
        for point in requirement.points:
            if point.locator not in known | {requirement.locator}:
                yield point.position, _unknown(point.locator)


def _unknown(locator: str) -> str:
    return f"出处“{locator}”不在 course.yml 的提纲里，请照提纲的写法改"


def requirement_without_role(course: Course) -> Findings:
    """A requirement must say whom it binds, in a course that has roles and once its page is finished."""
    if not course.knows_all_of("course.yml"):
        return
    usable = (
        "、".join(f"{name}（{label}）" for name, label in course.roles.items())
        or "没有，请先在 course.yml 的 roles 里写"
    )
    for requirement in course.requirements():
        unknown = [role for role in requirement.roles if role not in course.roles]
        if unknown:
            yield requirement.position, f"data-for 里的“{'、'.join(unknown)}”不是角色名，可用：{usable}"
    for study in _complete(course):
        for requirement in _without_role(course, study):
            yield (
                requirement.position,
                f"要求“{requirement.title}”没有写对谁的要求。请加 data-for，可用：{usable}",
            )


def _complete(course: Course) -> Iterator[StudyPage]:
    """Yield the pages that must lack nothing; of an unfinished one it is enough to say what it lacks (`unfinished_page`)."""
    return course.finished_study() if course.knows_unfinished else iter(())


def _without_role(course: Course, study: StudyPage) -> list[Requirement]:
    return [requirement for requirement in study.requirements if course.roles and not requirement.roles]


def point_role(course: Course) -> Findings:
    """A point may narrow down whom its requirement binds, not widen it."""
    for requirement in course.requirements():
        for point in requirement.points:
            strangers = [role for role in point.roles if role not in requirement.roles]
            if strangers:
                yield (
                    point.position,
                    (
                        f"要点“{point.label}”的 data-for 里有“{'、'.join(strangers)}”，它所属的要求没有写。"
                        "请加到要求标题的 data-for 里，或从要点中删去"
                    ),
                )


def unknown_kind(course: Course) -> Findings:
    """`data-kind` says that a heading states how things are; there is no other use for it."""
    for requirement in course.requirements():
        if requirement.kind not in KINDS:
            usable = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
            yield requirement.position, f"data-kind 不能写“{requirement.kind}”，可用：{usable}。提出要求的不用写"


def unknown_weight(course: Course) -> Findings:
    """`data-weight` says how much hangs on a point, in one of three words."""
    for requirement in course.requirements():
        for point in requirement.points:
            if point.weight not in WEIGHTS:
                usable = "、".join(f"{name}（{label}）" for name, label in WEIGHTS.items())
                yield point.position, f"data-weight 不能写“{point.weight}”，可用：{usable}。{WEIGHTS[SHOULD]}的不用写"


def locator_order(course: Course) -> Findings:
    """Requirements stand in the order of the source, over all pages in the order of their locators."""
    if not course.knows_all_of("course.yml"):
        return
    ranks = {heading.locator: rank for rank, heading in enumerate(course.outline)}
    last = ""
    for requirement in course.requirements():
        if requirement.locator not in ranks:
            continue
        if last and ranks[requirement.locator] < ranks[last]:
            yield (
                requirement.position,
                (
                    f"要求“{requirement.title}”（{requirement.locator}）在{course.source.name}中排在前一项要求（{last}）的前面。"
                    "请照 course.yml 的次序调整要求，或改正学习页的 locator（学习页照它排先后）"
                ),
            )
        last = requirement.locator


def requirement_without_point(course: Course) -> Findings:
    """A requirement must have points, or nothing of it can be checked."""
    for study in _complete(course):
        for requirement in _without_point(study):
            yield (
                requirement.position,
                f"要求“{requirement.title}”没有要点。请写成“- **要点**{{ #{requirement.id or course.example.requirement}-a }}：说明”",
            )


def _without_point(study: StudyPage) -> list[Requirement]:
    return [requirement for requirement in study.requirements if not requirement.points]


def point_outside_requirement(course: Course) -> Findings:
    """A point must stand under the heading of its requirement, whose id begins its own."""
    for study in course.study:
        for point in study.stray_points:
            yield (
                point.position,
                (
                    f"要点编号 {point.id} 与它上面的要求对不上。要点要写在要求的二级标题下面，"
                    f"编号是要求的编号加小写字母，如 {course.example.requirement}-a。请移动要点或改正编号"
                ),
            )


def point_without_text(course: Course) -> Findings:
    """A point must say something after its label."""
    for _, point in course.points():
        if not point.label or not point.text:
            yield point.position, f"要点 {point.id} 缺少名称或说明。请写成“- **名称**{{ #{point.id} }}：说明”"


def unknown_point(course: Course) -> Findings:
    """A question must ask points that exist."""
    if not course.knows_all_of("docs/study/"):
        return
    known = {point.id for _, point in course.points()}
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for number, point in enumerate(question.points):
                if point not in known:
                    yield (
                        bank.place("questions", index, "points", number),
                        f"没有要点 {point}。请照学习页上的要点编号改正，如 {course.example.requirement}-a",
                    )


def _finished(course: Course) -> Iterator[Requirement]:
    """Yield the requirements that must have questions."""
    return (requirement for study in _complete(course) for requirement in study.requirements)


def point_without_question(course: Course) -> Findings:
    """Every point that is not only to be read must have at least one question, unless its page is unfinished."""
    if not course.knows_all_of("quizzes/"):
        return
    covered = frozenset().union(*(bank.cited for bank in course.banks))
    for point in (point for requirement in _finished(course) for point in requirement.asked):
        if point.id not in covered:
            yield point.position, f"要点“{point.label}”（{point.id}）还没有题目。请在题库中补一道"


def requirement_without_application(course: Course) -> Findings:
    """Every requirement must have at least one question with a situation to decide (difficulty 3), as above."""
    if not course.knows_all_of("quizzes/") or not all(bank.whole for bank in course.banks):
        return
    applied = {
        point.rsplit("-", 1)[0]
        for _, question in course.questions()
        if question.difficulty == 3
        for point in question.points
    }
    for requirement in _finished(course):
        if requirement.id and requirement.asked and requirement.id not in applied:
            yield (
                requirement.position,
                f"要求“{requirement.title}”还没有应用题（difficulty: 3）。请补一道结合工作情境的题",
            )


def study_page_frame(course: Course) -> Findings:
    """A study page must have all the parts that readers know from the others."""
    for study in _complete(course):
        for title in _missing_sections(course, study):
            yield study.page.position, f"学习页缺少“{title}”一节，请用二级标题补上"
        if not study.requirements:
            yield study.page.position, "学习页缺少要求。请用带 data-locator 的二级标题写出"


def _missing_sections(course: Course, study: StudyPage) -> list[str]:
    titles = {section.title for section in study.page.sections}
    return [title for title in course.sections if title not in titles]


def bank_page(course: Course) -> Findings:
    """A bank must name the study page that it belongs to, and every study page that readers get must have one."""
    paths = {study.page.path for study in course.study}
    if course.knows_all_of("docs/study/"):
        for bank in course.banks:
            if bank.page and bank.page not in paths:
                yield (
                    bank.place("page"),
                    f"没有学习页 {bank.page}。请写成 {course.example.page} 这样的路径；学习页不要了，这个题库也删去",
                )
    taught = {bank.page for bank in course.banks if not bank.is_empty}
    # A bank whose head could not be read names no page; it may be the one that seems to be missing.
    if course.knows_all_of("quizzes/") and "" not in taught:
        for study in course.study:
            if study.page.path not in taught | course.unfinished:
                yield study.page.position, f"学习页还没有题库。请新建 quizzes/{study.name}.yml"


def unfinished_page(course: Course) -> Findings:
    """A study page without questions, or with a gap that is being filled, is unfinished.

    It is shown while serving, with a mark, and left out of releases. What it lacks besides questions is said here too.
    """
    asked = asked_in(course.banks if course.unfinished else ())
    for study in course.study:
        if study.page.path in course.unfinished:
            others = "；".join(_other_lacks(course, study))
            lack = _lack_of_questions(course, study, asked) + (f"。还缺：{others}" if others else "")
            yield study.page.position, f"学习页“{study.title}”未完成，发布时不放进去：{lack}"


def _lack_of_questions(course: Course, study: StudyPage, asked: AskedPoints) -> str:
    if banks := course.banks_of(study):
        points = [f"“{point.label}”" for point in asked.bare_points(study)]
        requirements = [f"“{requirement.title}”" for requirement in asked.unapplied(study)]
        open_ones = sum(bank.unfinished for bank in banks)
        lacks = [
            *([f"{open_ones} 道题没有写完"] if open_ones else []),
            *([f"要点{_some(points)}还没有写完的题"] if points else []),
            *([f"要求{_some(requirements)}还没有写完的应用题（difficulty: 3）"] if requirements else []),
        ]
        return "；".join(lacks)
    empty = next((bank.path for bank in course.banks if bank.page == study.page.path), "")
    if empty:
        return f"题库 {empty} 里还没有题。请在 questions: 下面写，每个要点至少出一道题"
    return (
        f"还没有题库。请新建 quizzes/{study.name}.yml，前三行写“title: {study.title}”"
        f"“page: {study.page.path}”“questions:”，下面写题，每个要点至少出一道题"
    )


def _some(names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
    return "、".join(names[:_MOST_NAMED]) + more


def _other_lacks(course: Course, study: StudyPage) -> Iterator[str]:
    """Yield what would be errors on a finished page."""
    if not study.requirements:
        yield "要求，用带 data-locator 的二级标题写出"
    yield from (f"要求“{requirement.title}”的要点" for requirement in _without_point(study))
    if bare := _without_role(course, study):
        yield f"{len(bare)} 项要求没有写 data-for"
    yield from (f"“{title}”一节" for title in _missing_sections(course, study))


def unfinished_question(course: Course) -> Findings:
    """A question without explanation, point or difficulty is unfinished: shown with a mark, and in no release."""
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            if question.missing:
                yield (
                    bank.place("questions", index),
                    f"{named(question)}未完成，发布时不放进去：还没有写{'、'.join(question.missing)}。请补上",
                )


def attributes_without_effect(course: Course) -> Findings:
    """An id or a role in braces must be where Markdown takes it, or readers see the braces.

    Bad: a space between `**label**` and `{ #r1-2-a }`, or a label that is not bold. Good: none.
    """
    for page in course.pages:
        for braces in page.attributes:
            yield (
                braces.position,
                (
                    f"“{braces.target}”没有生效，会原样显示给读者。要点的编号要紧跟在加粗的名称后面，中间不空格；"
                    "要求的编号写在标题一行的末尾"
                ),
            )


RULES = (
    *collect(
        requirement_without_id,
        requirement_without_locator,
        requirement_without_role,
        point_role,
        unknown_kind,
        unknown_weight,
        locator_order,
        requirement_without_point,
        requirement_without_application,
        point_outside_requirement,
        point_without_text,
        point_without_question,
        unknown_point,
        study_page_frame,
        bank_page,
        attributes_without_effect,
    ),
    *collect(unfinished_page, unfinished_question, severity="warning"),
)
