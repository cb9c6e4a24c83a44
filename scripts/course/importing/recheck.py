"""Check the course as it would be after the import, and report diagnostics at the places of the imported file."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from course.edit.reorder import document_of
from course.formats.import_types import ImportProblem
from course.importing.apply_to_banks import AppliedImport, Origin
from course.model.bank import LARGEST_BANK
from course.text.diagnostics import Diagnostic, Key, Position
from course.text.yaml_reader import Document

LABELS = {
    "type": "题型", "points": "要点", "terms": "术语", "basis": "依据", "apart": "不同卷", "difficulty": "难度", "stem": "题干",
    "material": "情境", "options": "选项", "answer": "答案", "answers": "答案", "items": "排序项", "pairs": "连线",
    "distractors": "多余右项", "reference": "参考要点", "questions": "小题", "explanation": "解析", "text": "文字",
    "start": "第一步", "steps": "各步", "ends": "结局", "choices": "做法", "go": "到", "effect": "后果", "merit": "做法怎样",
    "outcome": "结局", "debrief": "复盘", "why": "说明", "fixed": "不打乱", "left": "左项", "right": "右项",
}  # fmt: skip
# Of a whole bank the same word means more than of a case.
_IN_BANKS = {"questions": "题目"}
_FIELD = re.compile(rf" ?(?<![\w.:-])({'|'.join(sorted(LABELS, key=len, reverse=True))})(?![\w.:-]) ?")


def field_label(message: str) -> str:
    """Return a diagnostic's message with the fields that it names in Chinese; settings such as `type: blank` stay."""
    return _FIELD.sub(lambda match: _IN_BANKS.get(match[1], LABELS[match[1]]), message)


def recheck(diagnostics: Iterable[Diagnostic], arranged: AppliedImport) -> Iterator[ImportProblem]:
    """Yield each diagnostic of the banks to be as a refusal: in words for people who see the file, not the bank."""
    judged: dict[str, _Judged] = {}
    for found in diagnostics:
        path = found.position.path
        if path not in arranged.texts:
            place = f"{found.position.path} 第 {found.position.line} 行"
            yield ImportProblem(place, field_label(found.message), found.rule)
            continue
        if path not in judged:
            judged[path] = _Judged(arranged.texts[path], path, arranged.origins[path])
        bank = judged[path]
        place, question = bank.place(found.position)
        is_full = found.rule == "too-many" and not question and len(bank.origins) > LARGEST_BANK
        message = bank.split_advice() if is_full else field_label(found.message)
        yield ImportProblem(place, message, found.rule, question)


class _Judged:
    """A bank to be, and where in the file its questions come from."""

    def __init__(self, text: str, path: str, origins: tuple[Origin, ...]) -> None:
        self.document = document_of(text, path)
        self.path = path
        self.origins = origins
        self.starts = [self.document.place("questions", index) for index in range(len(origins))]

    def place(self, at: Position) -> tuple[str, str]:
        """Return where the cause of a problem at a place of this bank stands, and the question of the file, if it is one."""
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return f"题库 {self.path}", ""
        origin = self.origins[index].incoming
        if origin is None:
            return f"题库 {self.path} 的 {self._name(index)}", ""
        return origin.place_of(_places(self.document, index).get(at, "")), origin.label

    def split_advice(self) -> str:
        """Say that the bank would have too many questions, and what to do with the file."""
        coming = sum(1 for origin in self.origins if origin.incoming and origin.fields)
        return (
            f"一个题库最多 {LARGEST_BANK} 道题，加上这个文件的 {coming} 道就有 {len(self.origins)} 道了。"
            "请把文件分成几份，分别导入，每份放进一个题库"
        )

    def _name(self, index: int) -> str:
        value = self.document.value
        questions = value.get("questions") if isinstance(value, dict) else ()
        question = questions[index] if isinstance(questions, tuple) else {}
        return str(question.get("id")) if isinstance(question, dict) else f"第 {index + 1} 题"


def _places(document: Document, index: int) -> Mapping[Position, str]:
    """Return the path of the field at every place of a question; the outermost where several begin together."""
    value = document.value
    questions = value.get("questions") if isinstance(value, dict) else ()
    paths: dict[Position, str] = {}
    for keys in _keys(questions[index] if isinstance(questions, tuple) else None):
        path = ".".join(map(str, keys))
        paths.setdefault(document.place("questions", index, *keys), path)
        paths.setdefault(document.layout.place_key("questions", index, *keys), path)
    return paths


def _keys(value: object, above: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    yield above
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _keys(item, (*above, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _keys(item, (*above, index))
