"""From what was collected of a foreign question to the fields of a bank, or problems at its places.

Every reader of foreign layouts fills drafts, so that a mark means the same in all of them. What stands around a text
and is no part of it is taken out; what a draft infers or corrects is in `inferences`.
"""

import re
from dataclasses import dataclass

from course.formats import bodies, cleaning
from course.formats.answers import UNANSWERED, letters_of, truth_by_figure, truth_of
from course.formats.collected import CHOICE, Collected, DraftRule, clipped
from course.formats.grammar import narrow
from course.formats.import_types import ImportedQuestion, ImportProblem
from course.model.bank import DIFFICULTY_LABELS

__all__ = ["CHOICE", "Draft", "DraftRule"]

_KIND_NAMES = {"single": "单选题", "multiple": "多选题", "truefalse": "判断题", "blank": "填空题", "short": "简答题"}
_LEVELS = {
    **{str(level): level for level in DIFFICULTY_LABELS},
    **{label: level for level, label in DIFFICULTY_LABELS.items()},
    **{f"{level} {label}": level for level, label in DIFFICULTY_LABELS.items()},
}

_LETTER_AND_TEXT = re.compile(r"[A-J]\s*[.．、:：]\s*\S")
_NO_WORDS = re.compile(r"[\s\d（）()_.。、．√✓✔×✗✘]*")
"""Stems that ask nothing: brackets, figures and marks, as in lists of answers."""


