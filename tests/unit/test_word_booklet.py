"""The booklet in Word: headings, lists and tables of Word's own, contents that are filled, and nothing of the quizzes."""

import re
from functools import cache
from pathlib import Path

import pytest

from course import cli
from course.load.course import load_course
from course.model.course import Course
from course.office import libreoffice
from course.office.booklet import booklet_file, entries
from course.office.html_tree import all_words, pieces, tree
from course.office.table_of_contents import place_of
from support.sample_course import CASES, COURSE, golden
from support.site_build import ARCHIVES
from support.word_reading import W, lines, opened, part, squeezed


@cache
def archives() -> Course:
    return load_course(ARCHIVES)[0]


@cache
def sample() -> Course:
    return load_course(COURSE)[0]


def numbers(course: Course) -> dict[str, int]:
    return {entry.id: place + 3 for place, entry in enumerate(entries(course))}


@cache
def made() -> bytes:
    return booklet_file(archives(), numbers(archives()))


def test_the_booklet_of_the_sample_course_reads_like_this() -> None:
    content = booklet_file(sample(), numbers(sample()))
    styles = [f"{one.style.name if one.style else ''}: {one.text}" for one in opened(content).paragraphs]
    golden(CASES / "word/booklet.txt", "\n".join(styles).replace("\xa0", "～") + "\n")


def test_its_headings_are_those_of_the_course_in_order() -> None:
    headings = [(one.style.name, one.text) for one in opened(made()).paragraphs if one.style]
    expected = []
    for study in archives().study:
        expected.append(("Heading 1", study.title))
        expected += [("Heading 2", requirement.title) for requirement in study.requirements]
    expected.append(("Heading 1", "各角色的责任"))
    expected += [("Heading 2", label) for label in archives().roles.values()]
    expected.append(("Heading 1", "术语"))
    assert [one for one in headings if one[0] in {"Heading 1", "Heading 2"}] == expected
    terms = {text for name, text in headings if name == "Heading 4"}
    assert {term.name for term in archives().terms} <= terms


def test_it_holds_every_point_and_every_locator() -> None:
    text = squeezed("".join(lines(made())))
    for study in archives().study:
        assert squeezed(f"出处：{study.locator}。") in text
    for requirement, point in archives().points():
        assert squeezed(f"{point.label}：") in text
        assert squeezed(f"出处：{requirement.locator}。对象：") in text
    for term in archives().terms:
        assert squeezed(term.meaning) in text


def test_it_holds_no_question_no_answer_and_no_mark_of_the_generator() -> None:
    text = squeezed("".join(lines(made())))
    for _, question in archives().questions():
        assert squeezed(question.explanation) not in text
    assert not re.search(r"--8<--|\[\[|<[a-z]|data-|&[a-z]+;", text)


def test_the_contents_are_a_field_that_is_filled() -> None:
    xml = part(made(), "word/document.xml")
    assert r"TOC \o &quot;1-2&quot; \h \z \u" in xml or r'TOC \o "1-2" \h \z \u' in xml
    assert 'w:dirty="true"' not in xml
    rows = list(opened(made()).element.body.iter(f"{W}hyperlink"))
    wanted = numbers(archives())
    assert [("".join(one.text or "" for one in row.iter(f"{W}t")), row.get(f"{W}anchor")) for row in rows] == [
        (f"{entry.title}{wanted[entry.id]}", f"_Toc{10_000_000 + place}")
        for place, entry in enumerate(entries(archives()))
    ]
    begins, ends = (xml.count(f'w:fldCharType="{kind}"') for kind in ("begin", "end"))
    assert begins == ends


def test_every_entry_of_the_contents_leads_to_its_heading() -> None:
    found = {}
    for one in opened(made()).paragraphs:
        for start in one._p.iter(f"{W}bookmarkStart"):  # noqa: SLF001
            found[place_of(start.get(f"{W}name"))] = one.text
    assert found == {place: entry.title for place, entry in enumerate(entries(archives()))}


def test_without_page_numbers_word_is_asked_to_fill_them_in() -> None:
    content = booklet_file(sample(), {})
    xml = part(content, "word/document.xml")
    assert xml.count('w:dirty="true"') == 1
    assert "PAGEREF" not in xml
    assert all(entry.title in xml for entry in entries(sample()))


