"""A release: the same bytes whenever and wherever it is made, whole by its own manifest, and it works in a browser."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import brotli
import html5lib
import pytest

from course.environment import program_version
from course.release.compress import compress
from course.release.hash_assets import hash_names, is_hashed
from course.release.headers import script_hash
from course.release.make import prepare
from course.release.manifest import Release
from course.release.signature import signer
from support.once_per_run import once_per_run
from support.servers import program
from support.site_build import QUIET, ROOT, copy_project, run

MOMENT = "1764000000"


def make(project: Path, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "course.cli", "release", *arguments, "--root", "."],
        cwd=project,
        env={**QUIET, "SOURCE_DATE_EPOCH": MOMENT},
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which a release was made, once per run; not to be changed."""

    def released(folder: Path) -> None:
        done = make(copy_project(folder), "1.2.0")
        assert done.returncode == 0, done.stdout + done.stderr

    return once_per_run(tmp_path_factory, "release", released)


@pytest.fixture(scope="module")
def unpacked(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(project / "dist/dangan-guanli-1.2.0.zip") as packed:
        packed.extractall(folder)
    return folder


def verify(site: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, str(ROOT / "deploy/verify.py"), str(site), *more], site)


def test_two_folders_on_two_days_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "另一个 文件夹")
    for file in other.rglob("*"):
        if file.is_file():
            # Nothing may hang on when a file was written.
            file.touch()
    # Pages that were generated before must not show either.
    shutil.rmtree(other / "generated", ignore_errors=True)
    shutil.rmtree(other / "dist", ignore_errors=True)
    done = make(other, "1.2.0", before=[program("faketime"), "2031-05-06 07:08:09"])
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = ({file.name: file.read_bytes() for file in (one / "dist").iterdir()} for one in (project, other))
    assert sorted(first) == [
        "dangan-guanli-1.2.0-deploy.zip",
        "dangan-guanli-1.2.0.manifest.json",
        "dangan-guanli-1.2.0.zip",
    ]
    assert first == second
    assert str(tmp_path) not in first["dangan-guanli-1.2.0.manifest.json"].decode()


def test_the_manifest_tells_every_file_and_what_there_is(project: Path, unpacked: Path) -> None:
    told = json.loads((project / "dist/dangan-guanli-1.2.0.manifest.json").read_text(encoding="utf-8"))
    site = unpacked / "site"
    there = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    assert set(told["files"]) == set(there)
    for path, entry in told["files"].items():
        content = there[path].read_bytes()
        assert entry == {
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "hashed": bool(re.search(r"\.[0-9a-f]{8}\.", path)),
        }
    assert (told["version"], told["date"]) == ("1.2.0", "2025-11-24T16:00:00Z")
    assert told["tools"]["course"] == program_version()
    assert told["counts"]["pages"] == sum(path.endswith(".html") for path in there)
    assert told["counts"]["questions"] > 60
    assert (unpacked / "manifest.json").read_text(encoding="utf-8") == json.dumps(
        told, ensure_ascii=False, indent=1
    ) + "\n"


def test_a_release_is_of_a_course_and_one_of_a_copy_says_so_in_its_names(project: Path, tmp_path: Path) -> None:
    told = json.loads((project / "dist/dangan-guanli-1.2.0.manifest.json").read_text(encoding="utf-8"))
    assert (told["id"], told["base"], "copy" in told, "uncommitted" in told) == ("dangan-guanli", "/", False, False)
    site = tmp_path / "site"
    with zipfile.ZipFile(project / "dist/dangan-guanli-1.2.0.zip") as packed:
        packed.extractall(tmp_path)
    files = prepare(site, Release("1.3.0", int(MOMENT), {}, {}, {}, told["id"], "试用"), {})
    assert list(files) == [
        "dangan-guanli-1.3.0@试用.zip", "dangan-guanli-1.3.0@试用-deploy.zip", "dangan-guanli-1.3.0@试用.manifest.json",
    ]  # fmt: skip
    assert json.loads(files["dangan-guanli-1.3.0@试用.manifest.json"])["copy"] == "试用"


def test_a_release_of_another_course_than_the_earlier_one_is_refused(project: Path, tmp_path: Path) -> None:
    other = copy_project(tmp_path / "project")
    course = other / "course.yml"
    course.write_text(course.read_text(encoding="utf-8").replace("id: dangan", "id: bie-de"), encoding="utf-8")
    done = make(other, "1.3.0", "--since", str(project / "dist/dangan-guanli-1.2.0.manifest.json"))
    assert done.returncode == 1
    assert "请把 course.yml 的 id 改回 dangan-guanli" in done.stderr
    assert not (other / "dist").exists()


