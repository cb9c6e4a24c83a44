"""The tiny markup of bank texts: three marks, and every other string is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model.inline import Code, Link, Run, Strong, links, parse, plain

CASES: dict[str, tuple[Run, ...]] = {
    "": (),
    "平常的话": ("平常的话",),
    "**不**是": (Strong("不"), "是"),
    "见 `make` 吧": ("见 ", Code("make"), " 吧"),
    "[点](a.md#b)。": (Link("点", "a.md#b"), "。"),
    "**甲****乙**": (Strong("甲"), Strong("乙")),
    "`**不粗**`": (Code("**不粗**"),),
    "**没有收尾": ("**没有收尾",),
    "****": ("****",),
    "``": ("``",),
    "[点](有 空格)": ("[点](有 空格)",),
    "[](a.md)": ("[](a.md)",),
    "[三会一训]": ("[三会一训]",),
    "a*b*c": ("a*b*c",),
    "<b>粗</b>": ("<b>粗</b>",),
}


@pytest.mark.parametrize("text", CASES)
def test_a_text_is_cut_into_runs(text: str) -> None:
    assert parse(text) == CASES[text]


MARKS = st.text(st.sampled_from("甲a*`[]() \n#."))


@given(MARKS)
def test_every_string_is_valid_and_nothing_but_marks_is_lost(text: str) -> None:
    rest = iter(text)
    assert all(letter in rest for letter in plain(text))
    assert "" not in parse(text)


@given(MARKS)
def test_the_links_of_a_text_are_those_among_its_runs(text: str) -> None:
    assert list(links(text)) == [run for run in parse(text) if isinstance(run, Link)]
