"""The whole course: everything that pages and banks say, in one value."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.diagnostics import Position
from course.model.bank import BankFile, Question
from course.model.glossary import Term
from course.model.study import Page, Point, Requirement, StudyPage


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One page named in the navigation of mkdocs.yml."""

    target: str
    position: Position


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
    path: str = "quizzes/ids.yml"


@dataclass(frozen=True, slots=True)
class Heading:
    """One place of the speech's outline: its locator and a short name in our own words."""

    locator: str
    title: str


@dataclass(frozen=True, slots=True)
class Course:
    """One speech as study pages, glossary and banks. Pages are in the order of the navigation."""

    title: str
    outline: tuple[Heading, ...]
    pages: tuple[Page, ...]
    study: tuple[StudyPage, ...]
    terms: tuple[Term, ...]
    banks: tuple[BankFile, ...]
    nav: tuple[NavEntry, ...]
    ids: KnownIds
    files: frozenset[str]
    """Files below docs/ that are not pages, as paths below docs/."""
    unreadable: frozenset[str]
    """Files that could not be read; the reason is reported, what seems missing because of them is not."""

    def knows_all_of(self, *beginnings: str) -> bool:
        """Tell whether every file whose path begins like this could be read, so that absence means something."""
        return not any(path.startswith(beginnings) for path in self.unreadable)

    def requirements(self) -> Iterator[Requirement]:
        """Yield every requirement in reading order."""
        return (requirement for page in self.study for requirement in page.requirements)

    def points(self) -> Iterator[tuple[Requirement, Point]]:
        """Yield every point with its requirement, in reading order."""
        return ((requirement, point) for requirement in self.requirements() for point in requirement.points)

    def questions(self) -> Iterator[tuple[BankFile, Question]]:
        """Yield every question with its bank, in the order of files and lines."""
        return ((bank, question) for bank in self.banks for question in bank.questions)