def test_verify_finds_what_is_missing_changed_or_added(unpacked: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(unpacked / "site", site)
    shutil.copy(unpacked / "manifest.json", tmp_path)
    whole = verify(site)
    assert (whole.returncode, whole.stdout.splitlines()[-1][-7:]) == (0, "文件全部相符。")
    (site / "index.html").unlink()
    (site / "glossary.html").write_text("x", encoding="utf-8")
    (site / "多.txt").write_text("x", encoding="utf-8")
    broken = verify(site)
    assert broken.returncode == 1
    assert broken.stdout.splitlines() == [
        "内容不符：glossary.html",
        "缺少：index.html",
        "多出来的：多.txt",
        "有 3 处不符，请重新拷贝整个文件夹。",
    ]


def test_sha256sum_can_check_it_too(unpacked: Path) -> None:
    done = run(["sha256sum", "--check", "--quiet", "../SHA256SUMS"], unpacked / "site")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_for_windows_is_read_as_utf_8_by_its_powershell() -> None:
    assert (ROOT / "deploy/verify.ps1").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_asset_has_a_hash_and_every_reference_finds_it(unpacked: Path) -> None:
    site = unpacked / "site"
    plain = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix in {".js", ".css", ".svg", ".png", ".json"}
        if not is_hashed(path.name)
    ]
    # The theme asks for the first two by their names, the start page of several courses for the last.
    assert set(plain) == {"search/search_index.json", "search/search_index.js", "quizzes/data/names.js"}
    names = (site / "quizzes/data/names.js").read_text(encoding="utf-8")
    index = json.loads(names.partition("||{},")[2].removesuffix(");\n"))["quizzes/data/index.js"]
    assert (site / index).is_file()
    for page in site.rglob("*.html"):
        for address in re.findall(r'\s(?:src|href)="([^"#?:]+\.(?:js|css|svg|png))"', page.read_text(encoding="utf-8")):
            start = site if address.startswith("/") else page.parent
            assert (start / address.lstrip("/")).is_file(), (page.name, address)
    table = json.loads(re.search(r"\{\},(\{.*?\})\)", next(site.glob("assets/player/player.*.js")).read_text())[1])  # type: ignore[index]
    assert len(table) > 15
    assert [new for new in table.values() if not (site / new).is_file()] == []


def test_compressed_copies_hold_the_same(unpacked: Path) -> None:
    copies = sorted((unpacked / "site").rglob("*.br"))
    assert len(copies) > 50
    for copy in copies:
        assert brotli.decompress(copy.read_bytes()) == copy.with_suffix("").read_bytes()
        assert copy.stat().st_size < copy.with_suffix("").stat().st_size


def test_the_settings_in_the_archive_allow_the_pages_own_scripts(project: Path, unpacked: Path) -> None:
    pages = [
        html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        for page in (unpacked / "site").rglob("*.html")
    ]
    scripts = [script for page in pages for script in page.iter("script") if not script.attrib]
    hashes = {script_hash(script.text or "") for script in scripts}
    assert len(hashes) >= 3
    with zipfile.ZipFile(project / "dist/dangan-guanli-1.2.0-deploy.zip") as packed:
        for name in ("nginx/course/location.conf", "caddy/course/location.caddy", "iis/web.config"):
            text = packed.read(f"deploy/{name}").decode()
            assert [one for one in hashes if one not in text.replace("&quot;", '"')] == []


@pytest.mark.slow
def test_a_version_that_exists_is_not_overwritten_with_other_content(project: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(project, tmp_path / "project", symlinks=True))
    before = (again / "dist/dangan-guanli-1.2.0.zip").read_bytes()
    assert make(again, "1.2.0").returncode == 0
    index = again / "docs/index.md"
    index.write_text(index.read_text(encoding="utf-8") + "\n另外一句话。\n", encoding="utf-8")
    refused = make(again, "1.2.0")
    assert refused.returncode == 1
    assert "内容不同，可能有您的改动：dist/dangan-guanli-1.2.0.zip" in refused.stderr
    assert (again / "dist/dangan-guanli-1.2.0.zip").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["1.2"], "三段数字"),
        (["../../x"], "三段数字"),
        (["1.2.0", "--base", "dangjian"], "以 / 开头"),
        (["1.2.0", "--base", '/a"b/'], "以 / 开头"),
    ],
)
def test_a_wrong_version_or_path_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = make(ROOT, *arguments, "--output", str(tmp_path / "dist"))
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "dist").exists()


