"""A course of which every name tries something: wherever a name is shown or sent, it is text."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
import pytest
import yaml
from defusedxml.ElementTree import fromstring

from course import cli
from course.check import inspect
from course.formats.export_types import Selection
from course.formats.exporters import EXPORTERS
from course.formats.scorm import LAUNCH, MANIFEST
from course.load.course import load_course
from support.hostile_html import acts
from support.sample_course import sample_course
from support.word_reading import lines

ODD = (
    "=1+1 & <b onclick=\"top.pwned=1\">甲</b> '乙' {{ 7*7 }} {% raw %} ${x} </title></script><script>top.pwned=1</script>"
    " &lt;i&gt; `丁` *戊* [己](index.md) | \\ ]]> --> @SUM(1) "
)  # fmt: skip
"""What begins each name; a mark behind it tells the names apart."""
PLAIN = "=1+1|*庚*_辛_[壬](x)#@~^%;,.:!? "
LONG = 300


def odd(mark: str, length: int = LONG) -> str:
    return f"{mark}{ODD}"[:length].ljust(min(length, len(ODD) + len(mark)), "长")


TITLE = odd("=")
UNIT: dict[str, Any] = {
    "name": f"{PLAIN}本单位", "short": f"{PLAIN}单", "contact": f"{PLAIN}办公室".ljust(100, "长"), "records": f"{PLAIN}委员",
    "branches": [f"{PLAIN}第{number}组" for number in (1, 2)],
}  # fmt: skip


def named(root: Path) -> Path:
    """Give every name of a sample course a value that tries something."""
    course: dict[str, Any] = yaml.safe_load((root / "course.yml").read_text(encoding="utf-8"))
    course |= {"title": TITLE, "about": odd("简")}
    course["outline"][0]["title"] = odd("纲")
    course["roles"] = [{**role, "label": f"=1*_[x](y)#|!{place}"} for place, role in enumerate(course["roles"])]
    course["paths"] = [{"title": odd("路"), "about": odd("线"), "steps": ["study/meeting.md"]}]
    write(root / "course.yml", course)
    for bank in ("meeting", "minutes"):
        content = yaml.safe_load((root / f"quizzes/{bank}.yml").read_text(encoding="utf-8"))
        write(root / f"quizzes/{bank}.yml", {**content, "title": odd(bank)})
    section = {"title": odd("大"), "type": "truefalse", "count": 1, "marks": 1}
    (root / "quizzes/exams").mkdir()
    exam = {"title": odd("卷"), "about": odd("考"), "minutes": 5, "passing": 1, "sections": [section]}
    write(root / "quizzes/exams/quick.yml", exam)
    (root / "local").mkdir()
    write(root / "local/unit.yml", UNIT)
    return root


def write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def run(*arguments: str) -> None:
    assert cli.main(list(arguments)) == 0, arguments


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return named(sample_course(tmp_path_factory.mktemp("names") / "project"))


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("names-site") / "site"
    run("library", str(root), "--into", str(site), "--title", TITLE)
    return site


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_page_shows_names_as_text_and_none_acts(library: Path) -> None:
    title = squeezed(TITLE)
    pages = sorted(library.rglob("*.html"))
    assert len(pages) > 20
    for file in pages:
        tree = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        own = [
            one
            for one in acts(tree)
            if one not in {"<script>", "<style>", "<use>"} and not re.match(r"<script src=[./\w-]+\.js>", one)
        ]
        assert own == [], file
        drawings = [value for one in tree.iter("use") for value in one.attrib.values()]
        assert all(value.startswith("#course-icon-") for value in drawings), file
        assert not [one for one in tree.iter("script") if "pwned" in text_of(one)], file
        assert not [one for one in tree.iter() if any("onclick" in name for name in one.attrib)], file
        assert title in squeezed(text_of(next(tree.iter("title")))), file
        if file.parent != library:
            metas = {one.get("name"): one.get("content") for one in tree.iter("meta")}
            assert metas["course-title"] == TITLE, file
            assert squeezed(UNIT["name"]) in squeezed(text_of(next(tree.iter("footer")))), file
    (start,) = library.glob("*.html")
    assert squeezed(odd("简")) in squeezed(text_of(html5lib.parse(start.read_text(encoding="utf-8"))))


def cells(content: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        yield from (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_workbooks_hold_names_as_text_and_no_formula(root: Path) -> None:
    run("coverage", "--root", str(root), "--force")
    run("export", "--root", str(root), "excel", "--force")
    run("unit", "--root", str(root), "export", "--force")
    found = []
    for file in sorted((root / "dist").glob("*.xlsx")):
        every = list(cells(file.read_bytes()))
        assert [cell.value for cell in every if cell.data_type == "f"] == [], file
        found += [str(cell.value) for cell in every]
    assert len(list((root / "dist").glob("*.xlsx"))) == 3
    assert any("pwned=1" in one for one in found)


def test_papers_and_booklet_hold_names_as_text(root: Path) -> None:
    run("paper", "--root", str(root), "--exam", "quick", "--output", str(root / "dist/papers"))
    run("booklet-word", "--root", str(root), "--output", str(root / "dist/booklet.docx"))
    written = {file.name: file.read_bytes() for file in (root / "dist").rglob("*.docx")}
    assert len(written) >= 3
    for name, content in written.items():
        shown = squeezed("".join(lines(content)))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            whole = {
                part: archive.read(part).decode() for part in archive.namelist() if part.endswith((".xml", ".rels"))
            }
        headers = squeezed("".join("".join(fromstring(text).itertext()) for text in whole.values()))
        assert squeezed(odd("卷")) in shown or TITLE[:40].replace(" ", "") in headers, name
        assert not [part for part, text in whole.items() if re.search(r"instrText[^>]*>[^<]*=1\+1", text)], name
        assert 'pwned=1"' not in "".join(text for part, text in whole.items() if part.endswith(".rels")), name


def test_the_package_for_a_platform_names_the_course_as_text(root: Path, library: Path) -> None:
    course = load_course(root)[0]
    selection = Selection(
        "course", course.title, course.banks, 0, None, library / course.identity.id, identity=course.identity
    )
    with zipfile.ZipFile(io.BytesIO(EXPORTERS["scorm"].export(selection).content)) as package:
        manifest, launch = (package.read(name).decode() for name in (MANIFEST, LAUNCH))
    titles = [one.text for one in fromstring(manifest).iter() if one.tag.endswith("}title")]
    assert titles == [TITLE, TITLE]
    tree = html5lib.parse(launch, namespaceHTMLElements=False)
    assert text_of(next(tree.iter("title"))) == TITLE
    assert not [one for one in acts(tree) if "src=" not in one and one not in {"<script>", "<style>", "<noscript>"}]
    assert "pwned" not in "".join(text_of(one) for one in tree.iter("script"))


def test_the_players_data_hold_names_as_text(library: Path) -> None:
    scripts = list(library.rglob("data/*.js"))
    assert scripts
    for file in scripts:
        text = file.read_text(encoding="utf-8")
        assert "</script" not in text, file
        assert "<!--" not in text, file
    assert any("卷=1+1" in file.read_text(encoding="utf-8") for file in scripts)


REFUSED: dict[str, Callable[[str], tuple[str, dict[str, Any]]]] = {
    "unit": lambda value: ("local/unit.yml", {"name": value}),
    "short": lambda value: ("local/unit.yml", {"short": value}),
    "contact": lambda value: ("local/unit.yml", {"contact": value}),
    "records": lambda value: ("local/unit.yml", {"records": value}),
    "branches": lambda value: ("local/unit.yml", {"branches": [value]}),
}


@pytest.mark.parametrize(
    "value", ["<b>甲", "甲&乙", '甲"乙', "甲'乙", "一行\n二行", "甲\\乙", "甲`乙", "${甲}", "长" * 301]
)
@pytest.mark.parametrize("field", REFUSED)
def test_what_stands_in_scripts_and_pages_of_the_unit_is_refused_where_it_is_written(
    field: str, value: str, tmp_path: Path
) -> None:
    root = sample_course(tmp_path / "project")
    path, content = REFUSED[field](value)
    (root / "local").mkdir()
    write(root / path, content)
    (found,) = inspect(root).diagnostics
    assert (found.position.path, found.position.line, found.severity) == (path, 1, "error")
    assert found.rule in {"wrong-value", "too-long"}


@pytest.mark.parametrize("value", ["<b>甲", '甲"乙', "甲`乙", "一行\n二行", "甲&乙"])
@pytest.mark.parametrize("field", ["roles", "outline", "page"])
def test_what_stands_in_the_handbook_is_refused_where_it_is_written(field: str, value: str, tmp_path: Path) -> None:
    root = sample_course(tmp_path / "project")
    course = yaml.safe_load((root / "course.yml").read_text(encoding="utf-8"))
    named = {
        "roles": [{"id": "filer", "label": value}],
        "outline": [{"label": value, "title": "一"}],
        "page": {"sections": [value]},
    }
    write(root / "course.yml", {**course, field: named[field]})
    found = [one for one in inspect(root).diagnostics if one.rule == "wrong-value"]
    assert [(one.position.path, one.severity) for one in found] == [("course.yml", "error")]
    assert "要写成一行文字，不用引号" in found[0].message


@pytest.mark.parametrize("field", ["title", "about"])
def test_a_name_of_several_lines_is_refused(field: str, tmp_path: Path) -> None:
    root = sample_course(tmp_path / "project")
    course = yaml.safe_load((root / "course.yml").read_text(encoding="utf-8"))
    write(root / "course.yml", {**course, field: "一行\n二行"})
    found = [one for one in inspect(root).diagnostics if one.rule == "wrong-value"]
    assert [one.message for one in found] == [f"{field} 要写成一行文字，中间不能换行"]
