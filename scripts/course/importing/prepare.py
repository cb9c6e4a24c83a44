"""The questions of a file as the person wants them: corrected, left out, and true in any order of their options."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.importing.option_order import fit_for_shuffling
from course.importing.options import Decision


@dataclass(slots=True)
class Owners:
    """Questions of a file by their places, to find which one a problem is about."""

    questions: Iterable[ImportedQuestion]
    by_place: dict[str, str] = field(init=False, default_factory=dict)
    by_label: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_label = defaultdict(list)
        for question in self.questions:
            for place in (question.place, *question.places.values()):
                self.by_place.setdefault(place, question.place)
            self.by_label[question.label].append(question.place)

    def of(self, problem: ImportProblem) -> str | None:
        """Return the place of the question that a problem is about; None if it is about none, or it is unclear which."""
        labelled = self.by_label.get(problem.question, []) if problem.question else []
        return labelled[0] if len(labelled) == 1 else self.by_place.get(problem.place)


def in_file_order(questions: Iterable[ImportedQuestion]) -> list[ImportedQuestion]:
    """Return questions by the numbers in their places; those of one sheet stay together."""
    return sorted(
        questions,
        key=lambda one: [
            (0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in re.split(r"(\d{1,9})", one.place)
        ],
    )


def prepare(imported: ImportedFile, decisions: Mapping[str, Decision]) -> ImportedFile:
    """Return a file with the decisions about its questions carried out, and its new questions fit for shuffling.

    A question that is left out goes, and so do the problems that were about it or that a correction settles.
    """
    owners = Owners((*imported.questions, *imported.unclear))
    settled = {place for place, decision in decisions.items() if decision.leave_out or decision.fields}
    problems = [one for one in imported.problems if owners.of(one) not in settled]
    kept = [_decided(one, decisions.get(one.place)) for one in imported.questions if not _leaves(one, decisions)]
    corrected = [
        _decided(one, decisions[one.place])
        for one in imported.unclear
        if one.place in settled and not decisions[one.place].leave_out
    ]
    questions: list[ImportedQuestion] = []
    for one in in_file_order([*kept, *corrected]) if corrected else kept:
        is_new = "id" not in one.fields and not one.withdrawn
        fitting, contradictions = fit_for_shuffling(one) if is_new else (one, ())
        questions.append(fitting)
        problems += contradictions
    unclear = tuple(one for one in imported.unclear if one.place not in settled)
    return replace(imported, questions=tuple(questions), problems=tuple(problems), unclear=unclear)


def _leaves(question: ImportedQuestion, decisions: Mapping[str, Decision]) -> bool:
    decision = decisions.get(question.place)
    return decision is not None and decision.leave_out


def _decided(question: ImportedQuestion, decision: Decision | None) -> ImportedQuestion:
    if decision is None:
        return question
    fields = {name: value for name, value in {**question.fields, **decision.fields}.items() if value is not None}
    return replace(question, fields=fields, bank=decision.bank or question.bank)
