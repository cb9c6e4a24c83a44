"""One question as the texts of a row, and back. What is not certain is refused at its cell."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.formats.excel.layout import DIFFICULTIES, LETTERS, MERITS, OUTCOMES, RIGHT, WITHDRAWN, WRONG, Sheet
from course.formats.import_types import ImportProblem
from course.model import bank

RowRule: TypeAlias = Literal[
    "answer-letters",
    "cell-not-used",
    "choice-expected",
    "empty-cell",
    "gap-in-row",
    "number-expected",
]

_TRUTHS = {
    **dict.fromkeys((RIGHT, "√", "✓", "正确", "TRUE"), True),
    **dict.fromkeys((WRONG, "×", "✗", "错误", "FALSE"), False),
}
_LEVELS = {
    **DIFFICULTIES,
    **{label: level for level, label in bank.DIFFICULTY_LABELS.items()},
    **{str(level): level for level in bank.DIFFICULTY_LABELS},
}
_SEPARATORS = re.compile(r"[\s、，,;；.]+")
_ESCAPED = re.compile(r"\\([\\n])")


def question_cells(question: bank.Question) -> dict[str, str]:
    """Return the texts of a question's row by the keys of their columns; where it stands in its bank is not among them."""
    first, *others = question.points
    return {
        "id": question.id or "",
        "points.first": first,
        "points.others": "、".join(others),
        "terms": _lines(question.terms),
        "basis": _lines(question.basis),
        "difficulty": f"{question.level} {bank.DIFFICULTY_LABELS[question.level]}",
        "apart": "、".join(question.apart),
        "explanation": "" if question.explanation == bank.SEE_DEBRIEFS else question.explanation,
        **body_cells(question),
    }


def part_cells(part: bank.CasePart) -> dict[str, str]:
    """Return the texts of the row of a question inside a case."""
    return {"type": bank.TYPE_LABELS[part.type], "explanation": part.explanation or "", **body_cells(part)}


def place_cells(name: str, place: bank.ScenarioStep | bank.ScenarioEnd) -> dict[str, str]:
    """Return the texts of the row of a step or an end of a scenario."""
    if isinstance(place, bank.ScenarioEnd):
        outcome = bank.OUTCOME_LABELS[place.outcome]
        return {"name": name, "outcome": outcome, "text": place.text, "debrief": place.debrief}
    return {
        "name": name,
        "text": place.text,
        **_numbered("content", [choice.text for choice in place.choices]),
        **_numbered("go", [choice.go for choice in place.choices]),
        **_numbered("side", [choice.effect or "" for choice in place.choices]),
        **_numbered("merit", [bank.MERIT_LABELS[choice.merit] for choice in place.choices]),
    }


def body_cells(body: bank.Body) -> dict[str, str]:
    """Return the texts of what decides a question."""
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            cells = {
                **_numbered("content", [option.text for option in body.options]),
                **_numbered("side", [option.why or "" for option in body.options]),
                "answer": "".join(LETTERS[index] for index in body.key),
                "fixed": "".join(LETTERS[index] for index, option in enumerate(body.options) if option.fixed),
            }
        case bank.TrueFalsePart():
            cells = {"answer": RIGHT if body.answer else WRONG}
        case bank.BlankPart():
            cells = _numbered("content", [_lines(accepted) for accepted in body.answers])
        case bank.OrderPart():
            cells = _numbered("content", body.items)
        case bank.MatchPart():
            cells = {
                **_numbered("content", [pair.left for pair in body.pairs]),
                **_numbered("side", [pair.right for pair in body.pairs]),
                **_numbered("extra", body.distractors),
            }
        case bank.CaseBody():
            cells = {"material": body.material}
        case bank.ShortBody():
            cells = _numbered("content", body.reference)
        case bank.ScenarioBody():
            cells = {"start": body.start}
    return {"stem": body.stem, **cells}


def _numbered(key: str, texts: Sequence[str]) -> dict[str, str]:
    return {f"{key}.{number}": text for number, text in enumerate(texts, 1)}