def test_names_follow_content_through_styles_and_scripts(tmp_path: Path) -> None:
    def build(folder: Path, picture: str, shard: str) -> dict[str, str]:
        for path, text in {
            "assets/a.svg": picture,
            "assets/site.css": "a{background:url('a.svg')}b{background:url(data:image/png;base64,xx)}",
            "assets/player/player.js": "1",
            "quizzes/data/one.js": shard,
            "study/页.html": '<link href="../assets/site.css"><script src="../assets/player/player.js?x"></script><a href="https://a/assets/site.css">',
        }.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return hash_names(folder)

    first = build(tmp_path / "1", "one", "shard")
    other = build(tmp_path / "2", "two", "shard")
    third = build(tmp_path / "3", "one", "else")
    changed = {path for path in first if first[path] != other[path]}
    assert changed == {"assets/a.svg", "assets/site.css"}
    assert {path for path in first if first[path] != third[path]} == {"quizzes/data/one.js", "assets/player/player.js"}
    page = (tmp_path / "1/study/页.html").read_text(encoding="utf-8")
    assert f'href="../{first["assets/site.css"]}"' in page
    assert f'src="../{first["assets/player/player.js"]}?x"' in page
    assert 'href="https://a/assets/site.css"' in page


def test_what_does_not_get_smaller_is_not_compressed(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text("字", encoding="utf-8")
    (tmp_path / "large.txt").write_text("字" * 1000, encoding="utf-8")
    (tmp_path / "noise.svg").write_bytes(hashlib.shake_256(b"noise").digest(2000))
    assert compress(tmp_path) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "large.txt", "large.txt.br", "large.txt.gz", "noise.svg", "small.txt",
    ]  # fmt: skip


@pytest.mark.slow
def test_the_next_release_leaves_drafts_out_and_tells_members_what_was_corrected(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "project"
    shutil.copytree(project, other, symlinks=True)
    bank = other / "quizzes/people.yml"
    text = bank.read_text(encoding="utf-8")
    text = text.replace("id: people-001\n", "id: people-001\n    status: draft\n", 1)
    bank.write_text(
        text.replace("眼下还用不着移交档案室。\n    answer: true", "眼下还用不着移交档案室。\n    answer: false", 1),
        encoding="utf-8",
    )
    key = tmp_path / "key"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    done = make(other, "1.3.0", "--since", "1.2.0", "--sign", str(key))
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "signers").write_text(
        f"one@unit {key.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8"
    )
    for archive in ("dangan-guanli-1.3.0.zip", "dangan-guanli-1.3.0-deploy.zip"):
        assert signer(other / "dist" / archive, tmp_path / "signers") == "one@unit"
    assert "是草稿，没有放进发布包" in done.stdout
    with zipfile.ZipFile(other / "dist/dangan-guanli-1.3.0.zip") as packed:
        page = packed.read("site/reports/changes.html").decode()
        held = b"people-001"
        holders = [
            name for name in packed.namelist() if name.endswith((".html", ".js", ".json")) and held in packed.read(name)
        ]
    assert "与 1.2.0 版（2025-11-24）相比：答案有更正 1 道，暂时撤下 1 道。" in page
    assert 'href="../quizzes/people.html#people-002"' in page
    assert holders == ["site/reports/changes.html"]
    refused = make(other, "1.4.0", "--drafts", "fail")
    assert refused.returncode == 1
    assert "people-001" in refused.stderr


def test_archives_open_elsewhere(project: Path) -> None:
    with zipfile.ZipFile(project / "dist/dangan-guanli-1.2.0.zip") as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    assert "site/index.html" in names
    assert [name for name in names if name.startswith(("/", "..")) or "\\" in name] == []


def test_the_archive_for_administrators_lists_other_peoples_parts(project: Path) -> None:
    with zipfile.ZipFile(project / "dist/dangan-guanli-1.2.0-deploy.zip") as packed:
        told = json.loads(packed.read("deploy/sbom.cdx.json"))
        text = packed.read("deploy/licences.txt").decode("utf-8-sig")
    assert told["metadata"]["component"]["version"] == "1.2.0"
    required = {one["name"] for one in told["components"] if one["scope"] == "required"}
    assert {"mkdocs-material", "ts-fsrs", "idb"} == required
    assert all(f"  {one['name']} {one['version']}：" in text for one in told["components"])
