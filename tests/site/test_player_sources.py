"""The two languages meet in the player's data: its types accept what Python writes for it."""

import json
import subprocess
from pathlib import Path

from course.environment import find_node, node_environment
from course.load.course import load_course
from course.site.player_data import index, shard
from course.site.term_links import Explainer
from support.site_build import ROOT

SOURCE = ROOT / "player/src"


def test_the_players_types_accept_the_data_of_every_bank(tmp_path: Path) -> None:
    course, _ = load_course(ROOT)
    explainer = Explainer(course.terms)
    shards = ",\n".join(
        json.dumps(
            shard(course, bank, [explainer.explained(question) for question in bank.questions], course.version),
            ensure_ascii=False,
        )
        for bank in course.banks
    )
    listed = json.dumps(index(course), ensure_ascii=False)
    core = (SOURCE / "core").as_posix()
    judge = tmp_path / "shards.ts"
    judge.write_text(
        f'import type {{ Index, Shard }} from "{core}/data";\n'
        f"export const shards: Shard[] = [{shards}];\nexport const index: Index = {listed};\n",
        "utf-8",
    )
    node = find_node()
    done = subprocess.run(
        [str(node), str(ROOT / "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--target", "es2020",
         "--module", "esnext", "--moduleResolution", "bundler", "--types", "", "--ignoreConfig", str(judge)],
        check=False, capture_output=True, text=True, env=node_environment(node),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_built_player_is_what_its_sources_make(tmp_path: Path) -> None:
    node = find_node()
    done = subprocess.run(
        [str(node), "player/build.mjs", str(tmp_path)],
        cwd=ROOT, check=False, capture_output=True, text=True, env=node_environment(node),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    committed = {file.name: file.read_bytes() for file in (ROOT / "player/dist").iterdir()}
    assert built == committed, "the player has changed: run python3 scripts/install.py --player, and commit the result"