def _lines(texts: Sequence[str]) -> str:
    r"""Return several texts as lines of one cell; a line end inside one is written as \n."""
    return "\n".join(text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n") for text in texts)


@dataclass(slots=True)
class SheetRow:
    """The texts of one row by the keys of their columns, blanks around them gone, and what is read from them.

    `place` says where the row is, `column_place` where its cell of a key is.
    """

    sheet: Sheet
    texts: Mapping[str, str]
    place: str
    column_place: Callable[[str], str]
    places: dict[str, str] = field(default_factory=dict)
    problems: list[ImportProblem] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def text(self, key: str, path: str = "") -> str:
        """Return the text of a cell, which is to become the field at `path`."""
        self.read.add(key)
        self.places[path or key] = self.column_place(key)
        return self.texts.get(key, "")

    def needed(self, key: str, path: str = "") -> str:
        """Return the text of a cell that must not be empty."""
        text = self.text(key, path)
        if not text:
            self.refuse(key, f"“{self.heading(key)}”是空的，请填写", "empty-cell")
        return text

    def heading(self, key: str) -> str:
        """Return the heading of a column."""
        return next(column.heading for column in self.sheet.columns if column.key == key)

    def refuse(self, key: str, message: str, rule: RowRule) -> None:
        """Refuse a cell."""
        self.problems.append(ImportProblem(self.column_place(key), message, rule))

    def refuse_unread(self) -> None:
        """Refuse every cell that has a text which no field takes."""
        for key, text in self.texts.items():
            if text and key not in self.read:
                self.refuse(key, f"“{self.heading(key)}”在这里用不着，请清空，或补上它所配的内容", "cell-not-used")

    def number(self, key: str) -> float | None:
        """Return the number in a cell, None if it is empty."""
        text = unicodedata.normalize("NFKC", self.text(key))
        if not text:
            return None
        if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) and float(text) > 0:
            return float(text)
        self.refuse(key, f"“{self.heading(key)}”要填大于零的数，如 3 或 3.5，现在是“{text}”", "number-expected")
        return None


def question_fields(row: SheetRow) -> dict[str, object]:
    """Read the fields of a question from its row, those of a case's questions left out."""
    kind = row.sheet.type or ""
    fields: dict[str, object] = {"type": kind}
    name = row.text("id")
    if name:
        fields["id"] = name
    # What a new question lacks comes with the import, or later; one that was exported had all of it.
    text = row.needed if name else row.text
    point = text("points.first", "points")
    others = _names(row.text("points.others", "points.1"))
    fields["points"] = [one for one in (point, *others) if one]
    row.places |= {f"points.{number}": row.column_place("points.others") for number in range(1, len(others) + 1)}
    row.places["points.0"] = row.column_place("points.first" if point else "points.others")
    fields["terms"] = _texts(row.text("terms"))
    fields["basis"] = _texts(row.text("basis"))
    fields["apart"] = _names(row.text("apart"))
    fields["difficulty"] = _level(row, text("difficulty"))
    explanation = row.text("explanation") if kind == "scenario" else text("explanation")
    if explanation or kind == "scenario":
        fields["explanation"] = explanation
    return {**fields, **body_fields(kind, row)}


def body_fields(kind: str, row: SheetRow) -> dict[str, object]:
    """Read what decides a question of a type from its row."""
    fields: dict[str, object] = {"stem": row.needed("stem")}
    match kind:
        case "single" | "multiple":
            fields["options"] = list(_options(kind, row))
        case "truefalse":
            fields["answer"] = _truth(row)
        case "blank":
            fields["answers"] = [_texts(text) for text in _listed(row, "content", "answers.{0}")]
        case "order":
            fields["items"] = _listed(row, "content", "items.{0}")
        case "match":
            fields["pairs"] = list(_pairs(row))
            fields["distractors"] = _listed(row, "extra", "distractors.{0}")
        case "case":
            fields["material"] = row.needed("material")
        case "scenario":
            fields["start"] = row.needed("start")
        case _:
            fields["reference"] = _listed(row, "content", "reference.{0}")
    return fields


def place_fields(row: SheetRow) -> dict[str, object]:
    """Read a step or an end of a scenario from its row; an end has an outcome."""
    if row.texts.get("outcome"):
        return {
            "outcome": _choice(row, "outcome", OUTCOMES),
            "text": row.needed("text"),
            "debrief": row.needed("debrief"),
        }
    return {"text": row.needed("text"), "choices": list(_turns(row))}


def _turns(row: SheetRow) -> Iterator[dict[str, object]]:
    for number, text in enumerate(_listed(row, "content", "choices.{0}.text"), 1):
        path = f"choices.{number - 1}"
        effect = row.text(f"side.{number}", f"{path}.effect")
        yield {
            "text": text,
            "go": row.needed(f"go.{number}", f"{path}.go"),
            **({"effect": effect} if effect else {}),
            "merit": _choice(row, f"merit.{number}", MERITS),
        }


def _choice(row: SheetRow, key: str, choices: Mapping[str, str]) -> str | None:
    """Return what a cell stands for whose text must be one of a list."""
    text = row.needed(key)
    if text and text not in choices:
        message = f"“{row.heading(key)}”要从列表里选：{'、'.join(choices)}，现在是“{text}”"
        row.refuse(key, message, "choice-expected")
    return choices.get(text)


