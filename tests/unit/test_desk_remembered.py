"""The desk remembers who approved and which server was used, for this user of this computer and nobody else."""

import getpass
import platform
from pathlib import Path

import pytest

from course.desk.remembered import REMEMBERED, remember, remembered
from support.desks import DeskClient
from support.sample_course import sample_course


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path / "course")


def test_the_reviewer_stands_in_the_form_after_a_restart_and_can_be_another(root: Path) -> None:
    for name in ("张三", "李四"):
        wanted = {"scope": "bank", "status": "approved", "by": name, **stamp(DeskClient(root))}
        assert DeskClient(root).post("/reviews/meeting", wanted)[0] == 200
        assert f'name="by" value="{name}"' in DeskClient(root).get("/reviews/minutes")


def stamp(desk: DeskClient) -> dict[str, str]:
    return {"stamp": desk.get("/reviews/meeting").partition('name="stamp" value="')[2].partition('"')[0]}


def test_the_folder_of_the_server_stands_in_the_form_after_a_restart(root: Path, tmp_path: Path) -> None:
    DeskClient(root).get(f"/releases/target?place={tmp_path / 'srv'}")
    assert f'name="place" value="{tmp_path / "srv"}"' in DeskClient(root).get("/releases/")
    # A place that cannot be used is not remembered.
    desk = DeskClient(root)
    assert desk.client.get("/releases/target?place=srv", base_url="http://127.0.0.1:8400").status_code == 422
    assert f'value="{tmp_path / "srv"}"' in desk.get("/releases/")


@pytest.mark.parametrize(("module", "name"), [(getpass, "getuser"), (platform, "node")])
def test_nobody_is_shown_what_another_typed(
    root: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    remember(root, "reviewer", "张三")
    assert remembered(root, "reviewer") == "张三"
    monkeypatch.setattr(module, name, lambda: "another")
    assert remembered(root, "reviewer") == ""
    remember(root, "reviewer", "李四")
    monkeypatch.undo()
    assert remembered(root, "reviewer") == "张三"


def test_it_is_neither_committed_nor_written_through_a_link(root: Path, tmp_path: Path) -> None:
    ignored = (Path(__file__).resolve().parents[2] / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/{Path(REMEMBERED).parent.as_posix()}/" in ignored
    (tmp_path / "elsewhere").mkdir()
    (root / ".course").symlink_to(tmp_path / "elsewhere")
    remember(root, "reviewer", "张三")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("content", [b"\xff\xfe", "两\n行".encode(), ("长" * 2_000).encode()])
def test_a_file_that_is_damaged_fills_nothing_in(root: Path, content: bytes) -> None:
    remember(root, "place", "/srv/course")
    (file,) = (root / REMEMBERED).glob("*/place.txt")
    file.write_bytes(content)
    assert remembered(root, "place") == ""
