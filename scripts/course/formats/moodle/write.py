"""Moodle XML, the format in which Moodle keeps most of a question.

Structure and values are those of Moodle's own importer (question/format/xml) and of the exporter of each type; the
documentation is https://docs.moodle.org/en/Moodle_XML_format.
"""

import re
from collections.abc import Callable, Iterable
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from course.formats import tags as course_tags
from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    LITERAL,
    TAKEN_APART,
    Carries,
    ExportItem,
    ExportResult,
    Loss,
    Selection,
    left_out,
    place_as,
    simpler,
    single_items,
    sort_out,
)
from course.formats.html_out import (
    GAP_HTML,
    category_path,
    escaped,
    explanation_html,
    html,
    list_html,
    name_of,
    option_html,
    partner_losses,
    stem_html,
)
from course.model import inline
from course.model.bank import (
    BLANK,
    BlankPart,
    CaseBody,
    MatchPart,
    MultiplePart,
    Option,
    OrderPart,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)

CARRIES: Carries = {
    **EVERYTHING,
    "blank": simpler(f"Moodle {LITERAL}"),
    "order": simpler("要 Moodle 4.4 以上，或者装有排序题插件"),
    "case": TAKEN_APART,
    "short": simpler("参考要点写进给评卷人的说明，由评卷人评分，学员不能自评"),
    "scenario": left_out("Moodle 的题目不能一步接一步往下走"),
    **place_as("写成标签"),
    "apart": simpler("写成标签，Moodle 抽题时不会据此避开"),
    "fixed": simpler("有这种选项的题，全部选项都不打乱"),
    "link": AS_TEXT,
}


def export_moodle(selection: Selection) -> ExportResult:
    """Return the banks as one file, each bank a category below that of the course."""
    quiz = Element("quiz")
    count = 0
    losses: list[Loss] = []
    for bank in selection.banks:
        items, lost = sort_out(single_items(bank), CARRIES)
        quiz.append(_category(selection.title, bank.title))
        quiz.extend(list(map(_question, items)))
        count += len(items)
        losses += [*lost, *course_tags.tag_losses(items), *partner_losses(items)]
    indent(quiz)
    return ExportResult(tostring(quiz, encoding="utf-8", xml_declaration=True), count, tuple(losses))


def _category(*names: str) -> Element:
    question = Element("question", type="category")
    _text(SubElement(question, "category"), category_path(*names))
    return question


def _question(item: ExportItem) -> Element:
    kind, stem, fill = _shape(item)
    question = Element("question", type=kind)
    _text(SubElement(question, "name"), name_of(item))
    _html(question, "questiontext", stem_html(item, stem))
    _html(question, "generalfeedback", explanation_html(item))
    _values(question, defaultgrade="1", penalty="0.3333333", hidden="0", idnumber=item.id)
    fill(question)
    tags = SubElement(question, "tags")
    # Moodle drops the id number of a question with inner answers when it reads one.
    own = [f"{course_tags.ID}：{item.id}"] if kind == "cloze" else []
    for tag in (*own, *course_tags.short_tags_of(item)):
        _text(SubElement(tags, "tag"), tag)
    return question


def _shape(item: ExportItem) -> tuple[str, str, Callable[[Element], None]]:
    """Return Moodle's type, the stem as HTML, and what fills in the rest."""
    body = item.body
    stem = html(body.stem)
    match body:
        case SinglePart() | MultiplePart():
            return "multichoice", stem, lambda question: _choice(question, body)
        case TrueFalsePart():
            return "truefalse", stem, lambda question: _judgement(question, right=body.answer)
        case BlankPart(answers=(accepted,)):
            gap = html(body.stem).replace(BLANK, GAP_HTML)
            return "shortanswer", gap, lambda question: _short_answer(question, accepted)
        case BlankPart():
            return "cloze", _cloze(body), lambda _: None
        case OrderPart():
            return "ordering", stem, lambda question: _order(question, body.items)
        case MatchPart():
            return "matching", stem, lambda question: _pairs(question, body)
        case ShortBody():
            return "essay", stem, lambda question: _essay(question, body.reference)
        case CaseBody() | ScenarioBody():
            raise ValueError("what Moodle cannot hold has to be sorted out before")
        case _:
            assert_never(body)


