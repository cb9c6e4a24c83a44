"""Questions as another platform has them, gathered into questions of a bank: parts of a case become a case again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from course.formats.clean_fields import cleaned
from course.formats.html_in import Node, UnclearError, text, tree
from course.formats.html_out import CASE_STEM, COMMON, MATERIAL, OWN, REFERENCE, STEM
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.formats.tags import Metadata, PartOf

MOST_QUESTIONS = 20_000
MOST_PROBLEMS = 1_000
"""Problems reported of one file; more would only delay the correction."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the parts of a case have in common: its situation, its own stem and its explanation."""

    material: str
    stem: str
    explanation: str


@dataclass(frozen=True, slots=True)
class StandaloneQuestion:
    """A question of another platform: its fields as in a bank, where it stood, and of which case it was a part."""

    fields: Mapping[str, object]
    places: Mapping[str, str]
    place: str
    metadata: Metadata
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """Stem and explanation of a question, and the case around it, if the file tells of one."""

    stem: str
    explanation: str
    frame: Frame | None = None


def texts_of(stem: str, explanation: str, part: PartOf | None) -> Texts:
    """Take stem and explanation, both HTML, apart; `part` says that they are those of a part of a case."""
    # What an open question asks for stands there too where a format has no other place.
    stem_tree, explained = tree(stem), tree(explanation).without(REFERENCE)
    own = stem_tree.find(STEM)
    if part is None or own is None:
        return Texts(text(stem_tree), text(explained))
    common = explained.find(COMMON)
    frame = Frame(_found(stem_tree, MATERIAL), _found(stem_tree, CASE_STEM), text(common) if common else "")
    return Texts(text(own), _found(explained, OWN), frame)


def _found(node: Node, name: str) -> str:
    found = node.find(name)
    return text(found) if found else ""


def is_enough(singles: list[StandaloneQuestion], problems: list[ImportProblem], place: str) -> bool:
    """Return whether to stop reading at a place: nothing of the file can be imported any more."""
    if len(singles) >= MOST_QUESTIONS:
        reason = f"从这里起超过 {MOST_QUESTIONS:,} 道题，一次收不下。请在原平台分几次导出"
        problems.append(ImportProblem(place, reason, "incoming-file"))
        return True
    return len(problems) >= MOST_PROBLEMS


def group_cases(singles: list[StandaloneQuestion], problems: list[ImportProblem]) -> ImportedFile:
    """Return the questions of a file, cases put together; problems in the order of the file."""
    questions: list[ImportedQuestion] = []
    unclear: list[ImportedQuestion] = []
    for name, group in groupby(
        singles, key=lambda one: one.metadata.part.case if one.frame and one.metadata.part else None
    ):
        if name is None:
            read = [ImportedQuestion(one.fields, one.place, one.places, one.metadata.bank) for one in group]
            # Of a file with too many nothing is imported; cleaning it would only take time.
            questions += read if len(singles) >= MOST_QUESTIONS else _without_marks(read, problems, unclear)
            continue
        for parts in _runs(list(group)):
            try:
                questions.append(_case(name, parts))
            except UnclearError as error:
                problems.append(ImportProblem(parts[0].place, str(error), "incoming-case"))
    return ImportedFile(tuple(questions), tuple(problems), unclear=tuple(unclear))


def _without_marks(
    questions: list[ImportedQuestion], problems: list[ImportProblem], unclear: list[ImportedQuestion]
) -> Iterator[ImportedQuestion]:
    """Yield questions without what is no part of their texts, if that is certain; those with our id stay as they are."""
    for question in questions:
        if "id" in question.fields:
            yield question
            continue
        found = cleaned(question.fields, question.place_of)
        problems += found.problems
        read = replace(question, fields=found.fields, inferences=found.inferences)
        if found.problems:
            unclear.append(read)
        else:
            yield read


def _runs(parts: list[StandaloneQuestion]) -> Iterator[list[StandaloneQuestion]]:
    """Yield runs that begin with a first part; the same case can stand in a file twice."""
    run: list[StandaloneQuestion] = []
    for part in parts:
        if run and part.metadata.part and part.metadata.part.number == 1:
            yield run
            run = []
        run.append(part)
    yield run


def _case(name: str, parts: list[StandaloneQuestion]) -> ImportedQuestion:
    numbers = [part.metadata.part.number for part in parts if part.metadata.part]
    counts = {part.metadata.part.count for part in parts if part.metadata.part}
    if counts != {len(parts)} or numbers != list(range(1, len(parts) + 1)):
        raise UnclearError(f"案例 {name} 的小题不全，或者次序变了。请把它的小题按次序一起导出")
    frames = {part.frame for part in parts}
    heads = [{key: part.fields.get(key) for key in _COMMON} for part in parts]
    if len(frames) > 1 or any(head != heads[0] for head in heads):
        raise UnclearError(f"案例 {name} 的几道小题，情境、总的问题、解析或标签互不相同。请改成一样再导出")
    frame = parts[0].frame or Frame("", "", "")
    questions = [{key: value for key, value in part.fields.items() if key not in _ASKED} for part in parts]
    common = {key: value for key, value in heads[0].items() if value is not None}
    fields: dict[str, object] = {
        "id": name,
        "type": "case",
        **common,
        "stem": frame.stem,
        "material": frame.material,
        "questions": questions,
        "explanation": frame.explanation,
    }
    places = {f"questions.{index}": part.place for index, part in enumerate(parts)}
    places |= {
        f"questions.{index}.{path}": place for index, part in enumerate(parts) for path, place in part.places.items()
    }
    return ImportedQuestion(
        {key: value for key, value in fields.items() if value != ""}, parts[0].place, places, parts[0].metadata.bank
    )


_COMMON = ("points", "terms", "apart", "difficulty", "kind", "basis")
_ASKED = frozenset({"id", *_COMMON})
