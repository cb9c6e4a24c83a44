"""The whole course: everything that pages and banks say, in one value."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import StringConstraints

from course.model.bank import BankFile, Kind, Question, answer_version
from course.model.documents import Register
from course.model.exam import ExamFile
from course.model.glossary import Term
from course.model.sentences import Sentence, named
from course.model.study import Page, Point, Requirement, StudyPage, duties
from course.model.unit import Unit
from course.text.diagnostics import Places, Position

IDS, LOCAL_IDS = "quizzes/ids.yml", "local/ids.yml"
COURSE_ID_PATTERN = r"^[a-z][a-z0-9-]{2,39}$"
# It becomes part of file names and of the name of a database, where `@` and `:` separate.
COPY_PATTERN = r"^[\p{L}\p{N}-]{1,12}$"
# They become part of sentences and of the player's scripts.
WORD_PATTERN = r"^[\p{L}\p{N}]{1,12}$"
COLOUR_PATTERN = r"^#[0-9a-f]{6}$"

CourseId = Annotated[str, StringConstraints(pattern=COURSE_ID_PATTERN)]
CopyName = Annotated[str, StringConstraints(pattern=COPY_PATTERN)]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which course a site or a release holds, and which copy of it; `copy` is empty for the real site."""

    id: str
    title: str
    copy: str = ""


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question id that has been published, with what it was then."""

    id: str
    type: str
    points: tuple[str, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The committed list of ids: what has been published once must stay or be withdrawn, never change."""

    questions: tuple[KnownQuestion, ...] = ()
    register: tuple[tuple[str, Position], ...] = ()
    withdrawn: tuple[tuple[str, Position], ...] = ()
    path: str = IDS


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a course is made from: what its texts call it, and when it is from (None: not given).

    `publish` allows a site to show its sentences.
    """

    name: str = "原文"
    year: int | None = None
    publish: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The group that learns together: its name, who leads it, and to whom errors are reported."""

    name: str = "小组"
    head: str = "组织学习的人"
    staff: str = "维护课程的人"


@dataclass(frozen=True, slots=True)
class Mix:
    """The shares of question types, of difficulties (1 to 3) and of kinds that a bank aims at, in percent."""

    types: Mapping[str, int]
    difficulty: Mapping[int, int]
    kinds: Mapping[Kind, int]


