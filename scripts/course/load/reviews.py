"""The reviews of the unit: `local/reviews.yml`."""

from dataclasses import dataclass

from course.load.shapes import Shape
from course.model.bank import LocalReviews
from course.text.diagnostics import Diagnostic, Places
from course.text.yaml_reader import read

MOST_SIGNS_OF_REVIEWS = 4_000_000
"""A line for each of up to 50,000 questions."""

_REVIEWS: Shape[LocalReviews] = Shape(LocalReviews)


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """The reviews as read, and where each of them stands."""

    reviews: LocalReviews
    place: Places


def read_reviews(text: str, path: str) -> tuple[ReviewFile | None, list[Diagnostic]]:
    """Read the reviews; return None and all problems if the file has errors."""
    document, found = read(text, path, most_signs=MOST_SIGNS_OF_REVIEWS)
    reviews, problems = _REVIEWS.fit({} if document.value is None and not found else document.value, document)
    return (ReviewFile(reviews, document.layout.place_key) if reviews else None), [*found, *problems]
