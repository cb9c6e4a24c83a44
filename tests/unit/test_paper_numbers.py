"""Paper numbers are read as the player reads them, and give what the player draws."""

from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course.exams.draw import Candidate, draw
from course.exams.paper import draw_paper, fresh_number, heads, read_number
from course.load.course import load_course
from course.model.course import Course
from support.sample_course import CASES
from support.site_build import ARCHIVES


@cache
def archives() -> Course:
    return load_course(ARCHIVES)[0]


TYPED: list[str] = yaml.safe_load((CASES / "paper_numbers.yml").read_text(encoding="utf-8"))["typed"]


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_read_as_people_type_it(text: str) -> None:
    name = read_number(archives(), text)
    assert name
    assert (name.number, name.file.name, name.page) == ("annual-12345", "annual", None)


def test_a_number_says_which_page_where_the_blueprint_asks_for_one() -> None:
    name = read_number(archives(), "page-arranging-00012")
    assert name
    assert name.page
    assert (name.number, name.page.page.path) == ("page-arranging-00012", "study/arranging.md")


@pytest.mark.parametrize(
    "text",
    ["", "12345", "annual", "annual-", "annual-x1", "page-123", "page-other-1", "annual-123456789", "-1"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(archives(), text) is None


@given(st.data(), st.integers(0, 2**32))
def test_a_proposed_number_can_be_read_back(data: st.DataObject, chance: int) -> None:
    head = data.draw(st.sampled_from(sorted(heads(archives()))))
    name = read_number(archives(), fresh_number(head, chance))
    assert name
    assert (name.number, (name.file, name.page)) == (fresh_number(head, chance), heads(archives())[head])


@pytest.mark.parametrize("text", ["annual-1", "newcomer-00007", "page-arranging-31415"])
def test_a_paper_holds_what_is_drawn_numbered_throughout(text: str) -> None:
    name = read_number(archives(), text)
    assert name
    paper = draw_paper(archives(), name)
    chosen = (name.page.page.path,) if name.page else name.file.exam.pages
    pages = chosen or {bank.page for bank in archives().banks}
    pool = [Candidate.of(question, bank.page) for bank, question in archives().questions() if bank.page in pages]
    ids = tuple(tuple(question.id for question in part.questions) for part in paper.parts)
    assert ids == draw(pool, name.file.exam, text)
    assert [part.first for part in paper.parts] == [1 + sum(map(len, ids[:place])) for place in range(len(ids))]
    assert paper.marks == name.file.exam.full_marks
