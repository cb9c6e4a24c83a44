"""A pasted question while its lines come in, and what it becomes: fields of a bank, or problems at its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.formats.import_types import ImportedQuestion, ImportProblem
from course.formats.text.grammar import narrow
from course.model.bank import BLANK, DIFFICULTY_LABELS

DraftRule: TypeAlias = Literal[
    "answer-differs",
    "answer-missing",
    "answer-unclear",
    "blank-missing",
    "difficulty-unclear",
    "field-not-used",
    "field-twice",
    "option-order",
    "options-missing",
]

LETTERS = "ABCDEFGHIJ"
TRUTHS = {
    **dict.fromkeys(("√", "✓", "✔", "对", "正确"), True),
    **dict.fromkeys(("×", "✗", "✘", "错", "错误"), False),
}
GAP = "____"
"""Stands where an answer was, or would be, in the stem of a choice: brackets with nothing in them have no place in print."""

_LETTERS = re.compile(r"[A-J](?:[\s、，,;；]*[A-J])*")
_LETTERS_IN_BRACKETS = re.compile(rf"[（(]\s*({_LETTERS.pattern})\s*[)）]")
_EMPTY_BRACKETS = re.compile(r"[（(]\s*[)）]")
_TRUTH_AT_THE_END = re.compile(rf"\s*[（(]\s*({'|'.join(TRUTHS)}|)\s*[)）]\s*([。？！]?)$")
_BLANKS = re.compile(r"[（(]\s*[)）]|[_＿]{2,}|\{\{\}\}")
_LEVELS = {
    **{str(level): level for level in DIFFICULTY_LABELS},
    **{label: level for level, label in DIFFICULTY_LABELS.items()},
    **{f"{level} {label}": level for level, label in DIFFICULTY_LABELS.items()},
}
_ALTERNATIVES = re.compile(r"\s*[|｜]\s*")


@dataclass(slots=True)
class Draft:
    """A question as far as its lines have come: `number` as written, `place` of its first line.

    One of an unknown type has none; it was refused, and its lines are ignored.
    """

    kind: str
    number: int
    stem: str
    place: str
    options: list[tuple[str, str, str]] = field(default_factory=list)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    lessons: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: list[tuple[str, str]] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)

    def refuse(self, place: str, message: str, rule: DraftRule) -> None:
        """Refuse a line of this question."""
        self.problems.append(ImportProblem(place, message, rule))

    def add_option(self, letter: str, text: str, place: str) -> None:
        """Take the next option; its letter must be the next one."""
        wanted = LETTERS[len(self.options)] if len(self.options) < len(LETTERS) else "（没有了）"
        if letter != wanted:
            self.refuse(place, f"选项 {letter} 的位置不对，这里应当是选项 {wanted}。请核对选项的字母", "option-order")
        self.options.append((letter, text, place))

    def add_field(self, name: str, text: str, place: str) -> None:
        """Take a field; of answers there may be several, if they agree."""
        if name == "answer":
            if text or self.kind != "short":
                self.answers.append((text, place))
        elif name in self.fields:
            self.refuse(place, "同一道题里写了两次，不知道用哪一个。请只留一个", "field-twice")
        elif name == "reference":
            self.entries += [(text, place)] if text else []
        else:
            self.fields[name] = (text, place)

    def incoming(self) -> ImportedQuestion:
        """Return the question; whatever is not certain is in `problems`, and then it must not be used."""
        places = {"type": self.place, "stem": self.place, **{name: place for name, (_, place) in self.fields.items()}}
        fields: dict[str, object] = {"type": self.kind, **self._common(), **self._body(places)}
        return ImportedQuestion(fields, self.place, places)

    def _common(self) -> dict[str, object]:
        fields: dict[str, object] = {}
        if "explanation" in self.fields:
            fields["explanation"] = self.fields["explanation"][0]
        if "points" in self.fields:
            # Titles of points may hold what separates points; who knows the course takes them apart.
            fields["points"] = [text for text, _ in (self.fields["points"],) if text]
        for name in ("terms", "basis"):
            if name in self.fields:
                fields[name] = [text for text in re.split(r"\s*[;；]\s*", self.fields[name][0]) if text]
        if "difficulty" in self.fields:
            text, place = self.fields["difficulty"]
            fields["difficulty"] = _LEVELS.get(" ".join(narrow(text).split()))
            if fields["difficulty"] is None:
                levels = "、".join(f"{level}（{label}）" for level, label in DIFFICULTY_LABELS.items())
                self.refuse(place, f"看不懂难度“{text}”，请写其中一个：{levels}", "difficulty-unclear")
        return fields

    def _body(self, places: dict[str, str]) -> dict[str, object]:
        if self.kind not in {"single", "multiple"}:
            for place in (*(place for _, _, place in self.options), *(place for _, place in self.lessons.values())):
                self.refuse(place, "只有单选题、多选题才有选项。请核对大题的标题", "field-not-used")
            if "fixed" in self.fields:
                self.refuse(self.fields["fixed"][1], "只有单选题、多选题才有“不打乱”。请删去", "field-not-used")
        if self.kind != "short":
            for _, place in self.entries:
                self.refuse(place, "看不出这一行是题目的哪一部分。请并到上一行，或删去", "field-not-used")
        match self.kind:
            case "single" | "multiple":
                return self._choice(places)
            case "truefalse":
                return self._truefalse()
            case "blank":
                return self._blank(places)
            case _:
                return self._short(places)

    def _choice(self, places: dict[str, str]) -> dict[str, object]:
        stem, plain = self.stem, narrow(self.stem)
        given = list(_LETTERS_IN_BRACKETS.finditer(plain))
        if len(given) > 1:
            self.refuse(
                self.place, "题干里有几处括号写着字母，不知道哪一个是答案。请另起一行写“答案：”", "answer-unclear"
            )
        answers = list(self.answers)
        if len(given) == 1:
            answers.insert(0, (given[0][1], self.place))
            stem = _without(stem, given[0].start(), given[0].end())
        while match := _EMPTY_BRACKETS.search(stem):
            stem = _without(stem, match.start(), match.end())
        right = self._letters(answers)
        fixed = self._letters_of(*self.fields["fixed"]) if "fixed" in self.fields else ()
        if len(self.options) < 2:
            self.refuse(self.place, "没有读到选项。每个选项请另起一行，写成“A. 选项”", "options-missing")
        for letter, (_, place) in self.lessons.items():
            if letter not in LETTERS[: len(self.options)]:
                self.refuse(place, f"没有选项 {letter}", "field-not-used")
        places |= {f"options.{index}": place for index, (_, _, place) in enumerate(self.options)}
        places["options"] = answers[0][1] if answers else self.place
        return {
            "stem": stem,
            "options": [
                {
                    "text": text,
                    **({"correct": True} if letter in right else {}),
                    **({"why": self.lessons[letter][0]} if letter in self.lessons else {}),
                    **({"fixed": True} if letter in fixed else {}),
                }
                for letter, text, _ in self.options
            ],
        }

    def _letters(self, answers: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        """Return the labels of the correct options, on which all stated answers must agree."""
        found = [(self._letters_of(text, place), place) for text, place in answers]
        if not found:
            self.refuse(self.place, "没有答案。请另起一行写“答案：B”，或在题干的括号里写字母", "answer-missing")
            return ()
        right = found[0][0]
        for letters, place in found[1:]:
            if set(letters) != set(right):
                self.refuse(place, f"这里的答案与{found[0][1]}的不一样，请核对", "answer-differs")
        count = len(set(right))
        if self.kind == "single" and count > 1:
            self.refuse(found[0][1], "单选题只能有一个答案。确有几个正确的，请移到多选题", "answer-unclear")
        if self.kind == "multiple" and count == 1:
            self.refuse(found[0][1], "多选题至少要有两个答案。只有一个正确的，请移到单选题", "answer-unclear")
        return right

    def _letters_of(self, text: str, place: str) -> tuple[str, ...]:
        plain = narrow(text).upper().rstrip("。.")
        if not _LETTERS.fullmatch(plain):
            self.refuse(place, f"看不懂答案“{text}”，请只写选项的字母，如 B 或 ACD", "answer-unclear")
            return ()
        letters = tuple(letter for letter in plain if letter in LETTERS)
        beyond = [letter for letter in letters if letter not in LETTERS[: len(self.options)]]
        if beyond or len(set(letters)) < len(letters):
            self.refuse(place, f"答案“{text}”与选项对不上：字母重复，或没有这个选项", "answer-unclear")
        return letters

    def _truefalse(self) -> dict[str, object]:
        answers, stem = list(self.answers), self.stem
        if match := _TRUTH_AT_THE_END.search(stem):
            stem = stem[: match.start()] + match[2]
            if match[1]:
                answers.insert(0, (match[1], self.place))
        if _EMPTY_BRACKETS.search(stem):
            self.refuse(self.place, "判断题的括号要放在句末，里面写 √ 或 ×；或者另起一行写“答案：对”", "answer-unclear")
        truths: list[bool] = []
        for text, place in answers:
            truth = TRUTHS.get(text.strip().rstrip("。"))
            if truth is None:
                self.refuse(place, f"看不懂答案“{text}”，请写 √、×、对或错", "answer-unclear")
            else:
                truths.append(truth)
        if not answers:
            self.refuse(self.place, "没有答案。请在句末写（√）或（×），或者另起一行写“答案：对”", "answer-missing")
        if len(set(truths)) > 1:
            self.refuse(answers[-1][1], f"这里的答案与{answers[0][1]}的不一样，请核对", "answer-differs")
        return {"stem": stem, "answer": truths[0] if truths else None}

    def _blank(self, places: dict[str, str]) -> dict[str, object]:
        stem, count = _BLANKS.subn(BLANK, self.stem)
        if not count:
            self.refuse(self.place, "题干里没有读到空。请把空写成（　　）或 ____，答案另起一行", "blank-missing")
        answers = [(_split(text, count), place) for text, place in self.answers]
        if not answers:
            self.refuse(self.place, "没有答案。请另起一行写“答案：甲；乙”，一个空一个，用分号隔开", "answer-missing")
            return {"stem": stem}
        for parts, place in answers:
            if count and len(parts) != count:
                self.refuse(
                    place, f"题干里有 {count} 个空，答案分不成 {count} 份。请用分号隔开，一个空一个", "answer-unclear"
                )
            if parts != answers[0][0]:
                self.refuse(place, f"这里的答案与{answers[0][1]}的不一样，请核对", "answer-differs")
        places["answers"] = answers[0][1]
        return {"stem": stem, "answers": [_ALTERNATIVES.split(part) for part in answers[0][0]]}

    def _short(self, places: dict[str, str]) -> dict[str, object]:
        entries = [*self.answers, *self.entries]
        if not entries:
            message = "没有参考要点。请另起一行写“参考要点：”，下面每条一行，写成“（1）……”"
            self.refuse(self.place, message, "answer-missing")
        places["reference"] = entries[0][1] if entries else self.place
        places |= {f"reference.{index}": place for index, (_, place) in enumerate(entries)}
        return {"stem": self.stem, "reference": [text for text, _ in entries]}


def _without(stem: str, start: int, end: int) -> str:
    """Return a stem without its brackets: behind the end of a sentence there is no gap to mark."""
    before, after = stem[:start].rstrip(), stem[end:].lstrip()
    at_the_end = before.endswith(("。", "？", "！")) and not after.strip("。")
    return before if at_the_end else f"{before}{GAP}{after}"


def _split(text: str, count: int) -> list[str]:
    """Split an answer into as many parts as there are blanks, by the first kind of mark that stands in it."""
    if count == 1:
        return [text]
    for marks in (r"[;；]", r"[、，,]", r"\s"):
        if re.search(marks, text):
            return [part.strip() for part in re.split(rf"\s*{marks}\s*", text.rstrip("。")) if part.strip()]
    return [text]
