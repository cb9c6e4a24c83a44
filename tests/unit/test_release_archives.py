"""An archive is published only if it is exactly what its manifest says, and leads nowhere else."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course import cli
from course.errors import RefusedError
from course.publish.package import latest, open_package, unpack
from course.release.manifest import MANIFEST
from support.small_release import manifest_of, pack, release, site_of

FILES = site_of("一版")


def repacked(folder: Path, entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    archive = folder / "course-1.0.0.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return archive


def entries() -> list[tuple[zipfile.ZipInfo | str, bytes]]:
    told = manifest_of(FILES, "1.0.0").encode()
    return [(MANIFEST, told), *((f"site/{path}", content) for path, content in FILES.items())]


def refused(archive: Path, folder: Path) -> str:
    with pytest.raises(RefusedError) as reason:
        unpack(open_package(archive), folder / "out")
    return str(reason.value)


def test_a_whole_archive_is_unpacked_to_the_byte(tmp_path: Path) -> None:
    package = open_package(release(tmp_path, "1.0.0", "一版"))
    unpack(package, tmp_path / "out")
    there = {
        file.relative_to(tmp_path / "out").as_posix(): file.read_bytes()
        for file in (tmp_path / "out").rglob("*")
        if file.is_file()
    }
    assert there == {**FILES, MANIFEST: package.manifest.text.encode()}


def test_every_machine_dates_the_same_content_alike_and_other_content_otherwise(tmp_path: Path) -> None:
    for number, word in enumerate(("甲", "甲", "乙")):
        unpack(open_package(release(tmp_path / str(number), "1.0.0", word)), tmp_path / f"out{number}")
    first, second, third = (os.stat(tmp_path / f"out{number}/index.html").st_mtime for number in range(3))  # noqa: PTH116
    assert first == second != third


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.html", "site/../../up.html", "C:/up.html", "site\\up.html", "site/a\nb.html", "site//x"],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    assert "不能用" in refused(repacked(tmp_path, [*entries(), (zipfile.ZipInfo(name), b"x")]), tmp_path)


@pytest.mark.parametrize("path", ["../up.html", "/up.html", "a/./b", "C:b", "a\\b", "a\nb", "", "carried.json"])
def test_a_path_in_the_manifest_that_leads_elsewhere_is_refused(path: str, tmp_path: Path) -> None:
    files = {**FILES, path: b"x"}
    archive = pack(tmp_path, "1.0.0", FILES, manifest_of(files, "1.0.0"))
    assert "不能用" in refused(archive, tmp_path)


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    files = {**FILES, "study": b"x"}
    assert "同时是一个文件" in refused(pack(tmp_path, "1.0.0", files, manifest_of(files, "1.0.0")), tmp_path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("site/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    assert "不是普通文件" in refused(repacked(tmp_path, [*entries(), (link, b"/etc")]), tmp_path)


def test_a_file_that_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    assert "不在清单里" in refused(repacked(tmp_path, [*entries(), ("site/more.html", b"x")]), tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "缺少" in refused(repacked(tmp_path, entries()[:-1]), tmp_path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    assert "两次" in refused(repacked(tmp_path, [*entries(), entries()[-1]]), tmp_path)


def test_a_file_larger_than_the_manifest_says_is_refused(tmp_path: Path) -> None:
    told = [(name, content * 1000 if "index" in str(name) else content) for name, content in entries()]
    assert "大小与清单不符" in refused(repacked(tmp_path, told), tmp_path)


def test_a_file_that_unpacks_to_more_than_it_claims_is_never_written_out(tmp_path: Path) -> None:
    bomb = {**FILES, "index.html": b"0" * 50_000_000}
    archive = pack(tmp_path, "1.0.0", bomb, manifest_of({**FILES, "index.html": b"0" * 1000}, "1.0.0"))
    # The sizes in the archive are made to agree with the manifest; only unpacking shows the truth.
    content = archive.read_bytes().replace((50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    archive.write_bytes(content)
    refused(archive, tmp_path)
    assert (tmp_path / "out/index.html").stat().st_size <= 1000


def test_other_content_of_the_same_size_is_refused(tmp_path: Path) -> None:
    other = {**FILES, "index.html": FILES["index.html"].replace(b"doctype", b"DOCTYPE")}
    assert "与清单不符" in refused(pack(tmp_path, "1.0.0", other, manifest_of(FILES, "1.0.0")), tmp_path)


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    archive = release(tmp_path, "1.0.0")
    archive.write_bytes(archive.read_bytes()[:-40])
    assert "没有拷完" in refused(archive, tmp_path)


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    archive = release(tmp_path, "1.0.0")
    content = bytearray(archive.read_bytes())
    # The first entry of the list at the end is the manifest's; the first of its marks says that it is encrypted.
    content[content.index(b"PK\1\2") + 8] |= 1
    archive.write_bytes(content)
    assert "加了密码" in refused(archive, tmp_path)


def test_an_archive_packed_in_another_way_and_damaged_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "course-1.0.0.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr(MANIFEST, manifest_of(FILES, "1.0.0"))
    content = bytearray(archive.read_bytes())
    start = 30 + len(MANIFEST)
    # The settings of the packing stand before what is packed.
    content[start + 4 : start + 9] = b"\xff" * 5
    archive.write_bytes(content)
    assert "没有拷完" in refused(archive, tmp_path)


def test_a_manifest_beside_the_archive_must_be_the_same(tmp_path: Path) -> None:
    archive = release(tmp_path, "1.0.0")
    archive.with_name(f"course-1.0.0.{MANIFEST}").write_text("{}", encoding="utf-8")
    assert "不是同一次生成的" in refused(archive, tmp_path)


def changed(**fields: Any) -> Callable[[], str]:
    return lambda: json.dumps({**json.loads(manifest_of(FILES, "1.0.0")), **fields})


@pytest.mark.parametrize(
    "manifest",
    [
        changed(format=2),
        changed(version="../1.0.0"),
        changed(date="昨天"),
        changed(files={}),
        lambda: "[]",
        lambda: "x",
    ],
)
def test_a_manifest_of_another_shape_is_refused(manifest: Callable[[], str], tmp_path: Path) -> None:
    assert "读不出来" in refused(pack(tmp_path, "1.0.0", FILES, manifest()), tmp_path)


def test_without_a_manifest_or_a_file_the_message_says_what_to_run(tmp_path: Path) -> None:
    assert "./course release" in refused(repacked(tmp_path, entries()[1:]), tmp_path)
    assert "没有找到发布包" in refused(tmp_path / "none.zip", tmp_path)
    with pytest.raises(RefusedError, match=r"\./course release"):
        latest(tmp_path / "none")


def test_the_archive_made_last_is_taken_and_only_that_of_a_site(tmp_path: Path) -> None:
    for number, version in enumerate(("1.10.0", "1.9.0")):
        archive = release(tmp_path, version)
        os.utime(archive.with_name(f"course-{version}.{MANIFEST}"), (number, number))
    (tmp_path / "course-1.9.0-deploy.zip").touch()
    assert latest(tmp_path).name == "course-1.9.0.zip"


def test_a_release_that_cannot_be_written_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("course.release.make.make_release", lambda *_: {"course-1.2.0.zip": b"x"})
    (tmp_path / "dist").write_text("not a folder", encoding="utf-8")
    assert cli.main(["release", "1.2.0", "--output", str(tmp_path / "dist")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("没有生成发布包：")
    assert (tmp_path / "dist").read_text(encoding="utf-8") == "not a folder"
