"""The forgiving comparison of blanks: the cases that the player is held to as well."""

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course.model.normalise import is_blank, normalise
from support.sample_course import CASES

TABLE = yaml.safe_load((CASES / "normalise.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE["forms"], ids=[case["name"] for case in TABLE["forms"]])
def test_a_text_has_the_expected_form(case: dict[str, str]) -> None:
    assert normalise(case["given"]) == case["expected"]


@pytest.mark.parametrize("pair", TABLE["equal"], ids="=".join)
def test_two_ways_of_writing_are_equal(pair: list[str]) -> None:
    assert normalise(pair[0]) == normalise(pair[1])


@pytest.mark.parametrize("pair", TABLE["different"], ids="≠".join)
def test_two_answers_are_different(pair: list[str]) -> None:
    assert normalise(pair[0]) != normalise(pair[1])


@pytest.mark.parametrize("text", TABLE["blank"], ids=ascii)
def test_a_text_that_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", TABLE["shown"], ids=ascii)
def test_a_text_that_shows_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)


LETTERS = st.one_of(st.text(), st.text(st.sampled_from("〇零一二两三九十百 《》“”'\"３Ａb\u0308\u00a8\u030cJİ가㈠㆒①")))


@given(LETTERS)
def test_a_normalised_text_is_its_own_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(LETTERS)
def test_spaces_and_quotation_marks_never_count(text: str) -> None:
    assert normalise(f" 《{text}》\n") == normalise(text)


@given(LETTERS, st.integers(min_value=0), st.sampled_from("\u200b\u202e\u00ad\ufe0f\u2060"))
def test_invisible_characters_never_count(text: str, place: int, letter: str) -> None:
    # Before NFKC, what stands between two characters can keep them from composing: anywhere else it is the same.
    composed = unicodedata.normalize("NFKC", text)
    at = place % (len(composed) + 1)
    assert normalise(composed[:at] + letter + composed[at:]) == normalise(composed)
