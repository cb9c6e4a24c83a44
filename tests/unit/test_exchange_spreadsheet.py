"""The CSV in an office program: every cell is text, and as it was written."""

import csv
import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from course.formats.csv import export_csv
from course.office.libreoffice import find_office
from support.archives import COURSE
from support.exchanged import selection, written

pytestmark = pytest.mark.slow

# Comma, double quotes, UTF-8, from the first line: https://wiki.documentfoundation.org/Documentation/DevGuide
FILTER = "CSV:44,34,76,1"
FORMULAS = ("=1+1", "+1+1", "-1-1", "@SUM(1)", "＝1+1", '=HYPERLINK("http://x","y")', "=cmd|'/c calc'!A0", "\t=1+1")


@pytest.fixture(scope="module")
def office() -> str:
    found = find_office()
    if found is None:
        pytest.fail("没有找到 LibreOffice。请运行：sudo apt install libreoffice-calc-nogui")
    return found


def opened(office: str, content: bytes, folder: Path) -> list[list[object]]:
    """Return the cells as the office program has them, formulas as what they would be."""
    (folder / "bank.csv").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, "--headless", profile, f"--infilter={FILTER}", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "bank.csv")], check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(folder / "bank.xlsx").worksheets[0]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_no_cell_is_a_formula(office: str, tmp_path: Path) -> None:
    banks = [written({"type": "truefalse", "stem": text, "answer": True, "explanation": text}) for text in FORMULAS]
    rows = opened(office, export_csv(selection(*banks)).content, tmp_path)
    explanations = [str(row[-1]) for row in rows[1:]]
    assert [text.removeprefix("'").strip() for text in explanations] == [text.strip() for text in FORMULAS]


def test_the_banks_of_the_second_course_arrive_as_they_are(office: str, tmp_path: Path) -> None:
    content = export_csv(selection(*COURSE.banks)).content
    expected = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = opened(office, content, tmp_path)
    assert [[str(cell or "") for cell in row] for row in rows] == expected
