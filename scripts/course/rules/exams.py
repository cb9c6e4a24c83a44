"""Exam blueprints can be filled, and what they promise adds up."""

from collections import Counter
from collections.abc import Mapping

from course.model.bank import Kind
from course.model.course import Course
from course.model.exam import Exam, ExamFile, Section
from course.model.released import short_sections, supply
from course.rules.registry import Findings, collect, collect_derived
from course.rules.subject import Subject
from course.text.diagnostics import Position


def exam_page(course: Course) -> Findings:
    """A blueprint may only take questions from study pages that exist, and not both choose and name them."""
    if not course.knows_all_of("docs/study/"):
        return
    known = {study.page.path for study in course.study}
    for file in course.exams:
        for number, page in enumerate(file.exam.pages):
            if page not in known:
                yield (
                    file.place("pages", number),
                    f"没有学习页 {page}。请写成 {course.example.page} 这样的路径",
                )
        if file.exam.pages and file.exam.choose_page:
            yield file.place("choose_page"), "写了 pages，又让考生自己选学习页。请删去其中一个"


def exam_marks(course: Course) -> Findings:
    """The pass mark must be within the full marks, and the difficulties must add up to 100."""
    for file in course.exams:
        exam = file.exam
        if exam.passing > exam.full_marks and not file.has_local_passing:
            yield file.place("passing"), f"及格分 {exam.passing} 超过了满分 {exam.full_marks}。请改小，或多出几道题"
        if exam.difficulty and sum(exam.difficulty.shares) != 100:
            yield file.place("difficulty"), f"三个难度的百分比合计是 {sum(exam.difficulty.shares)}，请改成 100"


def exam_short(subject: Subject) -> Findings:
    """The banks must hold as many questions of each type as the paper asks, unless something is yet to be finished."""
    course, in_use = subject.course, subject.exam_supply.written
    if not _whole(course):
        return
    written = supply(course)
    for file in course.exams:
        if file.name in subject.exam_supply.unfinished:
            continue
        never_enough = {number for number, _, _ in short_sections(file, written)}
        for number, required, available in short_sections(file, in_use):
            if number in never_enough or file.is_local:
                yield (
                    file.place("sections", number, "count"),
                    f"{_shortage(file, number, required, available)}。请减少题数，或先补题",
                )
            else:
                section = file.exam.sections[number]
                yield (
                    _withdrawn_of(course, section),
                    (
                        f"停用了这些题，组卷方案“{file.exam.title}”的{section.label}就不够了：要 {required} 道，只剩 {available} 道。"
                        "请从 withdrawn 里删去几个题号，或在 local/quizzes 里补题"
                    ),
                )


def _withdrawn_of(course: Course, section: Section) -> Position:
    """Return where the unit has withdrawn the last question that a section could have."""
    fitting = {one.id for one in course.written_questions() if section.asks(one.type, one.kind)}
    return [position for name, position in course.local_ids.withdrawn if name in fitting][-1]


def unfinished_exam(subject: Subject) -> Findings:
    """A blueprint that waits for unfinished pages or drafts is unfinished: shown with a mark, and in no release."""
    if not _whole(subject.course):
        return
    for file in subject.course.exams:
        if file.name in subject.exam_supply.unfinished:
            number, required, available = next(short_sections(file, subject.exam_supply.ready))
            yield (
                file.place("sections", number, "count"),
                (
                    f"组卷方案“{file.exam.title}”未完成，发布时不放进去：{_shortage(file, number, required, available)}，"
                    "未完成的学习页的题、未完成的题和草稿都不算。请写好、审核要用的题，或减少题数"
                ),
            )


def exam_on_wording(subject: Subject) -> Findings:
    """No paper may be passed by answering questions of wording alone."""
    if not _whole(subject.course):
        return
    for file in subject.course.exams:
        exam = file.exam
        within = [count for page, count in subject.exam_supply.written.items() if not exam.pages or page in exam.pages]
        pools = within if exam.choose_page else [sum(within, Counter())]
        most = max((_marks_for_wording(exam, pool) for pool in pools), default=0)
        if most >= exam.passing:
            yield (
                file.place("passing"),
                f"只答考字句的题就可能得 {most} 分，够及格了。请在大题里用 kinds 写明考查什么，少出字句题，或提高及格分",
            )


def _marks_for_wording(exam: Exam, pool: Mapping[tuple[str, Kind | None], int]) -> int:
    """Return how many marks a paper from this pool can have at the most for questions of wording."""
    sections = (section for section in exam.sections if section.asks(section.type, "wording"))
    return sum(min(section.count, pool.get((section.type, "wording"), 0)) * section.marks for section in sections)


def _whole(course: Course) -> bool:
    return course.knows_all_of("quizzes/", "local/quizzes/") and all(bank.whole for bank in course.banks)


def _shortage(file: ExamFile, number: int, required: int, available: int) -> str:
    where = "有的学习页" if file.exam.choose_page else "题库里"
    return f"{file.exam.sections[number].label}要 {required} 道，{where}只有 {available} 道"


def unknown_apart(course: Course) -> Findings:
    """Questions that exclude each other must exist, and be two."""
    if not course.knows_all_of("quizzes/"):
        return
    known = frozenset().union(*(bank.named for bank in course.banks))
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for number, other in enumerate(question.apart):
                if other not in known or other == question.id:
                    yield (
                        bank.place("questions", index, "apart", number),
                        f"apart 里的 {other} 不是别的题的题号。请照题库改正，或删去",
                    )


RULES = (
    *collect(exam_page, exam_marks, unknown_apart),
    *collect_derived(exam_short),
    *collect_derived(exam_on_wording, unfinished_exam, severity="warning"),
)
