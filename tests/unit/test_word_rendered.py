"""Word files as an office program lays them out: LibreOffice makes them PDF, another reader reads that."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from course.exams.option_order import letter, shown_options
from course.exams.paper import Paper, draw_paper, read_number
from course.model import inline
from course.model.bank import BLANK, Choice, Question
from course.office.booklet import entries
from course.office.libreoffice import find_office, pdf_of, word_booklet
from course.office.paper_request import PaperRequest, files_of
from support.archives import COURSE
from support.word_reading import squeezed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office() -> str:
    return find_office() or pytest.fail(
        "没有找到 LibreOffice。请运行：sudo apt install libreoffice-writer-nogui fonts-noto-cjk"
    )


def pages(office: str, folder: Path, name: str, content: bytes) -> list[str]:
    """Return the text of each page."""
    file = folder / f"{name}.docx"
    file.write_bytes(content)
    reader = PdfReader(BytesIO(pdf_of(office, file)))
    for page in reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595, 842), abs=1)
    return [squeezed(page.extract_text()) for page in reader.pages]


def paper_of(number: str) -> tuple[Paper, dict[str, bytes]]:
    name = read_number(COURSE, number)
    assert name
    paper = draw_paper(COURSE, name)
    return paper, files_of(COURSE, paper, PaperRequest(name, ""), sealed=number.endswith("7"))


def words(text: str) -> str:
    return squeezed(inline.plain(text))


def parts(paper: Paper, number: int, question: Question) -> list[str]:
    """Return what must stand on one page: the stem's beginning, then every option with its letter."""
    stem = f"{number}．{words(question.stem).partition(BLANK)[0]}"
    if not isinstance(question, Choice):
        return [squeezed(stem)]
    order = shown_options(question, paper.seed(question))
    return [
        squeezed(stem),
        *(squeezed(f"{letter(at)}．{words(question.options[index].text)}") for at, index in enumerate(order)),
    ]


@pytest.mark.parametrize("number", ["annual-48213", "page-lending-7"])
def test_a_rendered_paper_has_every_question_whole_on_a_page(office: str, tmp_path: Path, number: str) -> None:
    paper, files = paper_of(number)
    texts = pages(office, tmp_path, "paper", next(iter(files.values())))
    for part in paper.parts:
        for place, question in enumerate(part.questions, part.first):
            wanted = parts(paper, place, question)
            assert any(all(one in text for one in wanted) for text in texts), wanted
    for place, text in enumerate(texts, 1):
        assert squeezed(f"第 {place} 页 共 {len(texts)} 页") in text


def test_a_rendered_key_and_sheet_hold_all_numbers(office: str, tmp_path: Path) -> None:
    paper, files = paper_of("newcomer-00007")
    _, sheet, key = files.values()
    on_sheet, in_key = ("".join(pages(office, tmp_path, "file", content)) for content in (sheet, key))
    for part in paper.parts:
        for place, question in enumerate(part.questions, part.first):
            assert re.search(rf"{place}\.\[[A对]\]", on_sheet)
            assert squeezed(f"解析：{words(question.explanation)}") in in_key
    assert "密封线内不要答题" in on_sheet or "".join(reversed("密封线内不要答题")) in on_sheet


def test_the_contents_of_the_rendered_booklet_give_the_pages_of_its_headings(office: str, tmp_path: Path) -> None:
    content, lack = word_booklet(COURSE)
    assert lack == ""
    texts = pages(office, tmp_path, "booklet", content)
    listed = entries(COURSE)
    first = next(place for place, text in enumerate(texts) if text.startswith(squeezed(listed[0].title)))
    contents = "".join(texts[1:first])
    for entry in listed:
        title = squeezed(entry.title)
        found = re.search(rf"{re.escape(title)}\.+(\d+)", contents)
        assert found, entry.title
        assert title in texts[int(found[1]) - 1]
        contents = contents[found.end() - len(found[1]) :]