def test_every_numbered_list_begins_at_one_and_bullets_are_bullets() -> None:
    document = opened(made())
    kinds: dict[int, int] = {}
    for one in document.element.body.iter(f"{W}numId"):
        number = int(one.get(f"{W}val"))
        kinds[number] = kinds.get(number, 0) + 1
    numbering = part(made(), "word/numbering.xml")
    assert kinds[1] > 100
    numbered = sorted(number for number in kinds if number > 1)
    # 2 is the list of the style itself.
    assert numbered == list(range(3, 3 + len(numbered)))
    assert numbering.count('<w:startOverride w:val="1"/>') == 3 * len(numbered)


def test_tables_repeat_their_heads_and_refer_to_pages() -> None:
    tables = opened(made()).tables
    assert all(len(list(one._tbl.iter(f"{W}tblHeader"))) == 1 for one in tables)  # noqa: SLF001
    duties = next(one for one in tables if one.cell(0, 0).text == "要求")
    study = next(study for study in archives().study if study.requirements)
    known = numbers(archives())
    pages = {
        one.title: known[f"booklet-study-{study.name}-{one.id}"]
        for study in archives().study
        for one in study.requirements
    }
    for row in duties.rows[1:]:
        title, page = re.fullmatch(r"(.*)（第 (\d+) 页）", row.cells[0].text).groups()  # type: ignore[union-attr]
        assert pages[title] == int(page)
        assert row.cells[1].text.startswith("□\xa0")
    assert study.title in "".join(lines(made()))


def test_the_same_course_gives_the_same_bytes() -> None:
    assert booklet_file(sample(), {}) == booklet_file(sample(), {})


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>一 \n 二</p>", [("一 二", None)]),
        ("<p> 一<strong>二</strong> 三 </p>", [("一", None), ("二", "Strong"), (" 三", None)]),
        ("<p>一<br>二<code>x &lt;b&gt;</code></p>", [("一", None), ("\n", None), ("二", None), ("x <b>", "HTML Code")]),
        ("<p><a href='x'>三会<em>一课</em></a><script>alert(1)</script></p>", [("三会", None), ("一课", "Emphasis")]),
        (
            '<p><img src="x.svg" alt="会议室"><img src="y"></p>',
            [("（图：会议室）", None), ("（图：见学习站点）", None)],
        ),
        ('<p><span class="course-box">查</span> 记</p>', [("□\xa0", None), ("查", None), (" 记", None)]),
        ("<p>没有关上<strong>的字", [("没有关上", None), ("的字", "Strong")]),
        ("<p>\x00</p>", [("\ufffd", None)]),
    ],
)
def test_words_are_read_as_a_browser_shows_them(html: str, words: list[tuple[str, str | None]]) -> None:
    assert all_words(tree(html)[0]) == words


def test_blocks_between_words_are_kept_apart() -> None:
    found = [one if isinstance(one, list) else one.tag for one in pieces(tree("<li>一<ul><li>二</li></ul>三</li>")[0])]
    assert found == [[("一", None)], "ul", [("三", None)]]


def test_the_command_writes_a_file_without_libreoffice_and_says_how_to_get_numbers(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(root))
    monkeypatch.setattr(libreoffice, "_MAC", root / "none")
    target = root / "out/读本.docx"
    assert cli.main(["booklet-word", "--root", str(root), "--output", str(target)]) == 0
    assert "更新域" in capsys.readouterr().out
    assert 'w:dirty="true"' in part(target.read_bytes(), "word/document.xml")
    target.write_bytes(b"theirs")
    assert cli.main(["booklet-word", "--root", str(root), "--output", str(target)]) == 1
    assert "内容不同" in capsys.readouterr().err
    assert target.read_bytes() == b"theirs"
    assert cli.main(["booklet-word", "--root", str(root), "--output", str(target), "--force"]) == 0


def test_the_command_writes_nothing_of_a_course_with_errors(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/extra.yml").write_text("title: 补充\n", encoding="utf-8")
    assert cli.main(["booklet-word", "--root", str(root), "--output", str(root / "x.docx")]) == 1
    assert "[missing-field]" in capsys.readouterr().out
    assert not (root / "x.docx").exists()


def test_pages_that_never_settle_are_left_to_word(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter(range(100))
    monkeypatch.setattr(libreoffice, "find_office", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "pdf_of", lambda *_: b"")
    monkeypatch.setattr(libreoffice, "_landed", lambda _, listed: {entry.id: next(rounds) for entry in listed})
    assert libreoffice.word_booklet(sample()) == (booklet_file(sample(), {}), "页码一直在变，没有排定")