def _choice(question: Element, body: SinglePart | MultiplePart) -> None:
    single = isinstance(body, SinglePart)
    fixed = any(option.fixed for option in body.options)
    _values(
        question,
        single=str(single).lower(),
        shuffleanswers=str(not fixed).lower(),
        answernumbering="ABCD",
        showstandardinstruction="0",
    )
    for option in body.options:
        _option(question, option, right=100 / len(body.key), wrong=0 if single else -100)


def _option(question: Element, option: Option, right: float, wrong: float) -> None:
    # Less than nothing for a wrong one: those who choose it beside right ones get nothing for the question.
    fraction = right if option.correct else wrong
    answer = SubElement(question, "answer", fraction=f"{fraction:.7g}", format="html")
    _text(answer, option_html(option.text, fixed=option.fixed))
    _html(answer, "feedback", html(option.why or ""))


def _judgement(question: Element, *, right: bool) -> None:
    for value in (True, False):
        fraction = "100" if value is right else "0"
        answer = SubElement(question, "answer", fraction=fraction, format="moodle_auto_format")
        _text(answer, str(value).lower())
        _html(answer, "feedback", "")


def _short_answer(question: Element, accepted: Iterable[str]) -> None:
    _values(question, usecase="0")
    for text in accepted:
        answer = SubElement(question, "answer", fraction="100", format="moodle_auto_format")
        _text(answer, _literal(text.strip()))
        _html(answer, "feedback", "")


def _literal(text: str) -> str:
    """A star would match any characters."""
    return text.replace("*", r"\*")


def _cloze(body: BlankPart) -> str:
    """Return the stem with its answers inside, in Moodle's notation for embedded answers."""
    # A brace of the text itself could begin one.
    pieces = [piece.replace("{", "&#123;") for piece in html(body.stem).split(BLANK)]
    gaps = ["{1:SHORTANSWER:" + "~".join(f"={_coded(text)}" for text in accepted) + "}" for accepted in body.answers]
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True))


def _coded(text: str) -> str:
    """Return an answer with every sign as a reference: then none is one of the notation's.

    Moodle takes a backslash before a brace or a hash away even so; one more stays.
    """
    kept = re.sub(r"\\(?=[}#])", r"\\\\", _literal(text.strip()))
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", kept)


def _order(question: Element, items: Iterable[str]) -> None:
    _values(
        question,
        layouttype="VERTICAL",
        selecttype="ALL",
        selectcount="0",
        gradingtype="ABSOLUTE_POSITION",
        showgrading="SHOW",
        numberingstyle="none",
    )
    for place, text in enumerate(items, start=1):
        _text(SubElement(question, "answer", fraction=f"{place}.0000000", format="html"), html(text))


def _pairs(question: Element, body: MatchPart) -> None:
    _values(question, shuffleanswers="true")
    pairs = [*((pair.left, pair.right) for pair in body.pairs), *(("", text) for text in body.distractors)]
    for left, right in pairs:
        pair = SubElement(question, "subquestion", format="html")
        _text(pair, html(left))
        _text(SubElement(pair, "answer"), escaped(inline.plain(right.strip())))


def _essay(question: Element, reference: Iterable[str]) -> None:
    _values(
        question,
        responseformat="plain",
        responserequired="1",
        responsefieldlines="10",
        attachments="0",
        attachmentsrequired="0",
    )
    _html(question, "graderinfo", list_html(map(html, reference)))
    _html(question, "responsetemplate", "")


def _values(parent: Element, **values: str) -> None:
    for name, value in values.items():
        SubElement(parent, name).text = value


def _html(parent: Element, name: str, text: str) -> None:
    _text(SubElement(parent, name, format="html"), text)


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
