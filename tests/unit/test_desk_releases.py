"""发布 at the desk: a release with its corrections is made, tried, put on a server and taken back, each by the command."""

import re
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from course.load.course import load_course
from course.model.changes import records
from course.publish.local_server import ReleasedSite
from course.publish.package import open_package
from course.release.manifest import record_line
from support.desks import ORIGIN, PATIENCE, DeskClient
from support.polling import met
from support.sample_course import sample_course
from support.small_release import faults, release, version_in

ID = "shili-kecheng"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path / "project")


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def put(root: Path, version: str) -> Path:
    """Put a small release into `dist` that records the questions of the course as they are."""
    course, _ = load_course(root)
    questions = {name: record_line(record) for name, record in records(course).items()}
    return release(root / "dist", version, id=ID, questions=questions, base="/")


def test_the_page_lists_what_the_next_release_corrects(root: Path, desk: DeskClient) -> None:
    assert "还没有做过" in desk.get("/releases/")
    put(root, "1.2.0")
    page = desk.get("/releases/")
    assert "题目没有变化" in page
    assert 'name="version" value="1.2.1"' in page
    bank = root / "quizzes/minutes.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("answer: false", "answer: true"), encoding="utf-8")
    page = desk.get("/releases/")
    assert "答案有更正 1 道" in page
    assert "minutes-01" in page


def test_wrong_names_are_named_at_their_fields_and_nothing_is_started(desk: DeskClient) -> None:
    status, page = desk.post("/releases/make", {"version": "--help", "base": "x"})
    assert status == 422
    assert set(re.findall(r'id="problem-(\w+)"', page)) == {"version", "base"}
    assert "正在进行" not in desk.get("/")


def test_a_version_that_was_made_is_refused_at_its_field(root: Path, desk: DeskClient) -> None:
    put(root, "1.0.0")
    status, page = desk.post("/releases/make", {"version": "1.0.0", "base": "/"})
    assert (status, "1.0.0 已经做过，请写一个新的版本号" in page, "--force" in page) == (422, True, False)


def test_every_release_made_can_be_taken_along_and_leads_to_the_server_used_last(
    root: Path, desk: DeskClient, tmp_path: Path
) -> None:
    archive = put(root, "1.0.0")
    page = desk.get("/releases/")
    assert 'id="made-1.0.0"' in page
    assert 'href="#place">放到服务器' in page
    with desk.client.get(f"/releases/made/{archive.name}", base_url=ORIGIN) as answer:
        assert answer.data == archive.read_bytes()
    assert desk.client.get("/releases/made/course.yml", base_url=ORIGIN).status_code == 404
    place = tmp_path / "srv"
    place.mkdir()
    desk.get(f"/releases/target?place={place}")
    page = desk.get("/releases/")
    assert f'name="place" value="{place}"' in page
    assert f"archive={archive.name}" in page


def test_a_release_is_put_into_a_folder_and_taken_back(root: Path, desk: DeskClient, tmp_path: Path) -> None:
    place = tmp_path / "srv"
    place.mkdir()
    for version in ("1.0.0", "1.1.0"):
        archive = put(root, version)
        state, said = desk.run("/releases/publish", {"place": str(place), "archive": archive.name})
        assert (state, "已切换到" in said) == ("done", True)
        assert version_in(place) == version
    page = desk.get(f"/releases/target?place={place}")
    assert "UTC" not in page
    assert page.count("换到这一版") == 1
    assert page.index("1.1.0") < page.index("当前") < page.index("1.0.0")
    (older,) = (name for name in re.findall(r'name="name" value="([^"]+)"', page) if name.startswith("1.0.0"))
    assert desk.run("/releases/back", {"place": str(place), "name": older})[0] == "done"
    assert version_in(place) == "1.0.0"
    assert faults(place / "current") == []


