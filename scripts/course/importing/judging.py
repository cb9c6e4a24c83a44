"""What the check of the course says of the banks as they would be, told at the places of the file it comes from."""

from collections.abc import Iterable, Iterator, Mapping

from course.diagnostics import Diagnostic, Key, Position
from course.exchange.incoming import Refusal
from course.importing.arranging import Arranged, Origin, bank_text
from course.importing.labels import in_words
from course.source import Document


def told(diagnostics: Iterable[Diagnostic], arranged: Arranged) -> Iterator[Refusal]:
    """Yield each diagnostic of the banks to be as a refusal: in words for people who see the file, not the bank."""
    judged = {path: _Judged(text, path, arranged.origins[path]) for path, text in arranged.texts.items()}
    for found in diagnostics:
        bank = judged.get(found.position.path)
        place = bank.place(found.position) if bank else f"{found.position.path} 第 {found.position.line} 行"
        yield Refusal(place, in_words(found.message), found.rule)


class _Judged:
    """A bank to be, and where in the file its questions come from."""

    def __init__(self, text: str, path: str, origins: tuple[Origin, ...]) -> None:
        self.document = bank_text(text.encode(), path).document
        self.path = path
        self.origins = origins
        self.starts = [self.document.place("questions", index) for index in range(len(origins))]

    def place(self, at: Position) -> str:
        """Say where the cause of a problem at a place of this bank stands."""
        index = max((index for index, start in enumerate(self.starts) if start <= at), default=None)
        if index is None:
            return f"题库 {self.path}"
        origin = self.origins[index].incoming
        if origin is None:
            return f"题库 {self.path} 的 {self._name(index)}"
        return origin.place_of(_places(self.document, index).get(at, ""))

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
