"""Makes the workbooks and the Word file in tests/cases/office, as LibreOffice writes them.

    PYTHONPATH=scripts:tests .venv/bin/python tests/support/office_fixtures.py

It needs LibreOffice (on Debian: apt install libreoffice-calc-nogui libreoffice-writer-nogui). The tests only read
what it made, so that they need no office; run it again when the layout of the workbook changes.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from course.formats.excel.write import write_workbook
from course.load.course import load_course
from support.sample_course import sample_course
from support.workbooks import Edited

TARGET = Path(__file__).resolve().parents[1] / "cases/office"
# Lists as an office program makes them: the numbers are not in the text.
LETTER = """\
<html><body><h2>一、单项选择题</h2>
<ol><li>议题应当由谁提出？</li></ol><ol type="A"><li>谁都行</li><li>科室委员会</li></ol><p>答案：B</p><p>解析：科室定下。</p>
<ol start="2"><li>材料什么时候发？</li></ol><ol type="A"><li>会前</li><li>会后</li></ol><p>答案：A</p>
<h2>二、判断题</h2><ol><li>讲完就行。（×）</li></ol></body></html>
"""


def edited(book: Edited) -> None:
    """Edit as people do: stray spaces, wide figures, numbers, and a question below the others."""
    book.put("单选题", 2, "解析", "　改了解析。 ")
    book.put("多选题", 2, "答案", "Ａ、Ｃ")
    book.put("判断题", 2, "难度", "２")
    book.add(
        "单选题", 题库="meeting", 要点="r1-1-1-a", 难度=2, 题干=" 哪一年开始的？ ", 选项A=2018, 选项B="２０１９", 选项C=0.5,
        选项D="=1+1 是文字", 答案="a", 解析="看文件。",
    )  # fmt: skip
    cell = book.sheet("单选题").cell(3, book.column("单选题", "选项D"))
    cell.data_type = "s"
    book.sheet("单选题").row_dimensions[2].hidden = True
    book.sheet("排序题").sheet_state = "hidden"


def uncertain(book: Edited) -> None:
    """Do what a bank cannot take: formulas, dates, formats, errors, merged cells."""
    book.put("单选题", 2, "解析", '="提前"&"告诉"')
    book.put("单选题", 2, "选项B", datetime(2018, 1, 2, tzinfo=UTC).replace(tzinfo=None))
    book.put("多选题", 2, "选项A", 0.25)
    book.sheet("多选题").cell(2, book.column("多选题", "选项A")).number_format = "0%"
    book.put("多选题", 2, "选项B", "=1/0")
    book.sheet("填空题").merge_cells("H2:I2")
    book.book.create_sheet("我的草稿")["A1"] = "一道题"


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course, _ = load_course(sample_course(folder / "course"))
        exported = write_workbook(course, course.banks)
        for label, edit in (("resaved", lambda _: None), ("edited", edited), ("uncertain", uncertain)):
            book = Edited(exported)
            edit(book)
            (folder / f"{label}.xlsx").write_bytes(book.content())
            convert(folder, f"{label}.xlsx", "xlsx:Calc MS Excel 2007 XML")
        (folder / "numbered.html").write_text(LETTER, encoding="utf-8")
        convert(folder, "numbered.html", "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    return 0


def convert(folder: Path, name: str, filters: str, *arguments: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, *arguments, "--convert-to", filters, "--outdir", str(TARGET)]
    subprocess.run([*command, str(folder / name)], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
