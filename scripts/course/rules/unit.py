"""What the unit writes for itself belongs to something in the course that is left to it."""

from course.model.course import Course
from course.model.glossary import LOCAL, Term
from course.model.normalise import normalise
from course.model.unit import LocalTerm, described_term, left_to_unit
from course.rules.registry import Findings, collect


def local_term(course: Course) -> Findings:
    """An entry of the unit's glossary must give one term that the course leaves to the unit a meaning in plain text."""
    if not course.knows_all_of("docs/glossary.md"):
        return
    described: set[str] = set()
    for local in course.unit.terms:
        term = described_term(local, course.terms)
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
    """A document of the unit must name a file that is there, and terms that the course leaves to the unit."""
    if not course.knows_all_of("docs/glossary.md"):
        return
    known = {normalise(name) for term in left_to_unit(course.terms) for name in term.names}
    for document in course.unit.documents:
        if document.file and document.file not in course.unit.files:
            yield (
                document.place("file"),
                f"local/files 里没有 {document.file}。请把文件放进去，或照那里的名字改正；没有电子版的删去 file",
            )
        for number, name in enumerate(document.terms):
            if normalise(name) not in known:
                yield (
                    document.place("terms", number),
                    f"“{name}”不是由本单位规定的术语。请照“还要本单位补充的”一页上的名称改正，或者删去",
                )


RULES = collect(local_document, local_term)
