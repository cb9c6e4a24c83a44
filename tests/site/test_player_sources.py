"""The two languages meet in the player's data: its types accept what Python writes for it."""

import json
import shutil
import subprocess
from pathlib import Path

from course.environment import find_node, node_environment
from course.load.course import load_course
from course.site.player_data import index, shard
from course.site.term_links import Explainer
from support.site_build import ARCHIVES, ROOT

SOURCE = ROOT / "player/src"


def test_the_players_types_accept_the_data_of_every_bank(tmp_path: Path) -> None:
    course, _ = load_course(ARCHIVES)
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


def build(player: Path, target: Path) -> Path:
    """Build a player into a new folder."""
    node = find_node()
    done = subprocess.run(
        [str(node), str(player / "build.mjs"), str(target)],
        cwd=player.parent, check=False, capture_output=True, text=True, env=node_environment(node),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def drift(built: Path, committed: Path) -> list[str]:
    """Return the names of the bundles that are missing, too many or other than built."""
    made, kept = ({file.name: file.read_bytes() for file in folder.iterdir()} for folder in (built, committed))
    return sorted(name for name in made | kept if made.get(name) != kept.get(name))


def test_the_built_player_is_what_its_sources_make(tmp_path: Path) -> None:
    found = drift(build(ROOT / "player", tmp_path), ROOT / "player/dist")
    assert found == [], "the player has changed: run python3 scripts/install.py --player, and commit the result"


def test_a_changed_source_and_a_changed_bundle_are_noticed(tmp_path: Path) -> None:
    player = tmp_path / "project/player"
    shutil.copytree(ROOT / "player", player)
    (tmp_path / "project/node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy(ROOT / "tsconfig.json", tmp_path / "project")
    before = build(player, tmp_path / "before")
    style = player / "src/style/player.css"
    style.write_text(style.read_text(encoding="utf-8") + "\n.changed { color: red; }\n", encoding="utf-8")
    assert drift(build(player, tmp_path / "after"), before) == ["player.css"]
    script = player / "dist/search.js"
    script.write_bytes(script.read_bytes() + b"\n")
    (player / "dist/old.js").touch()
    (player / "dist/today.js").unlink()
    assert drift(ROOT / "player/dist", player / "dist") == ["old.js", "search.js", "today.js"]
