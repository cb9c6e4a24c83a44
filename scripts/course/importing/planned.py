"""What becomes of each question of a file: what a person looks at before it goes in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem, Inference
from course.importing.match import MatchResult, QuestionMatch
from course.importing.options import OF_ALL, Decision
from course.importing.prepare import Owners, in_file_order
from course.importing.suggest import Suggesting, Suggestion
from course.model.course import Course

State: TypeAlias = Literal["new", "changed", "same", "already", "left-out", "withdrawn", "refused"]
"""It goes in; a question of the banks changes or moves; nothing changes; it is there already; the person leaves it out;
it goes from the banks; problems stand in its way."""


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """One question of the file and what becomes of it.

    `place` is where it stands in the file, the key of decisions about it; `label` names it for people. `fields` are
    what would be written, `bank` the path of the bank, empty while none is chosen. `problems` are its own, without what
    the person has to say for the whole file (`OF_ALL`). `missing` is what it lacks (要点, 难度, 解析): while that is
    anything, it is unfinished. `already` is the id of the same question in the banks, or the place of the same one in
    the file. `suggested` are points for one that has none, or whose subject the file names otherwise.
    """

    place: str
    label: str
    state: State
    fields: Mapping[str, object]
    bank: str = ""
    inferences: tuple[Inference, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    warnings: tuple[ImportProblem, ...] = ()
    missing: tuple[str, ...] = ()
    already: str = ""
    suggested: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What matching and checking came to: all problems and warnings, and by place what questions will lack."""

    matched: MatchResult
    problems: tuple[ImportProblem, ...] = ()
    warnings: tuple[ImportProblem, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def planned_questions(
    course: Course,
    imported: ImportedFile,
    ready: ImportedFile,
    decisions: Mapping[str, Decision],
    judgement: Judgement,
) -> tuple[PlannedQuestion, ...]:
    """Return all questions of a file; `imported` is the file as read, `ready` as it was matched."""
    planning = _Planning(course, ready, decisions, judgement)
    questions: list[ImportedQuestion] = list(imported.questions)
    if imported.unclear:
        questions = in_file_order([*imported.questions, *imported.unclear])
    return tuple(map(planning.one, questions))


@dataclass(slots=True)
class _Planning:
    course: Course
    ready: ImportedFile
    decisions: Mapping[str, Decision]
    judgement: Judgement
    matches: Mapping[str, QuestionMatch] = field(init=False)
    as_ready: Mapping[str, ImportedQuestion] = field(init=False)
    problems: Mapping[str, list[ImportProblem]] = field(init=False)
    warnings: Mapping[str, list[ImportProblem]] = field(init=False)
    suggesting: Suggesting | None = None

    def __post_init__(self) -> None:
        judgement = self.judgement
        self.matches = {match.incoming.place: match for match in judgement.matched.matches}
        self.as_ready = {one.place: one for one in (*self.ready.questions, *self.ready.unclear)}
        owners = Owners(tuple(self.as_ready.values()))
        self.problems, self.warnings = defaultdict(list), defaultdict(list)
        for found, by_place in ((judgement.problems, self.problems), (judgement.warnings, self.warnings)):
            for problem in found:
                by_place[owners.of(problem) or ""].append(problem)

    def one(self, question: ImportedQuestion) -> PlannedQuestion:
        decision = self.decisions.get(question.place)
        if decision and decision.leave_out:
            return PlannedQuestion(question.place, question.label, "left-out", question.fields)
        match = self.matches.get(question.place)
        question = match.incoming if match else self.as_ready.get(question.place, question)
        fields = match.fields if match and match.fields is not None else question.fields
        topic = self.judgement.matched.topics.get(question.place, "")
        every = self.problems.get(question.place, ())
        problems = tuple(one for one in every if one.rule not in OF_ALL)
        has_bank = all(one.rule != "no-bank" for one in every)
        already = self.judgement.matched.already.get(question.place, "")
        is_bare = bool(topic) or not (fields.get("points") or "id" in question.fields or already)
        return PlannedQuestion(
            question.place,
            question.label,
            "refused" if problems else self.state(question, match, has_bank=has_bank),
            fields,
            match.bank if match and has_bank else "",
            question.inferences,
            problems,
            tuple(self.warnings.get(question.place, ())),
            self.judgement.missing.get(question.place, ()),
            already,
            self.suggested(fields, topic) if is_bare else (),
        )

    def state(self, question: ImportedQuestion, match: QuestionMatch | None, *, has_bank: bool) -> State:
        if question.place in self.judgement.matched.already:
            return "already"
        if match is None and has_bank:
            return "refused"
        if question.withdrawn:
            return "withdrawn"
        if match is None or match.present is None:
            return "new"
        return "changed" if match.fields is not None or match.moves else "same"

    def suggested(self, fields: Mapping[str, object], topic: str) -> tuple[Suggestion, ...]:
        if self.suggesting is None:
            self.suggesting = Suggesting(self.course)
        return self.suggesting.nearest(fields, topic)
