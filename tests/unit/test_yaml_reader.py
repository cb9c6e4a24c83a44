"""YAML as people write it, and what they are told when they slip."""

import pytest
import yaml

from course.text.diagnostics import Position, format_text
from course.text.yaml_reader import Scalar, read
from support.sample_course import CASES

MISTAKES = yaml.safe_load((CASES / "yaml_mistakes.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["name"] for mistake in MISTAKES])
def test_a_mistake_is_reported_at_its_place_with_the_remedy(mistake: dict[str, object]) -> None:
    _, found = read(str(mistake["text"]), "")
    assert [line.removeprefix(":") for line in format_text(found)] == mistake["found"]


def test_values_are_read_without_surprises() -> None:
    document, found = read(
        "text: 甲\nnumber: 12\nyes: true\nno: false\ndate: 2018-01-01\nfloat: 1e3\nlist: [a, 1]\nempty:\nquoted: 'on'\n",
        "x",
    )
    assert found == []
    assert document.value == {
        "text": "甲", "number": 12, "yes": True, "no": False, "date": "2018-01-01", "float": "1e3", "list": ("a", 1),
        "empty": None, "quoted": "on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "yes", "ON")),
        *((word, False) for word in ("false", "FALSE", "No", "off")),
        *((number, int(number)) for number in ("0", "-1", "123456789012345678")),
        *((text, text) for text in ("y", "nulL", "tRue", "+1", "007", "1_0", "0x1F", "1:30", "1.5", "=", "<<")),
        *((f'"{word}"', word) for word in ("", "~", "null", "true", "yes", "1")),
    ],
)
def test_a_scalar_is_read_as_yaml_reads_it_if_that_is_no_surprise(written: str, meant: Scalar) -> None:
    document, _ = read(f"- {written}\n", "x.yml")
    # True is 1 to Python.
    assert repr(document.value) == repr((meant,))


def test_every_value_knows_its_place() -> None:
    document, _ = read("a:\n  - {b: 甲, c: 乙}\n  - d\n", "x", first_line=5)
    assert document.place("a", 0, "c") == Position("x", 6, 15)
    assert document.layout.place_key("a", 0, "c") == Position("x", 6, 12)
    assert document.place("a", 1) == Position("x", 7, 5)


def test_a_missing_value_has_the_place_of_what_it_is_missing_from() -> None:
    document, _ = read("a:\n  - {b: 甲}\n", "x")
    assert document.place("a", 0, "missing", 3) == Position("x", 2, 5)
    assert document.place("a", 9) == Position("x", 2, 3)
    assert document.layout.place_key("a", 0, "missing") == Position("x", 2, 5)
    assert read("", "x")[0].place("a") == Position("x")


def test_of_two_equal_keys_the_first_one_counts() -> None:
    document, found = read("a: 1\na: 2\n", "x")
    assert document.value == {"a": 1}
    assert document.place("a") == Position("x", 1, 4)
    assert [problem.position for problem in found] == [Position("x", 2, 1)]


def test_a_text_without_content_has_no_value_and_no_problem() -> None:
    for text in ("", "\n\n", "# 只有注释\n", "---\n"):
        document, found = read(text, "x")
        assert (document.value, document.readable, found) == (None, True, [])


def test_of_many_invisible_characters_the_first_twenty_are_reported() -> None:
    _, found = read("a: " + "\x00" * 1000, "x")
    assert len(found) == 20


def test_what_is_missing_at_the_end_is_missing_on_the_last_line() -> None:
    document, _ = read("title: 小测\n? a", "x.yml")
    assert str(document.place("a")) == "x.yml:2:4"
