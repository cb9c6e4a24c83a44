"""A question of a foreign file while it is collected: what was read, where, and what was decided about it."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.formats import cleaning
from course.formats.answers import LETTERS
from course.formats.grammar import KINDS
from course.formats.import_types import ImportProblem, Inference, InferenceKind, question_label
from course.text.chinese_marks import corrected_marks, without_spaces_at_marks

DraftRule: TypeAlias = Literal[
    "answer-differs",
    "answer-in-text",
    "answer-missing",
    "answer-unclear",
    "blank-missing",
    "difficulty-unclear",
    "field-not-used",
    "field-twice",
    "option-empty",
    "option-order",
    "options-missing",
    "questions-run-together",
    "stem-missing",
    "type-not-given",
    "web-markup",
]

CHOICE = "choice"
"""The kind of a question that is single or multiple by the number of its correct options."""
LONGEST = 5_000
"""Characters that a text can grow to by the lines that continue it; banks take fewer."""
_SOURCES = ("出处", "来源")
_SHORT_ANSWER = 12
_SENTENCE_ENDS = tuple("。；？！;?!")


@dataclass(slots=True)
class Collected:
    """A question as far as it has been read: `number` as the file has it, `place` of its beginning.

    `kind` is one of the types that foreign files have (single, multiple, truefalse, blank, short), CHOICE for single or
    multiple, or None if the file does not say. Options are letter, text and place; other things text and place.
    `filled` are the answers to blanks that the file has in the stem, `coloured` the letters of options in red. `last`
    says what a line without a mark of its own continues. `title` is the stem as it was read. `is_bulleted` says that the
    options are marked by checkboxes, not letters.
    """

    kind: str | None
    number: int | None
    stem: str
    place: str
    options: list[tuple[str, str, str]] = field(default_factory=list)
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
    coloured: list[str] = field(default_factory=list)
    lessons: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: list[tuple[str, str]] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    inferences: list[Inference] = field(default_factory=list)
    last: str = "stem"
    title: str = ""
    is_bulleted: bool = False

    def __post_init__(self) -> None:
        """Take the number and the tags off the stem: a tag says the type before options and answers come."""
        self._trim_head()

    @property
    def label(self) -> str:
        """The question as people find it in the file, such as 第 37 题“借阅登记由谁……”."""
        return question_label("" if self.number is None else str(self.number), self.title or self.stem)

    def refuse(self, place: str, message: str, rule: DraftRule) -> None:
        """Refuse something about this question."""
        self.problems.append(ImportProblem(place, message, rule))

    def note(self, place: str, message: str, kind: InferenceKind) -> None:
        """Record what was inferred, corrected or ignored."""
        self.inferences.append(Inference(place, message, kind))

    def add_stem(self, text: str, place: str) -> None:
        """Continue the stem."""
        self.last = "stem"
        self.add_wrapped(text, place)

    def add_option(self, letter: str, text: str, place: str) -> None:
        """Add the next option; its letter must be the next one."""
        wanted = self.next_letter
        if self.options and self.answers and self.last not in {"option", "stem"}:
            message = f"选项 {letter} 写在了答案后面，不知道是不是这道题的。请把选项写在一起"
            self.refuse(place, message, "option-order")
        elif letter != wanted:
            self.refuse(place, f"选项 {letter} 的位置不对，这里应当是选项 {wanted}。请核对选项的字母", "option-order")
        self.options.append((letter, text, place))
        self.last = "option"

    @property
    def next_letter(self) -> str:
        """The letter of the option that comes next."""
        return LETTERS[len(self.options)] if len(self.options) < len(LETTERS) else "（没有了）"

    @property
    def takes_bullets(self) -> bool:
        """Whether a line with a checkbox can be the next option."""
        return self.last == "stem" if not self.options else self.is_bulleted and self.last == "option"

    def add_field(self, name: str, text: str, place: str) -> None:
        """Add a field of a name in FIELDS; of answers there may be several, if they agree."""
        before, self.last = self.last, name
        if name == "answer":
            self.answers += [(text, place)] if text else []
        elif name == "reference":
            self.entries += [(text, place)] if text else []
        elif name == "ignored" and before == "explanation" and text.startswith(_SOURCES):
            self.last = before
            self.add_wrapped(text, place)
        elif name == "ignored":
            self.note(place, f"没有读入“{clipped(text)}”", "ignored")
        elif name == "kind":
            self._take_kind(text, place)
        elif name in self.fields:
            if name == "points":
                self.note(place, f"前面写了要点，没有读入“{clipped(text)}”", "ignored")
            elif self.fields[name][0] != text:
                self.refuse(place, "同一道题里写了两次，不知道用哪一个。请只留一个", "field-twice")
        else:
            self.fields[name] = (text, place)

    def add_lesson(self, letter: str, text: str, place: str) -> None:
        """Add the explanation of an option for those who chose it."""
        self.lessons[letter] = (text, place)
        self.last = "lesson"

    def add_entry(self, text: str, place: str) -> None:
        """Add an item of a list: part of the answer to a question in words."""
        self.entries.append((text, place))
        self.last = "entry"

    def add_wrapped(self, text: str, place: str) -> bool:
        """Continue what was added last; return False, and change nothing, where a text does not go on so."""
        match self.last:
            case "stem":
                before, self.stem = self.stem, self._continued(self.stem, text)
                if not before:
                    self._trim_head()
            case "option" if not self.options[-1][1].endswith(_SENTENCE_ENDS):
                letter, before, first = self.options[-1]
                self.options[-1] = (letter, self._continued(before, text), first)
            case "explanation":
                before, first = self.fields["explanation"]
                self.fields["explanation"] = (self._continued(before, text), first if before else place)
            case "answer" if not self.answers or self._is_answered_in_words():
                before, first = self.answers.pop() if self.answers else ("", place)
                self.answers.append((self._continued(before, text), first))
            case "entry":
                before, first = self.entries[-1]
                self.entries[-1] = (self._continued(before, text), first)
            case "reference":
                before = ""
                self.entries.append((text, place))
            case _:
                return False
        if before:
            self.note(place, f"“{clipped(text)}”接在上一行后面", "corrected")
        return True

    @property
    def is_awaiting(self) -> bool:
        """Whether a text must still come: the rest of the stem, or what a name such as 解析： announced."""
        named = {
            "answer": self.answers,
            "explanation": self.fields.get("explanation", ("",))[0],
            "reference": self.entries,
        }
        return self.last == "stem" or not named.get(self.last, "else")

    def _is_answered_in_words(self) -> bool:
        """Return whether the answer is a text that lines can part: without a type, one that is as long as a line."""
        return not self.options and (
            self.kind == "short" or (self.kind is None and len(self.answers[-1][0]) > _SHORT_ANSWER)
        )

    def _continued(self, before: str, text: str) -> str:
        """Return a text with the line that continues it; one that is too long already stays, and is refused as such."""
        if len(before) > LONGEST:
            return before
        return joined(before, text)

    def add_filled(self, text: str, place: str) -> None:
        """Add the answer to the next blank, which the file has in the stem, such as an underlined word."""
        self.filled.append((text, place))

    def corrected(self, text: str, place: str) -> str:
        """Return a text with Chinese punctuation and no spaces between Chinese characters, and note what changed."""
        marks = corrected_marks(text)
        spaced = without_spaces_at_marks(marks)
        if marks != text:
            self.note(place, "半角标点改成了全角", "corrected")
        if spaced != marks:
            self.note(place, "去掉了标点前后的空格", "corrected")
        return spaced

    def _take_kind(self, text: str, place: str) -> None:
        kind = KINDS.get(text.strip("。 ").removesuffix("题"))
        if kind is None:
            message = f"不认识题型“{text}”。可写：单选题、多选题、判断题、填空题、简答题"
            self.refuse(place, message, "type-not-given")
        elif not (kind == CHOICE and self.kind in {"single", "multiple"}):
            self.kind = kind

    def _trim_head(self) -> None:
        head = cleaning.stem_head(self.stem)
        if head.number is not None and self.number not in {None, head.number}:
            message = f"题干开头还有一个编号 {head.number}，好像两道题连在了一起。请每道题另起一行"
            self.refuse(self.place, message, "questions-run-together")
        if head.kind and not (head.kind == CHOICE and self.kind in {"single", "multiple"}):
            self.kind = head.kind
        self.take_level(head)
        self.stem = head.text
        self.note_removed(head, "题干开头", self.place)

    def take_level(self, trimmed: cleaning.Trimmed) -> None:
        if trimmed.level and "difficulty" not in self.fields:
            self.fields["difficulty"] = (str(trimmed.level), self.place)

    def note_removed(self, trimmed: cleaning.Trimmed, where: str, place: str) -> None:
        if trimmed.removed:
            self.note(place, f"去掉了{where}的“{' '.join(trimmed.removed)}”", "corrected")


def joined(before: str, after: str) -> str:
    """Return two lines of one text as one line; between Latin words and figures there is a space."""
    apart = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalnum()
    return f"{before} {after}" if apart else f"{before}{after}"


def clipped(text: str) -> str:
    """Return the beginning of a text, for a message."""
    return text if len(text) <= 12 else f"{text[:12]}……"
