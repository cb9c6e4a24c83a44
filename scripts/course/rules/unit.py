"""What the unit writes for itself belongs to something in the course that is left to it."""

from course.model.bank import LOCAL_PREFIX
from course.model.course import Course
from course.model.glossary import LOCAL, Term
from course.model.normalise import normalise
from course.model.unit import LocalTerm, described_term, left_to_unit
from course.model.without import without_withdrawn
from course.rules.registry import Findings, collect
from course.text.near import nearest


def local_term(course: Course) -> Findings:
    """An entry of the unit's glossary must give one term that the course leaves to the unit a meaning in plain text."""
    if not course.knows_all_of("docs/glossary.md"):
        return
    described: set[str] = set()
    for local in course.unit.terms:
        term = described_term(local, course.whole.terms)
        problem = _misplaced(local, term) or _unreadable(local)
        if problem:
            yield local.position, problem
        elif term and term.id in described:
            yield local.position, f"术语“{term.name}”前面已经写过一次，请合成一处"
        elif term:
            described.add(term.id)


def _misplaced(local: LocalTerm, term: Term | None) -> str:
    if term is None:
        return f"课程的术语表里没有“{local.name}”。请照术语页上的名称改正，课程里没有的请删去"
    if local.id.startswith("term-") and local.id != term.id:
        return f"课程的术语表里没有编号 {local.id}，“{local.name}”的编号是 {term.id}。请改正编号"
    if normalise(local.name) not in map(normalise, term.names):
        return f"编号 {term.id} 属于术语“{term.name}”，这里的名称是“{local.name}”。请改正其中一个"
    if term.basis != LOCAL:
        return f"术语“{term.name}”不由本单位规定，依据是{term.basis}。请删去；要补充的，写成 local/pages 里的一页"
    return ""


def _unreadable(local: LocalTerm) -> str:
    if not local.plain:
        return f"“{local.name}”下面只能写文字：链接、图片、表格、小标题和 HTML 都不会显示。请改成段落或列表"
    if not local.paragraphs:
        return f"“{local.name}”下面没有内容。请写一段话；还没有规定的，删去这个标题"
    return ""


def local_document(course: Course) -> Findings:
    """A document of the unit must name a file that is there, terms that the course leaves to the unit, and requirements."""
    if not course.knows_all_of("docs/"):
        return
    requirements = {one.id for one in course.whole.requirements()}
    known = {normalise(name) for term in left_to_unit(course.whole.terms) for name in term.names}
    for document in course.unit.documents:
        if document.file and document.file not in course.unit.files:
            yield (
                document.place("file"),
                f"local/files 里没有 {document.file}。请把文件放进去，或照那里的名字改正；没有电子版的删去 file",
            )
        for number, name in enumerate(document.requirements):
            if name not in requirements:
                remedy = nearest(name, requirements) or "。"
                yield document.place("requirements", number), f"没有要求 {name}{remedy}请照学习页上的编号改正，或者删去"
        for number, name in enumerate(document.terms):
            if normalise(name) not in known:
                yield (
                    document.place("terms", number),
                    f"“{name}”不是由本单位规定的术语。请照“还要本单位补充的”一页上的名称改正，或者删去",
                )


def local_id(course: Course) -> Findings:
    """The ids of the unit's questions begin with `local-`, and nothing else does, so that a new course brings none of them."""
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            if question.id and question.id.startswith(LOCAL_PREFIX) != bank.is_local:
                yield bank.place("questions", index, "id"), _other_owner(question.id, is_local=bank.is_local)
    for requirement in course.requirements():
        if requirement.id.startswith(LOCAL_PREFIX):
            yield requirement.position, _other_owner(requirement.id, is_local=False)
    for _, point in course.points():
        if point.id.startswith(LOCAL_PREFIX):
            yield point.position, _other_owner(point.id, is_local=False)


def _other_owner(name: str, *, is_local: bool) -> str:
    if is_local:
        return f"本单位自己的题，题号以 {LOCAL_PREFIX} 开头，{name} 不是。请删去题号，运行 ./course ids 自动补上"
    return f"以 {LOCAL_PREFIX} 开头的编号留给使用单位，课程里不能用 {name}。请换一个没有用过的编号"


def local_withdrawal(course: Course) -> Findings:
    """What the unit withdraws must be questions, each once, and leave every finished study page some."""
    if not course.knows_all_of("quizzes/", "local/quizzes/"):
        return
    present = {question.id: bank for bank in course.banks for question in bank.questions if question.id}
    known = {question.id for question in course.whole.written_questions() if question.id}
    known |= {name for name, _ in course.ids.withdrawn}
    used = {
        bank.page for bank in without_withdrawn(course).banks if bank.finished or not bank.whole
    } | course.unfinished
    seen: set[str] = set()
    for name, position in course.local_ids.withdrawn:
        if name in seen:
            yield position, f"{name} 写了两次，请删去一个"
        elif name not in known and not name.startswith(LOCAL_PREFIX):
            yield position, f"没有题号 {name}{nearest(name, known) or '。'}请照题库改正，或删去这一行"
        elif name in present and present[name].page not in used:
            used.add(present[name].page)
            yield (
                position,
                f"停用以后，学习页 {present[name].page} 一道题也没有了。请从 withdrawn 里删去一个题号，或在 local/quizzes 里补题",
            )
        seen.add(name)


def local_branch(course: Course) -> Findings:
    """Each group that learns together has a name of its own: learners choose theirs by it, and slips are counted by it."""
    first: dict[str, int] = {}
    for number, name in enumerate(course.unit.branches):
        before = first.setdefault(name, number)
        if before != number and course.unit.place:
            yield (
                course.unit.place("branches", number),
                f"“{name}”写了两次，前面是第 {before + 1} 个。请删去一个，或写得能分清",
            )


def local_pass_mark(course: Course) -> Findings:
    """A pass mark of the unit belongs to a blueprint, and is within its full marks."""
    if course.unit.place is None or not course.knows_all_of("quizzes/", "local/quizzes/"):
        return
    exams = {file.name: file.exam for file in course.whole.exams}
    for name, mark in course.unit.pass_marks.items():
        at = course.unit.place("pass_marks", name)
        if name not in exams:
            usable = "、".join(exams) or "还没有组卷方案"
            yield at, f"没有组卷方案 {name}{nearest(name, exams) or f'。可用：{usable}'}"
        elif mark > exams[name].full_marks:
            yield at, f"及格分 {mark} 超过了“{exams[name].title}”的满分 {exams[name].full_marks}。请改小"


def local_logo(course: Course) -> Findings:
    """The picture of the header must be there."""
    logo = course.unit.logo
    if course.unit.place and logo and logo not in course.unit.files:
        yield course.unit.place("logo"), f"local/files 里没有 {logo}。请把图片放进去，或照那里的名字改正"


RULES = collect(local_branch, local_document, local_id, local_logo, local_pass_mark, local_term, local_withdrawal)
