"""The key of a paper, for those who mark: all answers at a glance, then each with its reason and its source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.exams.marking import how, steps
from course.exams.option_order import key_text, letter, partners, seed_of_part, shown_choices, shown_options
from course.exams.paper import Paper, PaperPart
from course.model import bank
from course.model.course import Course
from course.model.exam import Section
from course.model.glossary import names_of, widened
from course.model.scenario import place_names
from course.office.paper_header import add_feet, add_titles, facts, section_title
from course.office.rows import HANG, row
from course.office.runs import add_text
from course.office.tables import keep_with_next, table
from course.office.template import PAPER, new_document, saved, text_size, text_width
from course.office.xml import lawful

_ACROSS = 10
_AT_A_GLANCE = frozenset({"single", "multiple", "truefalse"})
_GAP = "______"
_Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Book:
    """The file of a key, other names of terms, and for each point its place in the speech and its study page."""

    document: Document
    names: _Names
    sources: Mapping[str, tuple[str, str]]


def answer_key_file(course: Course, paper: Paper, title: str) -> bytes:
    """Return the key of a paper as a Word file, lettered as the paper is."""
    document = new_document(PAPER, f"{title}　参考答案 {paper.name.number}")
    add_feet(document, f"参考答案　卷号 {paper.name.number}", f"课程版本 {paper.version}")
    add_titles(document, course.title, f"{title}　参考答案和解析", facts(paper))
    document.add_paragraph("只发给阅卷人。答案的字母与同一卷号的试卷、与屏幕上的考试一致。", style="说明")
    document.add_paragraph("答案一览", style="Heading 1")
    for place, part in enumerate(paper.parts, 1):
        _glance(document, paper, part, place)
    book = _Book(document, names_of(course.terms), sources(course))
    for place, part in enumerate(paper.parts, 1):
        heading = document.add_paragraph(lawful(section_title(part, place)), style="Heading 1")
        heading.add_run(f"（每题 {part.section.marks} 分。{how(part.section)}）", "Emphasis")
        for number, question in enumerate(part.questions, part.first):
            _stem(book, question, f"{number}．")
            _solve(book, question, paper.seed(question), part.section)
            row(book.document, "解析：", question.explanation)
            row(book.document, "出处：", source_text(book.sources, question.points))
    return saved(document)


def sources(course: Course) -> dict[str, tuple[str, str]]:
    """Return of each point where the source says it and on which study page it is taught, and its label."""
    return {
        point.id: (f"{course.source.name} {point.locator}，学习页《{study.title}》", point.label)
        for study in course.study
        for requirement in study.requirements
        for point in requirement.points
    }


def source_text(places: Mapping[str, tuple[str, str]], points: Iterable[str]) -> str:
    """Return where the source says what a question asks; `places` are those of `sources`."""
    labels: dict[str, str] = {}
    for place, label in (places[point] for point in points):
        labels[place] = f"{labels.get(place, '')}“{label}”"
    return "；".join(f"{place}{named}" for place, named in labels.items())


def _glance(document: Document, paper: Paper, part: PaperPart, place: int) -> None:
    """Append the keys of a section in as little room as they need."""
    title = document.add_paragraph(lawful(section_title(part, place)), style="答案")
    title.paragraph_format.space_before = Pt(5)
    keep_with_next([title])
    keys = [
        (str(number), key_text(question, paper.seed(question)))
        for number, question in enumerate(part.questions, part.first)
    ]
    if part.section.type in _AT_A_GLANCE:
        _grid(document, keys)
        return
    for number, key in keys:
        add_text(_hanging(document, f"{number}．"), key)


def _grid(document: Document, keys: list[tuple[str, str]]) -> None:
    made = table(document, [text_width(document) / _ACROSS] * _ACROSS, lines=True)
    for start in range(0, len(keys), _ACROSS):
        numbers, letters = made.add_row("表格文字"), made.add_row("表格文字")
        keep_with_next(numbers)
        for above, below, (number, key) in zip(numbers, letters, keys[start : start + _ACROSS], strict=False):
            above.add_run(number)
            below.add_run(key, "Strong")


def _stem(book: _Book, body: bank.Body, label: str) -> None:
    paragraph = _hanging(book.document, label)
    paragraph.paragraph_format.space_before = Pt(8)
    keep_with_next([add_text(paragraph, body.stem, _GAP)])


def _hanging(document: Document, label: str) -> Paragraph:
    paragraph = document.add_paragraph(style="题干")
    hang = HANG * text_size(document)
    paragraph.paragraph_format.left_indent = Pt(hang)
    paragraph.paragraph_format.first_line_indent = Pt(-hang)
    paragraph.add_run(f"{label}\t")
    return paragraph


def _solve(book: _Book, body: bank.Body, seed: int, section: Section) -> None:
    """Append the answer, what a part of it earns, and the lessons of the options."""
    for place, answer in enumerate(_answers(book, body, seed)):
        keep_with_next([row(book.document, "答案：" if place == 0 else "", answer, style="答案")])
    if isinstance(body, bank.Choice):
        _lessons(book, body, seed, "")
    if isinstance(body, bank.ScenarioBody):
        _debrief(book, body, seed)
    if isinstance(body, bank.CaseBody):
        for place, part in enumerate(body.questions):
            if isinstance(part, bank.Choice):
                _lessons(book, part, seed_of_part(seed, place), f"第（{place + 1}）小题 ")
            if part.explanation:
                row(book.document, f"第（{place + 1}）小题：", part.explanation)
    if marked := steps(body, section):
        row(book.document, "给分：", f"{marked}。")


def _answers(book: _Book, body: bank.Body, seed: int) -> Iterator[str]:
    """Yield the answer in full, a line for each thing that counts."""
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            order = shown_options(body, seed)
            shown = [(place, index) for place, index in enumerate(order) if index in body.key]
            yield "　".join(f"{letter(place)}．{body.options[index].text}" for place, index in shown)
        case bank.TrueFalsePart():
            yield key_text(body, seed)
        case bank.BlankPart():
            texts = list(_accepted(book.names, body.answers))
            yield _numbered(texts) if len(texts) > 1 else texts[0]
        case bank.OrderPart():
            yield f"{key_text(body, seed)}（{' → '.join(body.items)}）"
        case bank.MatchPart():
            pairs = zip(key_text(body, seed).split("，"), body.pairs, partners(body), strict=False)
            yield from (f"{key}（{pair.left} —— {partner}）" for key, pair, partner in pairs)
        case bank.CaseBody():
            for place, part in enumerate(body.questions):
                yield f"（{place + 1}）{'；'.join(_answers(book, part, seed_of_part(seed, place)))}"
        case bank.ShortBody():
            yield from (f"（{place}）{point}" for place, point in enumerate(body.reference, 1))
        case bank.ScenarioBody():
            yield f"最好的走法：{key_text(body, seed)}"
        case _:
            assert_never(body)


def _accepted(names: _Names, answers: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for accepted in answers:
        first, *others = widened(accepted, names)
        yield f"{first}（也算对：{'、'.join(others)}）" if others else first


def _numbered(texts: Iterable[str]) -> str:
    return "　".join(f"（{place}）{text}" for place, text in enumerate(texts, 1))


def _lessons(book: _Book, body: bank.Choice, seed: int, whose: str) -> None:
    for place, index in enumerate(shown_options(body, seed)):
        if why := body.options[index].why:
            row(book.document, f"{whose}{letter(place)}：", why)


def _debrief(book: _Book, body: bank.ScenarioBody, seed: int) -> None:
    """Append for the leader what comes of each choice, and what to say at each end."""
    names = place_names(body)
    numbers = {name: number for number, name in enumerate(body.steps, 1)}
    for name, step in body.steps.items():
        for place, index in enumerate(shown_choices(body, name, seed)):
            choice = step.choices[index]
            effect = f"（{choice.effect}）" if choice.effect else ""
            label = f"{numbers[name]}{letter(place)}："
            row(book.document, label, f"{bank.MERIT_LABELS[choice.merit]}，到{names[choice.go]}{effect}")
    for name, end in body.ends.items():
        row(book.document, f"{names[name]}（{bank.OUTCOME_LABELS[end.outcome]}）：", end.text)
        row(book.document, "复盘：", end.debrief)
