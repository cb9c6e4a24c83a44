"""A deck for Anki, a card for each question: question on the front, answer on the back, judged by the learner.

Note and model have ids that never change, so that Anki brings a second import of the same question up to date and
keeps what it knows of the learner's memory: https://docs.ankiweb.net/importing/packaged-decks.html.
"""

import hashlib
import itertools
import sqlite3
from collections.abc import Iterator, Mapping
from typing import assert_never

import genanki

from course.files import zipped
from course.formats import tags as course_tags
from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    Carries,
    ExportItem,
    ExportResult,
    Loss,
    Selection,
    left_out,
    place_as,
    simpler,
    sort_out,
    whole_items,
)
from course.formats.html_out import escaped, html, list_html, paragraph_html
from course.model.bank import (
    BLANK,
    DIFFICULTY_LABELS,
    OUTCOME_LABELS,
    TYPE_LABELS,
    BankFile,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    OrderPart,
    ScenarioBody,
    ScenarioStep,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)
from course.model.scenario import best_way_text, place_names

CARRIES: Carries = {
    **EVERYTHING,
    **place_as("写成标签"),
    "difficulty": simpler("写成标签，也写在卡片上"),
    "scenario": simpler("正面是开头的情形和做法，背面是各步、各个结局和复盘，不能一步接一步往下走"),
    "apart": left_out("Anki 每次只问一张卡，没有同卷的说法"),
    "link": AS_TEXT,
}

MODEL = 1_746_920_833
"""The id of the kind of note. It may never change, or Anki would keep the old notes beside the new ones."""

_FIELDS = ("题号", "题型", "题干", "选项", "答案", "解析")
_FRONT = '<p class="kind">{{题型}}</p><div class="stem">{{题干}}</div>{{选项}}'
_BACK = '{{FrontSide}}<hr id="answer">{{答案}}<p class="explanation">{{解析}}</p><p class="number">{{题号}}</p>'
_STYLE = """.card { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 20px; line-height: 1.6;
  max-width: 40em; margin: 1em auto; padding: 0 1em; text-align: left; }
.kind, .number { color: #777; font-size: 14px; }
.stem { font-weight: 600; }
.explanation { border-left: 3px solid #b71c1c; padding-left: .8em; }
.nightMode .kind, .nightMode .number { color: #aaa; }
"""
_GAP = "（　　　）"


def export_anki(selection: Selection) -> ExportResult:
    """Return the banks as a package, each bank a deck below that of the course."""
    model = _model()
    decks: list[genanki.Deck] = []
    count = 0
    losses: list[Loss] = []
    # Two courses may give the same name to a bank or a question.
    course = selection.identity.id if selection.identity else ""
    for bank in selection.banks:
        items, lost = sort_out(whole_items(bank), CARRIES)
        deck = genanki.Deck(_deck_id(course, bank), f"{_name(selection.title)}::{_name(bank.title)}")
        for item in items:
            deck.add_note(_note(course, item, model))
        decks.append(deck)
        count += len(items)
        losses += lost
    return ExportResult(_packed(decks, selection.made), count, tuple(losses))


def _model() -> genanki.Model:
    return genanki.Model(
        MODEL,
        "课程学习题",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "问答", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
        sort_field_index=0,
    )


def _deck_id(course: str, bank: BankFile) -> int:
    """Return a number by which Anki knows the deck of this bank again, of the size that it gives to its own."""
    digest = hashlib.sha256(f"deck {course} {bank.name}".encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4], "big") % (1 << 30)


def _name(title: str) -> str:
    # Two colons part a deck from the one inside it.
    return " ".join(title.replace("::", "：").split())


def _note(course: str, item: ExportItem, model: genanki.Model) -> genanki.Note:
    question = item.question
    fields = (
        escaped(item.id),
        f"{TYPE_LABELS[question.type]}·{DIFFICULTY_LABELS[question.level]}",
        _stem(item.body),
        _offered(item.body),
        _solved(item.body),
        html(question.explanation),
    )
    tags = ["_".join(tag.replace("：", "::", 1).split()) for tag in course_tags.tags_of(item)]
    return genanki.Note(model, list(fields), tags=tags, guid=genanki.guid_for("course question", course, item.id))


