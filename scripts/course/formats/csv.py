"""CSV for spreadsheets: a row for each question and each part of a case. For reading only; it does not come back whole.

UTF-8 with a mark, because Excel takes a file without one for an older Chinese encoding. A cell that a spreadsheet
would take for a formula gets an apostrophe in front, as OWASP advises (“CSV Injection”); the list of losses says so.
"""

import csv
import io
from collections.abc import Iterator
from string import ascii_uppercase
from typing import assert_never

from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    Carries,
    ExportItem,
    ExportResult,
    Loss,
    Selection,
    simpler,
    sort_out,
    whole_items,
)
from course.model import inline
from course.model.bank import (
    BLANK,
    DIFFICULTY_LABELS,
    KIND_LABELS,
    OUTCOME_LABELS,
    TYPE_LABELS,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    OrderPart,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)
from course.model.scenario import best_way_text, place_names

CARRIES: Carries = {
    **EVERYTHING,
    "case": simpler("情境一行，每道小题一行"),
    "scenario": simpler("各步写在“选项”一格，最好的走法写在“答案”一格，结局和复盘写在“选项说明”一格"),
    "fixed": simpler("选项后面注明“位置不动”"),
    "stress": AS_TEXT,
    "link": AS_TEXT,
}
_APOSTROPHE = simpler("以 = + - @ 开头的格子前面加了一个撇号，免得变成公式")
HEADINGS = (
    "题库", "题号", "题型", "难度", "考查什么", "要点", "术语", "依据文件", "不同卷的题号", "情境", "题干", "选项", "答案", "选项说明", "解析",
)  # fmt: skip
# Full-width signs too: Excel in Chinese takes ＝ for =.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_csv(selection: Selection) -> ExportResult:
    """Return the banks as one table."""
    items, losses = sort_out((item for bank in selection.banks for item in whole_items(bank)), CARRIES)
    titles = {bank.name: bank.title for bank in selection.banks}
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(HEADINGS)
    changed: list[Loss] = []
    for item in items:
        rows = list(_rows(titles[item.bank], item))
        table.writerows([inert(cell) for cell in row] for row in rows)
        if any(inert(cell) != cell for row in rows for cell in row):
            changed.append(Loss(item.id, item.question.type, _APOSTROPHE))
    return ExportResult(text.getvalue().encode("utf-8-sig"), len(items), (*losses, *changed))


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" 　").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _rows(bank: str, item: ExportItem) -> Iterator[tuple[str, ...]]:
    question, body = item.question, item.body
    place = (
        DIFFICULTY_LABELS[question.level],
        KIND_LABELS[question.kind] if question.kind else "",
        "、".join(question.points),
        "、".join(question.terms),
        "、".join(question.basis),
        "、".join(question.apart),
    )
    material = _plain(body.material) if isinstance(body, CaseBody) else ""
    yield (bank, item.id, TYPE_LABELS[body.type], *place, material, *_asked(body), _plain(question.explanation))
    if isinstance(body, CaseBody):
        for number, part in enumerate(body.questions, start=1):
            explanation = _plain(part.explanation or "")
            yield (bank, f"{item.id}-{number}", TYPE_LABELS[part.type], *[""] * 7, *_asked(part), explanation)


def _asked(body: Body) -> tuple[str, str, str, str]:
    """Return stem, options, key, and the explanations of the options."""
    stem = _plain(body.stem.replace(BLANK, "（　　）"))
    match body:
        case SinglePart() | MultiplePart():
            options = [f"{_plain(one.text)}{'（位置不动）' if one.fixed else ''}" for one in body.options]
            lessons = [(letter, one.why) for letter, one in zip(ascii_uppercase, body.options, strict=False) if one.why]
            return (
                stem,
                _lettered(options),
                "".join(ascii_uppercase[index] for index in body.key),
                "\n".join(f"{letter}. {_plain(why)}" for letter, why in lessons),
            )
        case TrueFalsePart():
            return stem, "", "对" if body.answer else "错", ""
        case BlankPart():
            return stem, "", "\n".join(" / ".join(accepted) for accepted in body.answers), ""
        case OrderPart():
            return stem, "", "\n".join(f"{place}. {_plain(text)}" for place, text in enumerate(body.items, 1)), ""
        case MatchPart():
            right = [*(_plain(pair.right) for pair in body.pairs), *map(_plain, body.distractors)]
            pairs = [f"{_plain(pair.left)} —— {_plain(pair.right)}" for pair in body.pairs]
            return stem, _lettered(sorted(right)), "\n".join(pairs), ""
        case CaseBody():
            return stem, "", "", ""
        case ShortBody():
            return stem, "", "\n".join(f"{place}. {_plain(text)}" for place, text in enumerate(body.reference, 1)), ""
        case ScenarioBody():
            return stem, "\n".join(_steps(body)), best_way_text(body), "\n".join(_ends(body))
        case _:
            assert_never(body)


def _steps(body: ScenarioBody) -> Iterator[str]:
    names = place_names(body)
    for name, step in body.steps.items():
        yield f"{names[name]}：{_plain(step.text)}"
        for letter, choice in zip(ascii_uppercase, step.choices, strict=False):
            effect = f"：{_plain(choice.effect)}" if choice.effect else ""
            yield f"{letter}. {_plain(choice.text)}（到{names[choice.go]}{effect}）"


def _ends(body: ScenarioBody) -> Iterator[str]:
    names = place_names(body)
    for name, end in body.ends.items():
        yield f"{names[name]}（{OUTCOME_LABELS[end.outcome]}）：{_plain(end.text)}复盘：{_plain(end.debrief)}"


def _lettered(texts: list[str]) -> str:
    # More partners than letters there cannot be: twelve pairs and six others.
    return "\n".join(f"{letter}. {text}" for letter, text in zip(ascii_uppercase, texts, strict=False))


def _plain(text: str) -> str:
    return inline.plain(text.strip())