@dataclass(frozen=True, slots=True)
class Heading:
    """One place of the source's outline.

    `locator` is the path of labels that leads to it, `parents` are the locators of the places that it lies in, from the
    outermost on, and `title` is a short name in our own words.
    """

    locator: str
    title: str
    position: Position
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a learning path: a study page (its path below docs/) or one of its requirements (the path with `#` and its id)."""

    target: str
    position: Position

    @property
    def page(self) -> str:
        """Path of the study page below docs/."""
        return self.target.partition("#")[0]

    @property
    def requirement(self) -> str:
        """Id of the requirement, empty where the whole page is meant."""
        return self.target.partition("#")[2]


@dataclass(frozen=True, slots=True)
class LearningPath:
    """What to read with so many minutes; none where the time does not matter."""

    title: str
    about: str
    minutes: int | None
    steps: tuple[Step, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Example:
    """A locator, the id of a requirement and the path of a study page that exist in a course, where it has any."""

    locator: str
    requirement: str
    page: str


@dataclass(frozen=True, slots=True)
class Course:
    """One source document as study pages, glossary and banks. Study pages are in the order of the outline."""

    identity: Identity
    outline: tuple[Heading, ...]
    paths: tuple[LearningPath, ...]
    pages: tuple[Page, ...]
    study: tuple[StudyPage, ...]
    terms: tuple[Term, ...]
    banks: tuple[BankFile, ...]
    exams: tuple[ExamFile, ...]
    ids: KnownIds
    files: frozenset[str]
    """Files below docs/ that are not pages, as paths below docs/."""
    unreadable: frozenset[str]
    """Files that could not be read; the reason is reported, what seems missing because of them is not."""
    source: Source = field(default_factory=Source)
    roles: Mapping[str, str] = field(default_factory=dict)
    """Labels of the roles by their ids, in the order of display."""
    group: Group = field(default_factory=Group)
    sections: tuple[str, ...] = ()
    """Titles of the sections that every study page must have."""
    mix: Mix | None = None
    phrases: tuple[str, ...] = ()
    """Set phrases that the advice on absolute words leaves alone."""
    colour: str | None = None
    documents: Register = field(default_factory=Register)
    about: str = ""
    """What the course is, in one sentence; empty if it does not say."""
    unfinished: frozenset[str] = frozenset()
    """Paths below docs/ of the unfinished study pages: readers do not get them yet."""
    unit: Unit = field(default_factory=Unit)
    """Who uses the course, and what it adds."""
    sentences: tuple[Sentence, ...] = ()
    """The source by sentences, the first of which has the number 1; empty for a course without its source."""
    trace: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The digests of the sentences that each point, by its id, was last compared with."""
    local_ids: KnownIds = field(default_factory=lambda: KnownIds(path=LOCAL_IDS))
    """The ids of the unit's own questions; `withdrawn` are also questions of the course that it does not use."""
    review_places: Places | None = None
    """Where the unit's reviews stand, if it has any."""
    complete: "Course | None" = None
    """The course as its files have it, where this one is what a release holds of it."""

    @property
    def contact(self) -> str:
        """Whom readers ask, and report errors to."""
        return self.unit.contact or self.group.staff

    @property
    def whole(self) -> "Course":
        """The course as its files have it: what the unit's files name may be there only."""
        return self.complete or self

    @property
    def title(self) -> str:
        """The name of the course."""
        return self.identity.title

    @property
    def example(self) -> "Example":
        """What this course calls its parts, for messages that show how something is written."""
        requirement = next((one for one in self.requirements() if one.id and one.points), None)
        return Example(
            locator=self.outline[-1].locator if self.outline else "第一条",
            requirement=requirement.id if requirement else "r1-1",
            page=self.study[0].page.path if self.study else "study/页名.md",
        )

    def part_of(self, locator: str) -> str:
        """Return the outermost place of the outline that a locator lies in; the locator itself if the outline lacks it."""
        return self.places_around(locator)[0]

    def places_around(self, locator: str) -> tuple[str, ...]:
        """Return the places that a locator lies in, from the outermost on, and the locator itself."""
        parents = next((heading.parents for heading in self.outline if heading.locator == locator), ())
        return (*parents, locator)

    def knows_all_of(self, *beginnings: str) -> bool:
        """Return whether every file whose path begins like this could be read, so that absence means something."""
        return not any(path.startswith(beginnings) for path in self.unreadable)

    def requirements(self) -> Iterator[Requirement]:
        """Yield every requirement in reading order."""
        return (requirement for page in self.study for requirement in page.requirements)

    def duties(self, role: str) -> Iterator[tuple[StudyPage, Requirement, tuple[Point, ...]]]:
        """Yield what applies to a role, in reading order: each requirement with those of its points that bind it."""
        return duties(self.study, role)

    def points(self) -> Iterator[tuple[Requirement, Point]]:
        """Yield every point with its requirement, in reading order."""
        return ((requirement, point) for requirement in self.requirements() for point in requirement.points)

    def sentences_of(self, holder: Point | Requirement) -> tuple[Sentence, ...]:
        """Return the sentences of the source that a point, or a requirement with its points, comes from."""
        return named(self.sentences, holder.sentences)

    def banks_of(self, study: StudyPage) -> tuple[BankFile, ...]:
        """Return the banks that ask what a study page teaches; an empty one does not yet."""
        return tuple(bank for bank in self.banks if bank.page == study.page.path and not bank.is_empty)

    @property
    def knows_unfinished(self) -> bool:
        """Whether every bank could be read: one that could not may be what makes a page finished."""
        return self.knows_all_of("quizzes/", "local/quizzes/") and all(bank.page for bank in self.banks)

    def finished_study(self) -> Iterator[StudyPage]:
        """Yield the study pages that lack nothing: what readers get, and whose ids are recorded."""
        return (study for study in self.study if study.page.path not in self.unfinished)

    def minutes_of(self, step: Step) -> int:
        """Return the reading time of a step in whole minutes, 0 for one that leads nowhere."""
        study = next((study for study in self.study if study.page.path == step.page), None)
        if study is None:
            return 0
        return study.minutes_of(step.requirement) if step.requirement else study.minutes

    @property
    def version(self) -> str:
        """The course version: 8 hexadecimal digits over all finished questions and their answer versions."""
        lines = sorted(f"{question.id} {answer_version(question)}\n" for _, question in self.questions())
        return hashlib.sha256("".join(lines).encode()).hexdigest()[:8]

    def questions(self) -> Iterator[tuple[BankFile, Question]]:
        """Yield every finished question with its bank, in the order of files and lines."""
        return ((bank, question) for bank in self.banks for question in bank.finished)

    def written_questions(self) -> Iterator[Question]:
        """Yield every question, also those that are unfinished: what ids and edits are about."""
        return (question for bank in self.banks for question in bank.questions)
