r"""GIFT, Moodle's format for plain text: https://docs.moodle.org/en/GIFT_format.

Every text is on one line, its line ends written as `\n`, so that no line can be read as a comment or as the end
of a question.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from course.formats import tags as course_tags
from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    LITERAL,
    TAKEN_APART,
    Carried,
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
    REFERENCE,
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
    OrderPart,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)

CARRIES: Carries = {
    **EVERYTHING,
    "blank": simpler(f"平台{LITERAL}"),
    "order": left_out("GIFT 没有排序题"),
    "case": TAKEN_APART,
    "short": simpler("参考要点写在解析后面，由评卷人评分，学员不能自评"),
    "scenario": left_out("GIFT 的题目不能一步接一步往下走"),
    **place_as("写成标签"),
    "apart": simpler("写成标签，平台抽题时不会据此避开"),
    "fixed": simpler("只记下标记，选项是否打乱由平台的设置决定"),
    "link": AS_TEXT,
}
_SEVERAL_GAPS = left_out("GIFT 一道题只能有一个空")
_ARROW = left_out("答案里有“->”，GIFT 会当作连线题")
_BRACKET = left_out("术语或依据里有方括号，GIFT 的标签写不下")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\#=~{}:"} | {"\n": "\\n", "\r": ""})


def export_gift(selection: Selection) -> ExportResult:
    """Return the banks as one text, each bank a category below that of the course."""
    blocks: list[str] = []
    count = 0
    losses: list[Loss] = []
    for bank in selection.banks:
        items, lost = sort_out(single_items(bank), CARRIES)
        beyond = [Loss(item.id, item.body.type, reason) for item in items if (reason := _beyond(item))]
        dropped = {loss.question for loss in beyond}
        kept = [item for item in items if item.id not in dropped]
        blocks += [f"$CATEGORY: {category_path(selection.title, bank.title)}", *map(_question, kept)]
        count += len(kept)
        losses += [
            *(loss for loss in lost if loss.question not in dropped),
            *course_tags.tag_losses(kept),
            *partner_losses(kept),
            *beyond,
        ]
    return ExportResult(("\n\n".join(blocks) + "\n").encode(), count, tuple(losses))


def _beyond(item: ExportItem) -> Carried | None:
    """Return why a question stays behind although its type can be written."""
    if any("]" in tag for tag in course_tags.short_tags_of(item)):
        return _BRACKET
    match item.body:
        case BlankPart() if len(item.body.answers) > 1:
            return _SEVERAL_GAPS
        case BlankPart() if any("->" in text for text in item.body.answers[0]):
            return _ARROW
        case _:
            return None


def _question(item: ExportItem) -> str:
    stem, answers = _shape(item)
    tags = "".join(f" [tag:{tag}]" for tag in course_tags.short_tags_of(item))
    lines = [
        f"// [id:{item.id}]{tags}",
        f"::{_coded(name_of(item))}::[html]{_coded(stem_html(item, stem))}{{",
        *(f"\t{line}" for line in answers),
        f"\t####{_coded(_explanation(item))}",
        "}",
    ]
    return "\n".join(lines)


def _explanation(item: ExportItem) -> str:
    if not isinstance(item.body, ShortBody):
        return explanation_html(item)
    return explanation_html(item) + list_html(map(html, item.body.reference), kind=REFERENCE)


def _shape(item: ExportItem) -> tuple[str, Iterable[str]]:
    """Return the stem as HTML, and the lines between the braces."""
    body = item.body
    stem = html(body.stem)
    match body:
        case SinglePart() | MultiplePart():
            return stem, _options(body)
        case TrueFalsePart():
            return stem, ["TRUE" if body.answer else "FALSE"]
        case BlankPart():
            return stem.replace(BLANK, GAP_HTML), [_accepted(text) for text in body.answers[0]]
        case MatchPart():
            return stem, _pairs(body)
        case ShortBody():
            return stem, []
        case CaseBody() | OrderPart() | ScenarioBody():
            raise ValueError("what GIFT cannot hold has to be sorted out before")
        case _:
            assert_never(body)


def _options(body: SinglePart | MultiplePart) -> Iterator[str]:
    mark: Callable[[bool], str]
    if isinstance(body, SinglePart):
        mark = {True: "=", False: "~"}.__getitem__
    else:
        # Less than nothing for a wrong one: those who choose it beside right ones get nothing for the question.
        mark = {True: f"~%{100 / len(body.key):.7g}%", False: "~%-100%"}.__getitem__
    for option in body.options:
        why = f"#{_coded(html(option.why))}" if option.why else ""
        yield f"{mark(option.correct)}{_guarded(option_html(option.text, fixed=option.fixed))}{why}"


def _accepted(text: str) -> str:
    # A star would match any characters; what begins with a bracket could be the name of a format.
    mark = "[plain]" if text.strip().startswith("[") else ""
    return f"=%100%{mark}" + _coded(text.strip().replace("*", r"\*"))


def _pairs(body: MatchPart) -> Iterator[str]:
    for left, right in [*((one.left, one.right) for one in body.pairs), *(("", text) for text in body.distractors)]:
        yield f"={_guarded(html(left))} -> {_coded(escaped(inline.plain(right.strip())))}"


def _guarded(text: str) -> str:
    """Return HTML at whose start neither a weight nor the name of a format can be read."""
    return _coded(f"&#{ord(text[0])};{text[1:]}" if text.startswith(("%", "[")) else text)


def _coded(text: str) -> str:
    return text.translate(_SIGNS)