@dataclass(slots=True)
class Draft(Collected):
    """A collected question that can become one of a bank."""

    @property
    def begun(self) -> bool:
        """Whether anything but the stem has been read, or the stem has a place for an answer."""
        return bool(
            self.options or self.answers or self.entries or self.filled or self.fields
            or bodies.BLANKS.search(self.stem) or bodies.TRUTH_AT_THE_END.search(self.stem) or bodies.ANSWER_IN_BRACKETS.search(self.stem)
        )  # fmt: skip

    @property
    def is_answered(self) -> bool:
        """Whether an answer has been read, or stands in the stem."""
        truth = bodies.TRUTH_AT_THE_END.search(self.stem)
        return bool(
            self.answers
            or self.entries
            or self.filled
            or bodies.ANSWER_IN_BRACKETS.search(self.stem)
            or (truth and truth[1])
            or bodies.BARE_TRUTH.search(self.stem)
        )

    def incoming(self) -> ImportedQuestion:
        """Return the question; whatever is not certain is in `problems`, and then it must not be used."""
        self.title = self.stem
        self._refuse_markup()
        self._clean_options()
        self._clean_stem()
        kind = self._settled_kind()
        places = {"type": self.place, "stem": self.place, **{name: place for name, (_, place) in self.fields.items()}}
        fields: dict[str, object] = {"type": kind, **self._common()}
        if kind:
            fields |= bodies.body(self, kind, places)
        label = self.label
        self.problems[:] = [ImportProblem(one.place, one.message, one.rule, label) for one in self.problems]
        number = "" if self.number is None else str(self.number)
        return ImportedQuestion(
            fields,
            self.place,
            places,
            number=number,
            inferences=tuple(dict.fromkeys(self.inferences)),
            title=self.title,
        )

    def _refuse_markup(self) -> None:
        """Refuse what readers of a page see as a raised figure, a picture or a formula: as plain text it says something else."""
        texts = [(self.stem, self.place), *((text, place) for _, text, place in self.options), *self.answers]
        for text, place in (*texts, *self.entries, *self.filled, *self.fields.values(), *self.lessons.values()):
            if mark := cleaning.foreign_mark(text):
                remedy = "请改写成普通的文字，上标、公式写成“10 的 2 次方”这样"
                message = f"这里有网页或公式的代码（如“{clipped(mark)}”），题目里放不了。{remedy}"
                self.refuse(place, message, "web-markup")

    def _clean_options(self) -> None:
        """Take letters, answers and marks of right and wrong off the options; the marks are an answer like another."""
        for trim, what in (
            (cleaning.without_letters, "重复的字母"),
            (cleaning.without_list_marks, "末尾的分号、句号"),
        ):
            bare = trim([text for _, text, _ in self.options]) if self.options else None
            if bare is not None:
                self.note(self.options[0][2], f"去掉了选项{what}", "corrected")
                self.options = [(letter, text, at) for (letter, _, at), text in zip(self.options, bare, strict=True)]
        marked, doubtful = list[tuple[str, str]](), list[tuple[str, str]]()
        for index, (letter, text, place) in enumerate(self.options):
            stated = cleaning.stated_answer(text)
            self.answers += [(answer, place) for answer in stated.answers]
            mark = cleaning.option_mark(stated.text)
            marked += [(letter, place)] if mark.correct else []
            for trimmed in (stated, mark):
                self.note_removed(trimmed, f"选项 {letter} ", place)
            self.options[index] = (letter, self.corrected(mark.text, place), place)
            if not mark.text:
                self.refuse(place, f"选项 {letter} 没有文字。请补上，或删去这个选项", "option-empty")
            self._refuse_hidden(mark.text, place)
            if mark.correct is None and cleaning.ends_with_mark(mark.text):
                doubtful.append((letter, place))
        if marked:
            for letter, place in doubtful:
                message = f"不知道选项 {letter} 末尾的记号是不是答案。是答案的，请改成“（正确答案）”；不是的，请删去"
                self.refuse(place, message, "answer-unclear")
            self.answers.append(("".join(letter for letter, _ in marked), marked[0][1]))

    def _clean_stem(self) -> None:
        stated = cleaning.stated_answer(self.stem)
        self.answers[:0] = [(answer, self.place) for answer in stated.answers]
        self.note_removed(stated, "题干末尾", self.place)
        tail = cleaning.stem_tail(stated.text)
        self.take_level(tail)
        self.note_removed(tail, "题干末尾", self.place)
        self.stem = tail.text
        if _NO_WORDS.fullmatch(self.stem):
            self.refuse(self.place, "这道题没有题干。请补上题干，或删去这道题", "stem-missing")
        self._refuse_hidden(self.stem, self.place)

    def _refuse_hidden(self, text: str, place: str) -> None:
        if (hidden := cleaning.hidden_question(text)) is not None:
            message = f"“{hidden}”好像是另一道题的开头，读不准。每道题请另起一行"
            self.refuse(place, message, "questions-run-together")

    def _settled_kind(self) -> str | None:
        """Return the type: the stated one, or the one that options and answers show."""
        if self.kind not in {None, CHOICE}:
            return self.kind
        kind = self._inferred_kind()
        if kind is None:
            message = "看不出这是什么题型。请在前面加一行标题，如“一、单项选择题”，或在题干前写【单选】；也可能是选项或答案没有读到"
            self.refuse(self.place, message, "type-not-given")
        else:
            self.note(self.place, f"没有写明题型，按选项和答案看是{_KIND_NAMES[kind]}", "inferred")
        return kind

    def _inferred_kind(self) -> str | None:
        if self.options or self.kind == CHOICE:
            if bodies.has_truth_options(self):
                return "truefalse"
            found = [*(match[1] for match in bodies.ANSWER_IN_BRACKETS.finditer(narrow(self.stem)))]
            found += [text for text, _ in self.answers]
            letters = next((letters for text in found if (letters := bodies.read_letters(self, text)) is not None), "")
            return "multiple" if len(set(letters)) > 1 else "single"
        ending = bodies.TRUTH_AT_THE_END.search(self.stem) or bodies.TRUTH_AT_THE_START.match(self.stem)
        marked = bodies.BARE_TRUTH.search(self.stem) or (ending and ending[1] and ending[1] not in "AB")
        texts = [text for text, _ in self.answers]
        if marked or (texts and all(truth_of(text) is not None for text in texts)):
            return "truefalse"
        if any(letters_of(text) or _LETTER_AND_TEXT.match(narrow(text)) for text in texts):
            return None
        if any(truth_by_figure(text) is not None for text in texts) and not bodies.has_gap(self.stem):
            # Behind a sentence, brackets are for right or wrong; without them 1 and 0 can be anything.
            return "truefalse" if ending else None
        if ending and any(truth_by_figure(text) is not None for text in texts):
            return None
        if self.filled or (texts and bodies.BLANKS.search(self.stem)):
            return "blank"
        return "short" if self.entries or any(texts) else None

    def _common(self) -> dict[str, object]:
        fields: dict[str, object] = {}
        text, place = self.fields.get("explanation", ("", self.place))
        if text.rstrip("。") in UNANSWERED:
            self.note(place, f"解析只写着“{text}”，没有读入", "ignored")
        elif text:
            fields["explanation"] = self.corrected(text, place)
        if "points" in self.fields:
            # Titles of points may hold what separates points; who knows the course takes them apart.
            fields["points"] = [text for text, _ in (self.fields["points"],) if text]
        for name in ("terms", "basis"):
            if name in self.fields:
                fields[name] = [text for text in re.split(r"\s*[;；]\s*", self.fields[name][0]) if text]
        if "difficulty" in self.fields:
            fields["difficulty"] = self._difficulty(*self.fields["difficulty"])
        return fields

    def _difficulty(self, text: str, place: str) -> int | None:
        plain = " ".join(narrow(text).split()).rstrip("。")
        foreign = cleaning.DIFFICULTIES.get(plain.removesuffix("题"))
        if plain in _LEVELS:
            return _LEVELS[plain]
        if foreign is None:
            levels = "、".join(f"{level}（{label}）" for level, label in DIFFICULTY_LABELS.items())
            self.refuse(place, f"看不懂难度“{text}”，请写其中一个：{levels}", "difficulty-unclear")
        else:
            self.note(place, f"难度“{text}”按 {foreign}（{DIFFICULTY_LABELS[foreign]}）读", "inferred")
        return foreign