@pytest.mark.parametrize(
    ("place", "message"),
    [("", "没有写放到哪里"), ("srv/course", "位置要从头写起"), ("-x@host:/srv", "不能用的字符"), ("/srv\u202e", "不能用的字符")],
)  # fmt: skip
def test_a_place_that_is_none_is_refused_with_the_reason(
    root: Path, desk: DeskClient, place: str, message: str
) -> None:
    archive = put(root, "1.0.0")
    answer = desk.client.get("/releases/target", query_string={"place": place}, base_url=ORIGIN)
    assert (answer.status_code, message in answer.text) == (422, True)
    status, page = desk.post("/releases/publish", {"place": place, "archive": archive.name})
    assert (status, message in page) == (409, True)


def test_only_releases_that_were_made_are_served_and_published(desk: DeskClient, tmp_path: Path) -> None:
    elsewhere = release(tmp_path / "elsewhere", "1.0.0")
    for path in ("/releases/try", "/releases/publish"):
        for name in (str(elsewhere), "../elsewhere/course-1.0.0.zip", ""):
            assert desk.post(path, {"archive": name, "place": str(tmp_path / "srv")})[0] == 404
    assert not (tmp_path / "srv").exists()


def test_a_release_is_tried_under_the_shipped_policy_until_it_is_stopped(root: Path, desk: DeskClient) -> None:
    archive = put(root, "1.0.0")
    job = desk.start("/releases/try", {"archive": archive.name})
    assert met(lambda: bool(desk.state(job)["address"]), PATIENCE), desk.state(job)
    address = desk.state(job)["address"]
    assert f'href="{address}"' in desk.get(job)
    with urlopen(address) as answer:  # noqa: S310 -- our own server
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert b"v1.0.0" in answer.read()
    assert desk.post(f"{job}/stop", {})[0] == 200
    assert "已关上" in desk.get(job)
    with pytest.raises(OSError, match="refused"):
        urlopen(address)  # noqa: S310 -- our own server


def test_the_site_of_a_release_has_what_its_manifest_has_and_nothing_else(tmp_path: Path) -> None:

    archive = release(tmp_path, "1.0.0", base="/training/")
    with zipfile.ZipFile(archive) as packed:
        site = ReleasedSite(open_package(archive), packed)
        said: list[str] = []

        def ask(path: str, method: str = "GET") -> str:
            said.clear()
            environment = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
            site(environment, lambda status, headers: said.extend([status, *(value for _, value in headers)]))
            return said[0].partition(" ")[0]

        assert ask("/training/") == ask("/training/study/讲内训 一.html") == "200"
        missing = ("/", "/study/讲内训 一.html", "/training/../manifest.json", "/training/manifest.json", "/training/x")
        assert {ask(path) for path in missing} == {"404"}
        assert ask("/training/", "POST") == "405"
        script = next(path for path in open_package(archive).manifest.files if path.endswith(".js"))
        assert ask(f"/training/{script}") == "200"
        assert "public, max-age=31536000, immutable" in said


def test_a_release_that_cannot_be_made_says_why(root: Path, desk: DeskClient) -> None:
    bank = root / "quizzes/minutes.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("r2-1-1-a", "r9-9-9"), encoding="utf-8")
    state, said = desk.run("/releases/make", {"version": "1.0.0", "base": "/"})
    assert (state, "r9-9-9" in said) == ("failed", True)
    assert not (root / "dist").exists()


def test_a_release_that_is_stopped_leaves_no_half_of_one(root: Path, desk: DeskClient) -> None:
    job = desk.start("/releases/make", {"version": "1.0.0", "base": "/"})
    assert met(lambda: "构建站点" in "".join(desk.state(job)["lines"]), PATIENCE), desk.state(job)
    assert desk.post(f"{job}/stop", {})[0] == 200
    assert "没有做完的不留半截" in desk.get(job)
    assert 'href="/releases/#made-1.0.0"' in desk.get(job)
    assert list((root / "dist").glob("*")) == []
    assert "还没有做过" in desk.get("/releases/")