def _listed(row: SheetRow, key: str, path: str) -> list[str]:
    """Return the texts of the columns of a numbered key, up to the last that is filled.

    They become the fields at `path`, which has {0} for the index.
    """
    count = sum(column.key.startswith(f"{key}.") for column in row.sheet.columns)
    filled = max((number for number in range(1, count + 1) if row.texts.get(f"{key}.{number}")), default=0)
    row.places[path.partition(".")[0]] = row.column_place(f"{key}.1")
    texts = [row.text(f"{key}.{number}", path.format(number - 1)) for number in range(1, filled + 1)]
    for number, text in enumerate(texts, 1):
        if not text:
            message = f"“{row.heading(f'{key}.{number}')}”空着，后面的却填了。请把后面的往前移，中间不留空"
            row.refuse(f"{key}.{number}", message, "gap-in-row")
    return texts


def _options(kind: str, row: SheetRow) -> Iterator[dict[str, object]]:
    texts = _listed(row, "content", "options.{0}.text")
    right = _letters(row, "answer", len(texts))
    fixed = _letters(row, "fixed", len(texts))
    row.places["options"] = row.column_place("answer")
    if not row.text("answer"):
        row.refuse("answer", "“答案”是空的，请填正确选项的字母", "empty-cell")
    elif kind == "single" and len(right) > 1:
        row.refuse("answer", "单选题只能有一个答案。确有几个正确的，请把这道题移到多选题", "answer-letters")
    elif kind == "multiple" and len(right) == 1:
        row.refuse("answer", "多选题至少要有两个答案。只有一个正确的，请把这道题移到单选题", "answer-letters")
    for number, text in enumerate(texts, 1):
        why = row.text(f"side.{number}", f"options.{number - 1}.why")
        yield {
            "text": text,
            **({"correct": True} if number - 1 in right else {}),
            **({"why": why} if why else {}),
            **({"fixed": True} if number - 1 in fixed else {}),
        }


def _letters(row: SheetRow, key: str, count: int) -> list[int]:
    """Return the indexes of the options whose labels (A, B, …) a cell names."""
    text = row.text(key)
    letters = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    indexes = [LETTERS.find(letter) for letter in letters]
    if -1 in indexes:
        row.refuse(key, f"“{row.heading(key)}”只能写选项的字母，如 B 或 ACD，现在是“{text}”", "answer-letters")
        return []
    if len(set(indexes)) < len(indexes):
        row.refuse(key, f"“{row.heading(key)}”里有重复的字母：{text}", "answer-letters")
    elif max(indexes, default=-1) >= count:
        row.refuse(key, f"“{row.heading(key)}”写了 {text}，可是选项没有那么多", "answer-letters")
    return indexes


def _truth(row: SheetRow) -> bool | None:
    text = row.needed("answer")
    truth = _TRUTHS.get(unicodedata.normalize("NFKC", text).upper())
    if text and truth is None:
        row.refuse("answer", f"“答案”要写{RIGHT}或{WRONG}，现在是“{text}”", "choice-expected")
    return truth


def _level(row: SheetRow, text: str) -> int | None:
    level = _LEVELS.get(" ".join(unicodedata.normalize("NFKC", text).split()))
    if text and level is None:
        row.refuse("difficulty", f"“难度”要从列表里选：{'、'.join(DIFFICULTIES)}，现在是“{text}”", "choice-expected")
    return level


def _pairs(row: SheetRow) -> Iterator[dict[str, object]]:
    for number, left in enumerate(_listed(row, "content", "pairs.{0}.left"), 1):
        yield {"left": left, "right": row.needed(f"side.{number}", f"pairs.{number - 1}.right")}


def _names(text: str) -> list[str]:
    """Return the ids that a cell names."""
    return [name for name in re.split(r"[\s、，,;；]+", unicodedata.normalize("NFKC", text)) if name]


def _texts(text: str) -> list[str]:
    """Return the lines of a cell as texts."""
    lines = (line.strip() for line in text.split("\n"))
    return [_ESCAPED.sub(lambda match: "\n" if match[1] == "n" else "\\", line) for line in lines if line]


def is_withdrawn(row: SheetRow) -> bool:
    """Return whether the row's question is to be removed."""
    text = row.text("withdrawn")
    if text not in {"", WITHDRAWN}:
        row.refuse("withdrawn", f"这一格只能留空或选“{WITHDRAWN}”，现在是“{text}”", "choice-expected")
    return text == WITHDRAWN
