"""The unit that uses a course: what it says of itself, and its own meaning of what the course leaves to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from course.model.glossary import LOCAL, Term
from course.model.normalise import normalise
from course.text.diagnostics import Places, Position

PLAIN_PATTERN = r"^[^\s\"'`\\<>&${}][^\"'`\\<>&${}\n\r]*$"
"""One line that can stand in a page, in a script of the player and in Word: no quotes, brackets of markup or backslashes."""

LOGO_PATTERN = r"^[\p{L}\p{N}_-][\p{L}\p{N}._-]*\.(png|jpg|jpeg|webp|svg)$"


@dataclass(frozen=True, slots=True)
class LocalTerm:
    """What the unit's own documents say of one term, as plain paragraphs; not `plain` if something else is lost in them."""

    id: str
    name: str
    paragraphs: tuple[str, ...]
    plain: bool
    position: Position


@dataclass(frozen=True, slots=True)
class LocalDocument:
    """A document of the unit's own; `file` is its path below local/files/, `terms` are names of terms that it describes.

    `requirements` are ids of requirements whose pages leave to it how they are met.
    """

    title: str
    number: str
    day: str
    note: str
    file: str
    terms: tuple[str, ...]
    requirements: tuple[str, ...]
    place: Places

    @property
    def shown(self) -> str:
        """The title as it is cited."""
        return self.title if "《" in self.title else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit, as the folder `local` describes it; everything may be missing."""

    name: str = ""
    short: str = ""
    contact: str = ""
    """Whom readers ask, and report errors to."""
    records: str = ""
    """Who receives the slips of readers."""
    branches: tuple[str, ...] = ()
    """Names of the groups that learn together."""
    logo: str = ""
    """The picture in the header, a file below local/files/."""
    pass_marks: Mapping[str, int] = field(default_factory=dict)
    """The unit's pass marks by the names of the blueprints."""
    copy: str = ""
    """What this copy of the site is called, empty for the real one."""
    place: Places | None = None
    """Where the values of unit.yml stand; None without a folder that was read."""
    terms: tuple[LocalTerm, ...] = ()
    documents: tuple[LocalDocument, ...] = ()
    files: frozenset[str] = frozenset()
    """Files below local/files/, as paths below it."""


def left_to_unit(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms whose meaning only the unit's own documents can give."""
    return tuple(term for term in terms if term.basis == LOCAL)


def described_term(local: LocalTerm, terms: Iterable[Term]) -> Term | None:
    """Return the term that an entry of the unit is about: the one with its id, else the one with its name."""
    known = tuple(terms)
    by_id = (term for term in known if term.id and term.id == local.id)
    name = normalise(local.name)
    by_name = (term for term in known if name in map(normalise, term.names))
    return next(by_id, None) or next(by_name, None)


def local_meanings(unit: Unit, terms: Iterable[Term]) -> Mapping[str, LocalTerm]:
    """Return the unit's own meanings by the ids of the terms that they belong to."""
    known = left_to_unit(terms)
    found = ((described_term(local, known), local) for local in unit.terms)
    return {term.id: local for term, local in found if term}


def local_documents(unit: Unit, term: Term) -> tuple[LocalDocument, ...]:
    """Return the unit's documents that say they describe a term."""
    names = set(map(normalise, term.names))
    return tuple(document for document in unit.documents if names & set(map(normalise, document.terms)))


def requirement_documents(unit: Unit, requirement: str) -> tuple[LocalDocument, ...]:
    """Return the unit's documents that say they rule how a requirement is met."""
    return tuple(document for document in unit.documents if requirement and requirement in document.requirements)
