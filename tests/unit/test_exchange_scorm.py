"""The SCORM package: its manifest by the rules of the specification, and everything that it names is there."""

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from defusedxml.ElementTree import fromstring

from course.formats.export_types import Selection
from course.formats.scorm import export_scorm
from course.model.course import Identity
from support.exchanged import written

PACKAGING = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
SCORM = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
QUESTION = {"type": "short", "stem": "谈谈。", "reference": ["一"]}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in (
        "index.html",
        "404.html",
        "sitemap.xml",
        "quizzes/extra.html",
        "assets/player/scorm.js",
        "图 1.png",
        "x.js.map",
    ):
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    return tmp_path / "site"


def package(site: Path, bank: str | None, title: str = "课程") -> zipfile.ZipFile:
    selection = Selection(bank or "course", title, (written(QUESTION),), 0, bank, site)
    return zipfile.ZipFile(io.BytesIO(export_scorm(selection).content))


@pytest.mark.parametrize("bank", ["extra", None])
def test_the_manifest_follows_the_specification(site: Path, bank: str | None) -> None:
    archive = package(site, bank)
    assert archive.namelist()[0] == "imsmanifest.xml"
    root = fromstring(archive.read("imsmanifest.xml"))
    assert root.tag == f"{PACKAGING}manifest"
    assert [element.tag.removeprefix(PACKAGING) for element in root] == ["metadata", "organizations", "resources"]
    assert root.findtext(f"{PACKAGING}metadata/{PACKAGING}schema") == "ADL SCORM"
    assert root.findtext(f"{PACKAGING}metadata/{PACKAGING}schemaversion") == "1.2"
    organizations, resources = root[1], root[2]
    (organization,) = organizations
    assert organizations.get("default") == organization.get("identifier")
    (item,) = organization.iterfind(f"{PACKAGING}item")
    (resource,) = resources
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get("type"), resource.get(f"{SCORM}scormtype")) == ("webcontent", "sco")
    assert item.findtext(f"{SCORM}masteryscore") == ("60" if bank else None)
    assert item.findtext(f"{PACKAGING}title") == ("补充" if bank else "课程")
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(identifiers) == len(set(identifiers))
    named = [unquote(element.get("href", "")) for element in resource]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(archive.namelist())
    assert resource.get("href") in named


def test_the_package_holds_the_site_without_what_nobody_needs_there(site: Path) -> None:
    assert set(package(site, None).namelist()) == {
        "imsmanifest.xml", "launch.html", "site/index.html", "site/quizzes/extra.html", "site/assets/player/scorm.js", "site/图 1.png",
    }  # fmt: skip


@pytest.mark.parametrize(("bank", "start"), [("extra", "quizzes/extra.html"), (None, "index.html")])
def test_the_frame_knows_what_to_open_and_report_on(site: Path, bank: str | None, start: str) -> None:
    archive = package(site, bank, "</title><script>alert(1)</script>")
    page = html5lib.parse(archive.read("launch.html").decode(), namespaceHTMLElements=False)
    (body,), (script,) = page.findall("body"), page.findall(".//script")
    assert body.get("data-start") == start
    assert (body.get("data-bank"), body.get("data-passing")) == (bank, "60" if bank else None)
    assert script.get("src") in archive.namelist()
    assert f"site/{start}" in archive.namelist()


def test_the_same_course_gives_the_same_package(site: Path) -> None:
    selections = [Selection("extra", "课程", (written(QUESTION),), made, "extra", site) for made in (1, 2)]
    assert export_scorm(selections[0]).content == export_scorm(selections[1]).content


@pytest.mark.parametrize("copy", ["", "试用"])
def test_the_frame_says_which_course_and_copy_it_is_as_every_page_of_the_site_does(site: Path, copy: str) -> None:
    identity = Identity("shili-kecheng", '课程"><script>', copy)
    selection = Selection("extra", identity.title, (written(QUESTION),), 0, "extra", site, identity=identity)
    archive = zipfile.ZipFile(io.BytesIO(export_scorm(selection).content))
    page = html5lib.parse(archive.read("launch.html").decode(), namespaceHTMLElements=False)
    told = {
        meta.get("name"): meta.get("content") for meta in page.findall("head/meta") if meta.get("name") != "viewport"
    }
    told.pop(None)
    expected = {"course-id": identity.id, "course-title": identity.title} | ({"course-copy": copy} if copy else {})
    assert told == expected
    name = fromstring(archive.read("imsmanifest.xml")).get("identifier")
    assert name == ("shili-kecheng-试用-extra" if copy else "shili-kecheng-extra")
