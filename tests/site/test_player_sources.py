"""The player's arrows go one way, and its types accept what Python writes for it."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from course.load import load_course
from course.render.player_data import shard
from install import find_node, node_environment
from site_build import ROOT

SOURCE = ROOT / "player/src"

IMPORT = re.compile(r'^(?:import|export)\b[^;]*?from "(\.[^"]+)"', re.MULTILINE | re.DOTALL)
ALLOWED = {
    "main": {"define", "elements", "view", "store"},
    "define": {"elements"},
    "elements": {"elements", "session", "result", "view", "store", "core"},
    "view": {"view", "core"},
    "store": {"store", "core"},
    "session": {"core"},
    "result": {"session", "core"},
    "core": {"core"},
}


def layer(file: Path) -> str:
    first = file.relative_to(SOURCE).parts[0].removesuffix(".ts")
    return first if first in ALLOWED else "core"


def sources() -> list[Path]:
    return sorted(SOURCE.rglob("*.ts"))


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_imports_go_towards_the_core(file: Path) -> None:
    targets = [(file.parent / name).resolve().with_suffix(".ts") for name in IMPORT.findall(file.read_text("utf-8"))]
    assert [target for target in targets if not target.is_file()] == []
    wrong = [target.relative_to(SOURCE).as_posix() for target in targets if layer(target) not in ALLOWED[layer(file)]]
    assert wrong == []


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(SOURCE).as_posix())
def test_the_document_and_the_store_are_touched_in_their_own_layers_only(file: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text("utf-8"), flags=re.DOTALL)
    if layer(file) not in {"main", "define", "elements", "view"}:
        assert not re.search(r"\bdocument\b", code)
    if layer(file) != "store":
        assert not re.search(r"\bindexedDB\b|from \"idb\"", code)
    assert not re.search(r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|\beval\(|new Function", code)


def test_the_players_types_accept_the_data_of_every_bank(tmp_path: Path) -> None:
    course, _ = load_course(ROOT)
    shards = ",\n".join(json.dumps(shard(course, bank), ensure_ascii=False) for bank in course.banks)
    data = (SOURCE / "data").as_posix()
    judge = tmp_path / "shards.ts"
    judge.write_text(f'import type {{ Shard }} from "{data}";\nexport const shards: Shard[] = [{shards}];\n', "utf-8")
    node = find_node()
    done = subprocess.run(
        [str(node), str(ROOT / "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--target", "es2020",
         "--module", "esnext", "--moduleResolution", "bundler", "--types", "", "--ignoreConfig", str(judge)],
        check=False, capture_output=True, text=True, env=node_environment(node),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
