"""Whatever stands in a file, the answer is diagnostics that point into it, or acceptance; never a traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from course.check import inspect
from course.load.banks import read_bank
from course.load.ids import read_ids
from course.load.pages import read_glossary, read_page, read_study_page
from course.site.pages import render
from course.text.diagnostics import Diagnostic, format_text
from course.text.yaml_reader import read
from support.examples import examples
from support.sample_course import COURSE, sample_course

FILES = [
    "course.yml", "docs/index.md", "docs/glossary.md", "docs/study/meeting.md", "quizzes/meeting.yml",
    "quizzes/minutes.yml", "quizzes/ids.yml",
]  # fmt: skip
TEXTS = {name: (COURSE / name).read_text(encoding="utf-8") for name in FILES}
JUNK = (
    "\t", "\x00", "\x1b", "\x85", "\u2028", "\u200b", "\ufeff", "\r", "\r\n", "\n", "- ", ": ", ":", "#", " #", "&a ",
    "*a ", "!x ", "!!int ", "'", '"', "[", "]", "{", "}", "{{}}", ",", "|\n", ">\n", "? ", "---\n", "...\n", "%", "@",
    "`", "```\n", "yes", "null", "~", "1", "1.5", "<<: ", "[" * 60, "{a: " * 30, "- " * 60, "](", "[x](http://[", "<a>",
    "**", "{ #r1-1-1 }", "{ data-for=x }", "## ", "--8<-- ", "term:", "[x](term:x)", "😀", "\\", "\x02", "\x03",
)  # fmt: skip


def _insert(text: str, place: int, junk: str) -> str:
    return text[:place] + junk + text[place:]


def _cut(text: str, place: int, junk: str) -> str:
    return text[:place] + text[place + len(junk) :]


def _truncate(text: str, place: int, junk: str) -> str:
    return text[:place] + junk


def _double_line(text: str, place: int, junk: str) -> str:
    lines = text.splitlines(keepends=True)
    number = text.count("\n", 0, place)
    return "".join([*lines[: number + 1], junk, *lines[number:]])


def _drop_line(text: str, place: int, junk: str) -> str:
    lines = text.splitlines(keepends=True)
    number = text.count("\n", 0, place)
    return "".join([*lines[:number], junk, *lines[number + 1 :]])


def _indent_line(text: str, place: int, junk: str) -> str:
    start = text.rfind("\n", 0, place) + 1
    return text[:start] + " " * len(junk) + text[start:]


MUTATIONS: list[Callable[[str, int, str], str]] = [
    _insert, _cut, _truncate, _double_line, _drop_line, _indent_line,
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """Draw one of the sample course's files with a few things done to its text."""
    name = draw(st.sampled_from(FILES))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 3))):
        change = draw(st.sampled_from(MUTATIONS))
        junk = draw(st.one_of(st.sampled_from(JUNK), st.text(max_size=5)))
        text = change(text, draw(st.integers(0, len(text))), junk)
    return name, text


def inside(found: list[Diagnostic], text: str) -> None:
    """Assert that every diagnostic points into the text: a column may stand just behind the end of its line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in found:
        at = problem.position
        assert 1 <= at.line <= len(lines), problem
        assert 1 <= at.column <= len(lines[at.line - 1]) + 1, problem
        assert problem.message
        assert problem.rule


@settings(max_examples=examples(120))
@given(mutated())
def test_a_mutated_text_is_read_without_an_exception(case: tuple[str, str]) -> None:
    name, raw = case
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    found: list[Diagnostic] = []
    if name == "quizzes/ids.yml":
        found = read_ids(text, name)[1]
    elif name.startswith("quizzes/"):
        found = read_bank(text, name)[1]
    elif name.startswith("docs/study/"):
        found = read_study_page(text, name, {"三会一训": ("term:x", "会")})[1]
    elif name.endswith(".md"):
        read_glossary(text, name)
        found = read_page(text, name)[1]
    else:
        found = read(text, name)[1]
    inside(found, text)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_course(tmp_path_factory.mktemp("hostile"))


# Not shrunk: each step would load a whole course.
@settings(max_examples=examples(40), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(case=mutated())
@example(case=("docs/index.md", "[x](http://[甲)"))
@example(case=("docs/study/meeting.md", TEXTS["docs/study/meeting.md"] + "\n[x](term:none)\n"))
@example(case=("docs/glossary.md", ""))
def test_a_course_with_a_mutated_file_is_judged_and_rendered_without_an_exception(
    case: tuple[str, str], shared: Path
) -> None:
    name, text = case
    file = shared / name
    file.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        outcome = inspect(shared)
        for path in FILES:
            of_file = [found for found in outcome.diagnostics if found.position.path == path]
            inside(of_file, text if path == name else TEXTS[path])
        if not outcome.failed:
            render(outcome.course)
    finally:
        file.write_text(TEXTS[name], encoding="utf-8")


@settings(max_examples=examples(30), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(name=st.sampled_from(FILES), place=st.integers(0, 3000), junk=st.binary(max_size=8))
def test_a_course_with_mutated_bytes_is_judged_without_an_exception(
    name: str, place: int, junk: bytes, shared: Path
) -> None:
    content = TEXTS[name].encode()
    file = shared / name
    file.write_bytes(content[:place] + junk + content[place + len(junk) :])
    try:
        outcome = inspect(shared)
        if not outcome.failed:
            render(outcome.course)
    finally:
        file.write_bytes(content)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(2_000)),
        "a: [" + "[" * 199 + "]" * 199 + "]",
    ],
    ids=["brackets", "braces", "dashes", "question marks", "indentation", "just under the parser's own limit"],
)
def test_deep_nesting_is_reported_and_does_not_end_the_interpreter(text: str) -> None:
    program = (
        "import sys; from course.text.yaml_reader import read; "
        "print(*sorted({found.rule for found in read(sys.stdin.read(), 'x')[1]}))"
    )
    # In a process of its own: an overflow of the C stack would take the test run with it.
    done = subprocess.run([sys.executable, "-c", program], input=text, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "yaml-depth\n", "")


def test_a_page_at_which_the_parser_fails_is_reported_and_the_others_are_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = markdown.Markdown.convert

    def fail(engine: markdown.Markdown, text: str) -> str:
        # Versions of Python differ in what they fail at.
        assert "<![" not in text, "unknown status keyword"
        return convert(engine, text)

    monkeypatch.setattr(markdown.Markdown, "convert", fail)
    page = root / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n<p><![图](x.png)</p>\n", encoding="utf-8")
    (found,) = [one for one in inspect(root).diagnostics if one.rule == "page-markup"]
    assert (found.position.path, found.severity) == ("docs/index.md", "error")
    assert "请检查这些地方" in found.message


def test_an_attribute_without_a_value_is_an_empty_one() -> None:
    head = "---\ntitle: 甲\nlocator: 一\ngoals: [乙]\n---\n\n"
    study, found = read_study_page(f'{head}## 甲 {{ #r1-9-9 data-for\t="staff" }}\n', "docs/study/meeting.md", {})
    assert found == []
    assert study.requirements[0].roles == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 不允许这样的文件名")
def test_the_name_of_a_file_cannot_steer_the_terminal(root: Path) -> None:
    for folder, ending in (("quizzes", "yml"), ("docs/study", "md"), ("quizzes/exams", "yml")):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / f"a\x1b[2J\n\u202eb.{ending}").write_text("甲", encoding="utf-8")
    lines = list(format_text(inspect(root).diagnostics))
    assert any("file-name" in line for line in lines)
    assert [line for line in lines if not line.isprintable()] == []
