"""The booklet on screen, and on paper: every number in its contents is the page on which the heading stands."""

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pypdf.generic import Destination

from course import cli
from course.environment import MissingError, find_browser
from course.load.course import load_course
from course.model import inline
from course.model.course import Course
from course.office.browser_pdf import PrintingError, numbered, pages_of, print_booklet
from course.site.study_parts import published_sentences
from support.sample_course import CASES, COURSE
from support.site_build import ARCHIVES, ROOT, Site

STYLES = [
    *sorted((ROOT / "theme/styles").glob("*.css")),
    *sorted((ROOT / "theme/styles/pages").glob("*.css")),
    ROOT / "theme/assets/booklet.css",
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The booklet of the sample course as a page with our styles and without a theme."""
    styles = "".join(file.read_text(encoding="utf-8") for file in STYLES)
    body = (CASES / "pages/parts/booklet.md").read_text(encoding="utf-8")
    page = tmp_path / "档案 学习/booklet.html"
    page.parent.mkdir()
    page.write_text(
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>册</title><style>{styles}</style></head>'
        f'<body><script>document.title = "ran"</script><main class="md-typeset">{body}</main></body></html>',
        encoding="utf-8",
    )
    return page


# Fonts that draw a radical and the letter alike are read back as the radical, which has no other normal form.
RADICALS = str.maketrans("⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻩⻬", "民虎西见角贝车长门青页风飞食马骨鱼鸟黄齐")


def letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", inline.plain(text)).translate(RADICALS).split())


def texts(reader: PdfReader) -> list[str]:
    return [letters(page.extract_text()) for page in reader.pages]


def check_contents(course: Course, pages: list[str], landed: dict[str, int]) -> None:
    """Every entry of the contents gives the page on which its heading stands."""
    first = min(page for name, page in landed.items() if name.startswith("booklet-"))
    contents = "\n".join(pages[: first - 1])
    for study in course.study:
        name = f"booklet-study-{study.name}"
        for place, title in [(name, study.title), *((f"{name}-{one.id}", one.title) for one in study.requirements)]:
            assert re.search(rf"{re.escape(letters(title))}{landed[place]}(?!\d)", contents), title
            assert letters(title) in pages[landed[place] - 1], title


def check_points(course: Course, pages: list[str], landed: dict[str, int]) -> None:
    """Every point stands once in its chapter, label and text, beside what its source says if that is published."""
    starts = [landed[f"booklet-study-{study.name}"] for study in course.study]
    ends = pairwise([*starts, landed["booklet-duties"]])
    for study, (start, end) in zip(course.study, ends, strict=True):
        # The foot of a page can stand within a sentence that goes on overleaf.
        chapter = enumerate(pages[start - 1 : end - 1], start)
        written = "".join(text.replace(f"{number}/{len(pages)}", "") for number, text in chapter)
        source = "".join(
            letters(sentence.text) for one in study.requirements for sentence in published_sentences(course, one)
        )
        assert source[:12] in written
        for requirement in study.requirements:
            assert letters(requirement.title) in written
            for point in requirement.points:
                begin = letters(f"{point.label}：{point.text[:6]}")
                assert written.count(begin) == 1 + source.count(begin), point.id


def outline(reader: PdfReader) -> list[tuple[int, str]]:
    def walk(entries: list[object], depth: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            elif isinstance(entry, Destination):
                found.append((depth, letters(str(entry.title))))
        return found

    return walk(list(reader.outline), 0)


def test_a_small_course_is_printed_with_its_page_numbers_and_bookmarks(sample: Path) -> None:
    course, _ = load_course(COURSE)
    reader = PdfReader(BytesIO(print_booklet(find_browser(), sample, "2026 年 1 月 2 日")))
    pages, landed = texts(reader), pages_of(reader)
    check_contents(course, pages, landed)
    check_points(course, pages, landed)
    assert "2026年1月2日打印" in pages[0]
    chapters = [title for depth, title in outline(reader) if depth == 1]
    assert chapters == ["目录", "开好科室会议", "管好会议记录", "各角色的责任", "术语"]
    assert "/StructTreeRoot" in reader.root_object
    assert reader.pages[0].mediabox.width == pytest.approx(595, abs=1)
    assert [file.name for file in sample.parent.iterdir()] == ["booklet.html"]


def test_a_number_replaces_what_stood_there() -> None:
    once = numbered('<span data-page-of="a"></span><span data-page-of="b"></span>', {"a": 3})
    assert once == '<span data-page-of="a">3</span><span data-page-of="b"></span>'
    assert numbered(once, {"a": 12, "b": 4}) == once.replace(">3<", ">12<").replace('b"><', 'b">4<')


def test_without_a_chinese_font_it_says_so_instead_of_printing_boxes(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text(f"<?xml version='1.0'?><fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(bare))
    with pytest.raises(PrintingError, match="没有中文字体"):
        print_booklet(find_browser(), sample, "今天")


def failing(message: str) -> Callable[[], str]:
    def fail() -> str:
        raise MissingError(message)

    return fail


def test_a_machine_without_a_browser_gets_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("course.cli.site.find_browser", failing("没有浏览器"))
    assert cli.main(["booklet", "--output", str(tmp_path / "booklet.pdf")]) == 1
    assert capsys.readouterr().err == "打印本没有印成：没有浏览器\n"


@pytest.mark.parametrize(("browser", "words"), [("/nowhere/chrome", "打不开"), ("/bin/true", "没有印出文件")])
def test_a_browser_that_does_not_print_leaves_nothing_behind(
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    browser: str,
    words: str,
) -> None:
    target = tmp_path / "dist/booklet.pdf"
    monkeypatch.setattr("course.cli.site.find_browser", lambda: browser)
    assert cli.main(["booklet", "--site", str(sample.parent), "--output", str(target)]) == 1
    assert words in capsys.readouterr().err
    assert not target.exists()
    assert [file.name for file in sample.parent.iterdir()] == ["booklet.html"]


def test_a_booklet_is_not_overwritten_without_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "booklet.pdf"
    target.write_bytes(b"theirs")
    arguments = ["booklet", "--site", str(tmp_path), "--output", str(target)]
    monkeypatch.setattr("course.cli.site.find_browser", lambda: "")
    monkeypatch.setattr("course.office.browser_pdf.print_booklet", lambda *_: b"printed")
    assert cli.main(arguments) == 1
    assert str(target) in capsys.readouterr().err
    assert target.read_bytes() == b"theirs"
    assert cli.main([*arguments, "--force"]) == 0
    assert target.read_bytes() == b"printed"


def test_a_site_without_a_booklet_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["booklet", "--site", str(tmp_path)]) == 1
    assert "booklet.html" in capsys.readouterr().err


def test_the_booklet_is_reached_from_the_map_and_has_a_button_to_print(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => { document.body.dataset.printed = 'yes'; };")
    page.goto(f"{address}/study/index.html")
    page.get_by_role("link", name="一本可以打印的册子").click()
    page.locator('[data-action="print"]').click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.locator('[data-action="print"]')).to_be_hidden()
    expect(page.locator(".md-header")).to_be_hidden()
    page.emulate_media(media="screen")
    entry = page.locator(".course-contents a").nth(3)
    entry.click()
    expect(page.locator(f"[id='{(entry.get_attribute('href') or '')[1:]}']")).to_be_in_viewport()


@pytest.mark.slow
def test_the_whole_course_is_printed_with_every_point_and_no_key(site: Site, tmp_path: Path) -> None:
    course, _ = load_course(ARCHIVES)
    target = tmp_path / "booklet.pdf"
    assert cli.main(["booklet", "--site", str(site.folder), "--output", str(target)]) == 0
    reader = PdfReader(target)
    pages, landed = texts(reader), pages_of(reader)
    check_contents(course, pages, landed)
    check_points(course, pages, landed)
    whole = "".join(pages)
    assert all(label in whole for label in course.roles.values())
    explained = [question.explanation for _, question in course.questions() if len(question.explanation) > 12]
    assert [text for text in explained if letters(text) in whole] == []
    assert b"file://" not in target.read_bytes()
