"""Publishing: the owned folders become what was asked for, whole at every moment, and nothing else is touched."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.files import write_generated, write_text
from course.links import LinkError

OWNED = ("docs/quizzes", "generated")
NAMES = [
    "docs/quizzes/a.md", "docs/quizzes/b.md", "docs/quizzes/data/a.js", "docs/quizzes/data/deep/b.js", "generated/c.md",
    "generated/opening/d.md", "generated/.e.md.part",
]  # fmt: skip


def files_below(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def lay_out(root: Path, tree: dict[str, str]) -> None:
    for path, text in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))


texts = st.dictionaries(st.sampled_from(NAMES), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))


@given(before=texts, after=texts)
def test_the_owned_folders_hold_exactly_what_was_asked_for(
    before: dict[str, str], after: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("publish")
    foreign = {"docs/index.md": "首页", "generated.md": "不在里面", "docs/quizzes.md": "也不在"}
    lay_out(root, foreign | before)
    done = write_generated(root, after, OWNED)
    assert files_below(root) == {path: text.encode() for path, text in (foreign | after).items()}
    assert sorted(done.changed) == sorted(path for path in after if before.get(path) != after[path])
    assert sorted(done.removed) == sorted(set(before) - set(after))
    assert done.unchanged == len(after) - len(done.changed)
    assert not [
        folder for name in OWNED for folder in (root / name).rglob("*") if folder.is_dir() and not any(folder.iterdir())
    ]


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    tree = dict.fromkeys(NAMES, "内容")
    write_generated(tmp_path, tree, OWNED)
    for path in tree:
        os.utime(tmp_path / path, ns=(1, 1))
    done = write_generated(tmp_path, tree, OWNED)
    assert (done.changed, done.removed, done.unchanged) == ((), (), len(tree))
    assert {(tmp_path / path).stat().st_mtime_ns for path in tree} == {1}


@pytest.mark.parametrize("step", range(4))
def test_a_run_that_fails_leaves_every_file_as_it_was(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"docs/quizzes/a.md": "旧一", "docs/quizzes/b.md": "旧二", "generated/old.md": "旧三"}
    after = {
        "docs/quizzes/a.md": "新一",
        "docs/quizzes/b.md": "新二",
        "generated/c.md": "新三",
        "generated/d.md": "新四",
    }
    lay_out(tmp_path, before)
    steps = iter(range(100))
    replace = os.replace

    def failing(source: str, target: Path) -> None:
        if next(steps) == step:
            raise OSError("磁盘满了")
        replace(source, target)

    monkeypatch.setattr("os.replace", failing)
    with pytest.raises(OSError, match="磁盘满了"):
        write_generated(tmp_path, after, OWNED)
    found = {path: content.decode() for path, content in files_below(tmp_path).items()}
    assert found == before


def test_an_interrupted_write_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_source: str, _target: Path) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.yml").write_text("旧", encoding="utf-8")
    monkeypatch.setattr("os.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "a.yml", "新")
    assert files_below(tmp_path) == {"a.yml": "旧".encode()}


def test_generated_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    write_generated(tmp_path, {"generated/a.md": "内容"}, OWNED)
    assert (tmp_path / "generated/a.md").stat().st_mode & 0o777 == 0o644


def test_a_link_in_an_owned_folder_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    (tmp_path / "generated").mkdir()
    (tmp_path / "generated/gone.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(LinkError, match=r"generated/gone.md 是一个链接"):
        write_generated(tmp_path, {"docs/quizzes/a.md": "新"}, OWNED)
    assert not (tmp_path / "docs").exists()
    assert (tmp_path / "generated/gone.md").is_symlink()
