"""Study pages and the register of requirements that they carry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.model.sentences import numbers_in
from course.text.diagnostics import Places, Position

DEMAND, FINDING = "demand", "finding"
KINDS = {DEMAND: "要求", FINDING: "情况"}
"""What the source does in a requirement: ask for something, or (`data-kind="finding"`) say how things are."""

MUST, SHOULD, READ = "must", "should", "read"
WEIGHTS = {MUST: "必须会做", SHOULD: "应当知道", READ: "只读"}
"""How much hangs on a point: it is decided in a question, asked, or only read."""


MASK = "\ufffc"
"""Stands in `Page.prose` for each character that is not prose."""


@dataclass(frozen=True, slots=True)
class Point:
    """One checkable statement of a requirement.

    `roles`, `locator` and `source` are its requirement's, unless the point names fewer roles, another place or other
    sentences. `weight` is as written in `data-weight`.
    """

    id: str
    label: str
    text: str
    roles: tuple[str, ...]
    locator: str
    weight: str
    source: str
    position: Position

    @property
    def sentences(self) -> tuple[int, ...]:
        """Numbers of the source's sentences that the point comes from, in ascending order."""
        return numbers_in(self.source) or ()

    @property
    def needs_question(self) -> bool:
        """Whether the point must be asked: it is not only to be read."""
        return self.weight != READ


@dataclass(frozen=True, slots=True)
class Requirement:
    """One demand of the source, or one finding: a heading of a study page, with its points."""

    id: str
    title: str
    locator: str
    roles: tuple[str, ...]
    kind: str
    source: str
    points: tuple[Point, ...]
    position: Position

    @property
    def sentences(self) -> tuple[int, ...]:
        """Numbers of the source's sentences that the requirement and its points come from, in ascending order."""
        return tuple(
            sorted({*(numbers_in(self.source) or ()), *(one for point in self.points for one in point.sentences)})
        )

    @property
    def asked(self) -> tuple[Point, ...]:
        """The points that must be asked."""
        return tuple(point for point in self.points if point.needs_question)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to another place of the site, as written: a Markdown path relative to the page, or `#id`."""

    target: str
    position: Position


@dataclass(frozen=True, slots=True)
class PageSection:
    """The text under one second-level heading, for what must hold section by section."""

    title: str
    id: str
    is_requirement: bool
    text: str
    terms: frozenset[str]
    letters: int
    """Chinese characters in it, which is what reading takes time for."""
    position: Position


@dataclass(frozen=True, slots=True)
class Page:
    """Any page below docs/: what other pages may link to, and what it links to.

    `front` is its front matter as written, with the lines around it; in `body` those lines are empty. `fields` is what
    the site's engine is to know of it, the title excepted.
    `prose` is the page as written, with code and markup masked, so that places in it are places in the file.
    """

    path: str
    title: str
    front: str
    fields: Mapping[str, object]
    body: str
    prose: str
    anchors: tuple[tuple[str, Position], ...]
    links: tuple[PageLink, ...]
    brackets: tuple[PageLink, ...]
    attributes: tuple[PageLink, ...]
    sections: tuple[PageSection, ...]
    terms: tuple[str, ...]
    letters: int
    position: Position

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines of the body that do not begin inside code or a comment, with their numbers in the file."""
        lines = zip(self.body.split("\n"), self.prose.split("\n"), strict=True)
        return ((number, line) for number, (line, prose) in enumerate(lines, 1) if not prose.startswith(MASK))


@dataclass(frozen=True, slots=True)
class StudyPage:
    """One part of the source, with its goals and requirements."""

    page: Page
    locator: str
    goals: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    stray_points: tuple[Point, ...]
    place: Places

    @property
    def name(self) -> str:
        """Short name of the page, also that of its bank: `rules` for study/rules.md."""
        return self.page.path.rsplit("/", 1)[-1].removesuffix(".md")

    @property
    def title(self) -> str:
        """Title as readers see it."""
        return self.page.title

    @property
    def minutes(self) -> int:
        """Reading time of the page in whole minutes."""
        return _minutes(self.page.letters)

    def minutes_of(self, requirement: str) -> int:
        """Reading time of one requirement in whole minutes; 1 for one that is not on this page."""
        return _minutes(sum(section.letters for section in self.page.sections if section.id == requirement))


def _minutes(letters: int) -> int:
    # 350 characters a minute: attentive reading of Chinese.
    return max(1, round(letters / 350))


def duties(pages: Iterable[StudyPage], role: str) -> Iterator[tuple[StudyPage, Requirement, tuple[Point, ...]]]:
    """Yield what applies to a role, in reading order: each requirement with those of its points that bind it."""
    for study in pages:
        for requirement in study.requirements:
            bound = tuple(point for point in requirement.points if role in point.roles)
            if bound and requirement.kind == DEMAND:
                yield study, requirement, bound
