"""Which papers a user requests, read from the command line; whatever is not certain is refused."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.exams.paper import Paper, PaperName, draw_paper, folded, fresh_number, heads, is_digits, read_number
from course.formats.import_types import ImportProblem
from course.model.course import Course
from course.model.review import drafts as drafts_of
from course.model.unfinished import unfinished_questions
from course.office.answer_key import answer_key_file
from course.office.answer_sheet import answer_sheet_file
from course.office.paper import paper_file
from course.office.paper_header import letterhead

_SEPARATORS = re.compile(r"[\s,，、;；]+")
_LABEL = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]{1,4}")
_NOTHING_TO_ASK = "没有一道题能放进这份试卷：未完成的学习页的题、未完成的题和草稿都不用。请先把它们写好，或者审核草稿"


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A paper to make; the label tells variants apart, and is empty where there is only one."""

    name: PaperName
    label: str

    def title(self, paper: Paper) -> str:
        """Return what stands on the paper."""
        return f"{paper.title}（{self.label} 卷）" if self.label else paper.title

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.name.number}-{self.label}卷" if self.label else self.name.number


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper that was made: lines about it and what it lacks, and its files by their names."""

    about: str
    files: Mapping[str, bytes]


def listed(text: str) -> tuple[str, ...]:
    """Return the items of a list typed with commas, spaces or 顿号 between."""
    return tuple(one for one in _SEPARATORS.split(text) if one)


def read_request(
    course: Course, exam: str, numbers: Sequence[str], labels: Sequence[str], chance: Callable[[], int]
) -> tuple[tuple[PaperRequest, ...], tuple[ImportProblem, ...]]:
    """Return the requested papers, and what is wrong with the request.

    `exam` begins every number and may be empty; a number may be its digits only. Without numbers there are as many
    fresh ones as labels, at least one.
    """
    known = heads(course)
    head = folded(exam)
    problems = [*_wrong_exam(known, head, numbers), *_wrong_labels(labels, numbers)]
    if problems:
        return (), tuple(problems)
    requested = [_whole(head, number) for number in numbers] or _fresh(head, max(1, len(labels)), chance)
    problems = [
        refusal for number in requested for refusal in _wrong_number(course, head, number, requested.count(number))
    ]
    names = [name for number in requested if (name := read_number(course, number))]
    if problems or len(names) < len(requested):
        return (), tuple(dict.fromkeys(problems))
    return tuple(PaperRequest(name, label) for name, label in zip(names, labels or [""] * len(names), strict=True)), ()


def make(course: Course, requested: PaperRequest, *, sealed: bool) -> MadePaper:
    """Draw a paper and write its files; `sealed` puts the names behind a seal line."""
    paper = draw_paper(course, requested.name)
    about = f"卷号 {requested.name.number}：{requested.title(paper)}，满分 {paper.marks} 分"
    lines = (about, *(f"提醒：{lack}" for lack in shortages(paper)))
    return MadePaper("\n".join(lines), files_of(course, paper, requested, sealed=sealed))


def left_out(course: Course, *, drafts: bool) -> Iterator[str]:
    """Yield a line about the questions that members do not get yet, where there are any; `drafts` says that those are in."""
    if pages := [f"“{study.title}”" for study in course.study if study.page.path in course.unfinished]:
        yield f"提醒：学习页{'、'.join(pages)}未完成，写给它们的题都没有用。缺什么，见 ./course check 或维护台的“概况”"
    if count := len(unfinished_questions(course)):
        yield f"提醒：题库里有 {count} 道未完成的题没有用。写完才能用"
    if not drafts and (count := len(drafts_of(course))):
        yield f"提醒：题库里有 {count} 道草稿没有用，发布时也不带。要试着用上，选草稿也放进去（--drafts）"


def files_of(course: Course, paper: Paper, requested: PaperRequest, *, sealed: bool) -> dict[str, bytes]:
    """Return the Word files of a paper by their names: the paper, its answer sheet and its key."""
    title = requested.title(paper)
    head = letterhead(course)
    return {
        f"{requested.stem}-试卷.docx": paper_file(head, paper, title, sealed=sealed),
        f"{requested.stem}-答题卡.docx": answer_sheet_file(head, paper, title, sealed=sealed),
        f"{requested.stem}-答案.docx": answer_key_file(course, paper, title),
    }


def shortages(paper: Paper) -> Iterator[str]:
    """Yield what the banks could not fill of the blueprint."""
    for part in paper.drawn:
        count = len(part.questions)
        if count < part.section.count:
            yield f"{part.section.title}要 {part.section.count} 题，题库里能同卷的只有 {count} 题，满分也相应减少"


def _whole(head: str, number: str) -> str:
    given = folded(number)
    return f"{head}-{given}" if head and is_digits(given) else given


def _fresh(head: str, count: int, chance: Callable[[], int]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        found[fresh_number(head, chance())] = None
    return list(found)


def _wrong_exam(known: Mapping[str, object], head: str, numbers: Sequence[str]) -> Iterator[ImportProblem]:
    names = "、".join(known)
    if not known:
        message = "这门课还没有组卷方案。请在 quizzes/exams 里写一个，写法见手册“写题”的“组卷方案”，再运行一次"
        yield ImportProblem(f"--exam {head}".strip(), message, "exam-missing")
        return
    if head and head not in known:
        yield ImportProblem(f"--exam {head}", f"没有这个组卷方案。请从这些里选一个：{names}", "unknown-exam")
    if not head and not numbers:
        yield ImportProblem("--exam", f"没有写考哪一种试卷。请从这些里选一个：{names}", "exam-missing")


def _wrong_number(course: Course, head: str, number: str, times: int) -> Iterator[ImportProblem]:
    name = read_number(course, number)
    if name is None:
        yield ImportProblem(
            f"卷号 {number}",
            f"没有这个卷号。卷号由组卷方案和不超过 8 位的数字组成，例如 {next(iter(heads(course)), 'standard')}-12345",
            "unknown-paper",
        )
    elif not draw_paper(course, name).parts:
        yield ImportProblem(f"卷号 {number}", _NOTHING_TO_ASK, "empty-paper")
    elif head and number.rpartition("-")[0] != head:
        yield ImportProblem(f"卷号 {number}", f"这个卷号不是 {head} 的。请改卷号，或者改 --exam", "paper-of-other-exam")
    if times > 1:
        yield ImportProblem(f"卷号 {number}", "同一个卷号写了两遍。请删去一个，或者换一个数字", "repeated-paper")


def _wrong_labels(labels: Sequence[str], numbers: Sequence[str]) -> Iterator[ImportProblem]:
    place = f"--variants {','.join(labels)}"
    if labels and numbers and len(labels) != len(numbers):
        yield ImportProblem(
            place,
            f"写了 {len(labels)} 个卷名、{len(numbers)} 个卷号。请让两边一样多，一个卷名对一个卷号",
            "variant-count",
        )
    if len(set(labels)) < len(labels):
        yield ImportProblem(place, "卷名有重复。请让每份试卷的卷名都不同", "variant-repeated")
    for label in labels:
        if not _LABEL.fullmatch(label):
            yield ImportProblem(place, f"卷名“{label}”不能用。请用一到四个字母、数字或汉字，例如 A,B", "variant-name")
