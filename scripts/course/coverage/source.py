"""What of the source has no point, and which points were not compared with it yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.model.course import Course, Heading
from course.model.study import Point, StudyPage


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence of the source with the points that come from it; `line` is that of its file.

    One that needs a point and has none `lacks` it, unless it is `unfinished`: its point is left out of a release.
    """

    number: int
    line: int
    text: str
    points: tuple[Point, ...]
    lacks: bool
    unfinished: bool


def untaught(course: Course) -> Iterator[Heading]:
    """Yield the places of the outline in which no point stands, in its order; points left out of a release count."""
    locators = {point.locator for _, point in course.whole.points()}
    taught = {place for locator in locators for place in course.places_around(locator)}
    return (heading for heading in course.outline if heading.locator not in taught)


def sentence_rows(course: Course) -> tuple[SentenceRow, ...]:
    """Return every sentence of the source with what the course has of it."""
    written = {number for _, point in course.whole.points() for number in point.sentences}
    points: dict[int, tuple[Point, ...]] = {}
    for _, point in course.points():
        for number in point.sentences:
            points[number] = (*points.get(number, ()), point)
    return tuple(
        SentenceRow(
            number=one.number,
            line=one.position.line,
            text=one.text,
            points=points.get(one.number, ()),
            lacks=one.needs_point and one.number not in written,
            unfinished=one.needs_point and one.number in written and one.number not in points,
        )
        for one in course.sentences
    )


def unconfirmed(course: Course, study: StudyPage) -> tuple[Point, ...]:
    """Return the points of a page that name sentences and were never compared with them."""
    points = (point for requirement in study.requirements for point in requirement.points)
    return tuple(point for point in points if course.sentences_of(point) and point.id not in course.trace)
