"""All that leaves a course has its id, which tells the files of two courses with one title apart."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from course.formats import scorm
from course.formats.export import select
from course.formats.export_types import Selection
from course.formats.exporters import EXPORTERS
from course.load.course import load_course
from course.release.make import inventory, prepare
from course.release.manifest import Release
from course.release.sbom import SBOM
from support.sample_course import sample_course
from support.site_build import ROOT

IDS = ("first-course", "second-course")
Names = Callable[[Selection, Path], list[str]]


def anki_decks(selection: Selection, place: Path) -> list[str]:
    """The ids of decks and notes, which follow from the course's."""
    content = exported("anki", selection)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        package.extract("collection.anki2", place)
    with sqlite3.connect(place / "collection.anki2") as data:
        ((decks,),) = data.execute("select decks from col").fetchall()
        notes = [guid for (guid,) in data.execute("select guid from notes").fetchall()]
    return [*(name for name in json.loads(decks) if name != "1"), *notes]


def exported(name: str, selection: Selection) -> bytes:
    return EXPORTERS[name].export(selection).content


def parts(selection: Selection, _place: Path) -> list[str]:
    assert selection.identity
    lists = inventory(ROOT, Release("1.0.0", 0, {}, {}, {}, selection.identity.id))
    return [json.loads(lists[SBOM])["metadata"]["component"]["name"], json.loads(lists[SBOM])["serialNumber"]]


def archives(selection: Selection, place: Path) -> list[str]:
    assert selection.identity
    site = place / "site"
    site.mkdir()
    for page in ("index.html", "404.html"):
        (site / page).write_text("<!doctype html><title>x</title>", encoding="utf-8")
    files = prepare(site, Release("1.0.0", 0, {}, {}, {}, selection.identity.id), {})
    manifest = next(content for name, content in files.items() if name.endswith(".json"))
    return [*files, json.loads(manifest)["id"]]


def packages(selection: Selection, _place: Path) -> list[str]:
    text = scorm.manifest(selection, []).decode()
    return [text.partition('identifier="')[2].partition('"')[0]]


@pytest.mark.parametrize("names", [anki_decks, parts, archives, packages])
def test_no_name_of_one_course_is_one_of_another(names: Names, tmp_path: Path) -> None:
    found = []
    for name in IDS:
        root = sample_course(tmp_path / name)
        head = root / "course.yml"
        head.write_text(head.read_text(encoding="utf-8").replace("shili-kecheng", name), encoding="utf-8")
        course, _ = load_course(root)
        place = tmp_path / f"{name}-made"
        place.mkdir()
        found.append(set(names(select(course, "", 0), place)))
    assert found[0]
    assert found[1]
    assert not found[0] & found[1]