def _stem(body: Body) -> str:
    stem = paragraph_html(html(body.stem).replace(BLANK, _GAP))
    if isinstance(body, ScenarioBody):
        return stem + paragraph_html(html(body.steps[body.start].text))
    return paragraph_html(html(body.material)) + stem if isinstance(body, CaseBody) else stem


def _offered(body: Body) -> str:
    """Return what there is to choose from, empty where there is nothing."""
    match body:
        case SinglePart() | MultiplePart():
            return list_html((html(option.text) for option in body.options), numbers="A")
        case OrderPart():
            # Sorted by text: an order that says nothing about the right one, and stays the same.
            return list_html(html(text) for text in sorted(body.items))
        case MatchPart():
            right = sorted([*(pair.right for pair in body.pairs), *body.distractors])
            left = list_html((html(pair.left) for pair in body.pairs), numbers="1")
            return left + list_html(map(html, right), numbers="A")
        case CaseBody():
            return list_html((_stem(part) + _offered(part) for part in body.questions), numbers="1")
        case ScenarioBody():
            return list_html((html(choice.text) for choice in body.steps[body.start].choices), numbers="A")
        case TrueFalsePart() | BlankPart() | ShortBody():
            return ""
        case _:
            assert_never(body)


def _solved(body: Body) -> str:
    match body:
        case SinglePart() | MultiplePart():
            right = list_html(html(option.text) for option in body.options if option.correct)
            lessons = [f"{html(option.text)}：{html(option.why)}" for option in body.options if option.why]
            return right + (list_html(lessons) if lessons else "")
        case TrueFalsePart():
            return paragraph_html("对" if body.answer else "错")
        case BlankPart():
            return list_html(("，或 ".join(map(escaped, accepted)) for accepted in body.answers), numbers="1")
        case OrderPart():
            return list_html(map(html, body.items), numbers="1")
        case MatchPart():
            return list_html((f"{html(pair.left)} —— {html(pair.right)}" for pair in body.pairs), numbers="1")
        case CaseBody():
            return list_html((_solved(part) + _own(part.explanation) for part in body.questions), numbers="1")
        case ShortBody():
            return list_html(map(html, body.reference))
        case ScenarioBody():
            return _played(body)
        case _:
            assert_never(body)


def _played(body: ScenarioBody) -> str:
    names = place_names(body)
    steps = (
        f"{names[name]}：{html(step.text)}{list_html(_turns(step, names), numbers='A')}"
        for name, step in body.steps.items()
    )
    ends = (
        f"{names[name]}（{OUTCOME_LABELS[end.outcome]}）：{html(end.text)}<br/>复盘：{html(end.debrief)}"
        for name, end in body.ends.items()
    )
    return paragraph_html(f"最好的走法：{best_way_text(body)}") + list_html([*steps, *ends])


def _turns(step: ScenarioStep, names: Mapping[str, str]) -> Iterator[str]:
    for choice in step.choices:
        effect = f"<br/>{html(choice.effect)}" if choice.effect else ""
        yield f"{html(choice.text)}（到{names[choice.go]}）{effect}"


def _own(explanation: str | None) -> str:
    return paragraph_html(html(explanation)) if explanation else ""


def _packed(decks: list[genanki.Deck], made: int) -> bytes:
    """Return the package. In memory, since genanki's own way leaves a temporary file behind."""
    database = sqlite3.connect(":memory:")
    package = genanki.Package(decks)
    package.write_to_db(database.cursor(), made, itertools.count(made * 1000))
    database.commit()
    content = database.serialize()
    database.close()
    return zipped({"collection.anki2": content, "media": b"{}"}, epoch=made)
