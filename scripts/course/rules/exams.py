"""Exam blueprints can be filled, and what they promise adds up."""

from collections import Counter

from course.model.bank import TYPE_LABELS
from course.model.course import Course
from course.model.exam import Exam
from course.model.review import without_withdrawn
from course.rules.registry import Findings, collect
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


def exam_short(course: Course) -> Findings:
    """The banks must hold as many questions of each type as the paper asks."""
    if not course.knows_all_of("quizzes/", "local/quizzes/") or not all(bank.whole for bank in course.banks):
        return
    in_use = without_withdrawn(course)
    for file in course.exams:
        before, available = _available(course, file.exam), _available(in_use, file.exam)
        required: Counter[str] = Counter()
        for number, section in enumerate(file.exam.sections):
            required[section.type] += section.count
            wanted, left = required[section.type], available[section.type]
            kind = TYPE_LABELS[section.type]
            if wanted > left and wanted <= before[section.type] and not file.is_local:
                yield (
                    _withdrawn_of(course, section.type),
                    (
                        f"停用了这些题，组卷方案“{file.exam.title}”的{kind}题就不够了：要 {wanted} 道，只剩 {left} 道。"
                        "请从 withdrawn 里删去几个题号，或在 local/quizzes 里补题"
                    ),
                )
            elif wanted > left:
                where = "有的学习页" if file.exam.choose_page else "题库里"
                yield (
                    file.place("sections", number, "count"),
                    f"{kind}题要 {wanted} 道，{where}只有 {left} 道。请减少题数，或先补题",
                )


def _withdrawn_of(course: Course, kind: str) -> Position:
    """Return where the unit has withdrawn the last question of a type."""
    types = {question.id: question.type for _, question in course.questions()}
    return [position for name, position in course.local_ids.withdrawn if types.get(name) == kind][-1]


def _available(course: Course, exam: Exam) -> Counter[str]:
    """Count the questions of each type; where the learner chooses a page, on the page that has fewest."""
    counts: dict[str, Counter[str]] = {
        study.page.path: Counter(question.type for bank, question in course.questions() if bank.page == study.page.path)
        for study in course.study
        if (not exam.pages or study.page.path in exam.pages) and study.page.path not in course.unfinished
    }
    if exam.choose_page:
        return Counter({kind: min((count[kind] for count in counts.values()), default=0) for kind in TYPE_LABELS})
    return sum(counts.values(), Counter())


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


RULES = collect(exam_page, exam_marks, exam_short, unknown_apart)
