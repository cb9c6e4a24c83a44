"""What stands in a project folder by accident reaches no site and no archive: leftovers, private keys, links."""

from pathlib import Path

import pytest

from course.check import inspect
from course.edit.base import keep_base, read_base
from course.edit.course_files import unit_files
from course.site.assemble import assemble
from support.sample_course import sample_course

LEFT_BEHIND = (
    "~$report.docx", ".~lock.report.docx#", ".DS_Store", "._page.png", "Thumbs.db", "desktop.ini", "page.md~", "#page.md#",
    ".page.md.swp", "page.txt.bak", "page.md.orig",
)  # fmt: skip
KEYS = ("server.key", "id_ed25519", "store.p12", "putty.ppk", "Store.JKS")
MARK = "-----BEGIN {}PRIVATE KEY-----\nMIIEvQ\n"
FOLDERS = ("docs", "docs/study", "docs/assets", "local/files")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = sample_course(tmp_path / "project")
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    return root


def reported(root: Path) -> set[tuple[str, str, str]]:
    return {(one.position.path, one.rule, one.severity) for one in inspect(root).diagnostics}


def test_leftovers_reach_neither_the_site_nor_the_base(root: Path) -> None:
    keep_base(root)
    base = read_base(root)
    assert not assemble(root).failed
    built = {file.relative_to(root).as_posix() for file in (root / "build").rglob("*")}
    for folder in FOLDERS:
        for name in LEFT_BEHIND:
            (root / folder / name).write_text("旧", encoding="utf-8")
    seen = [name for name in LEFT_BEHIND if not name.startswith(".")]
    assert reported(root) == {(f"{folder}/{name}", "file-kind", "warning") for folder in FOLDERS for name in seen}
    assert not assemble(root).failed
    assert {file.relative_to(root).as_posix() for file in (root / "build").rglob("*")} == built
    keep_base(root)
    assert read_base(root) == base


def test_private_keys_stop_the_build_and_are_never_packed(root: Path) -> None:
    keep_base(root)
    base = read_base(root)
    (root / "local/pages").mkdir()
    marked = {
        "docs/notes.txt": "RSA ", "docs/server.pem": "", "docs/page.md": "OPENSSH ", "local/files/notes.csv": "EC ",
        "local/pages/office.md": "ENCRYPTED ",
    }  # fmt: skip
    for path, kind in marked.items():
        (root / path).write_text(f"# 钥匙\n\n    {MARK.format(kind)}", encoding="utf-8")
    for folder in FOLDERS:
        for name in KEYS:
            (root / folder / name).write_bytes(b"\x30\x82")
    named = {f"{folder}/{name}" for folder in FOLDERS for name in KEYS}
    kept = {path for path, rule, severity in reported(root) if (rule, severity) == ("file-kind", "error")}
    assert kept == {*named, *marked}
    assert assemble(root).failed
    keep_base(root)
    assert read_base(root) == base
    # The unit's own go along when it moves to a newer version: that is its own machine.
    assert "local/files/server.key" in unit_files(root).files


@pytest.mark.parametrize("name", ["course.yml", "documents.yml", "source.txt", "trace.yml"])
def test_no_file_of_the_course_is_read_through_a_link(name: str, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("title: !!secret 绝密\n", encoding="utf-8")
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(outside)
    found = inspect(root).diagnostics
    assert [one for one in found if one.position.path == name and one.rule == "linked-file"]
    assert not [one for one in found if "secret" in one.message or "绝密" in one.message]
    assert assemble(root).failed
    assert not (root / "build").exists()
