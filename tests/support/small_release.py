"""Small releases as the release tool makes them, and what must hold on a target at every moment."""

import hashlib
import json
import zipfile
from pathlib import Path

from course.release.manifest import CARRIED, MANIFEST


def hashed_name(stem: str, content: bytes, ending: str) -> str:
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"


def site_of(word: str) -> dict[str, bytes]:
    """The files of a small site; its pages ask for assets whose names follow from `word`."""
    script, style = f"self.word='{word}'\n".encode(), b"body{}\n"
    names = hashed_name("assets/player/player", script, "js"), hashed_name("assets/site", style, "css")
    page = f"<!doctype html><title>{word}</title><script src='{names[0]}'></script>".encode()
    own = hashed_name(f"assets/{word}/图", word.encode(), "svg")
    return {"index.html": page, "study/讲内训 一.html": page, names[0]: script, names[1]: style, own: word.encode()}


def manifest_of(files: dict[str, bytes], version: str, settings: str = "0" * 64, **more: object) -> str:
    entries = {
        path: {
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "hashed": path.startswith("assets/"),
        }
        for path, content in files.items()
    }
    told: dict[str, object] = {
        "format": 1,
        "version": version,
        "date": "2026-11-25T00:00:00Z",
        "tools": {},
        "settings": settings,
        **more,
    }
    told["files"] = entries
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def release(folder: Path, version: str, word: str | None = None, **more: object) -> Path:
    """Write the archive and the manifest of a small site as `./course release` does, and return the archive.

    `more` is what the manifest says besides, for example the `id` of the course.
    """
    files = site_of(word or f"v{version}")
    return pack(folder, version, files, manifest_of(files, version, "0" * 64, **more))


def pack(folder: Path, version: str, files: dict[str, bytes], manifest: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"course-{version}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MANIFEST, manifest)
        for path, content in files.items():
            packed.writestr(f"site/{path}", content)
    archive.with_name(f"course-{version}.{MANIFEST}").write_text(manifest, encoding="utf-8")
    return archive


def faults(served: Path) -> list[str]:
    """What is wrong with the folder that a web server shows: it must be one whole release, and nothing else."""
    manifest = json.loads((served / MANIFEST).read_text(encoding="utf-8"))
    told = {path: entry["sha256"] for path, entry in manifest["files"].items()}
    carried = read_carried_of(served)
    there = {
        file.relative_to(served).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in served.rglob("*")
        if file.is_file() and file.name not in {MANIFEST, CARRIED}
    }
    wrong = [f"{path} is not what the manifest says" for path, digest in told.items() if there.get(path) != digest]
    # A publish that died may have listed a file before it was linked, never the other way round.
    return wrong + [f"{path} is from nowhere" for path in there if there[path] != {**carried, **told}.get(path)]


def read_carried_of(served: Path) -> dict[str, str]:
    file = served / CARRIED
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def version_in(target: Path) -> str:
    return str(json.loads((target / "current" / MANIFEST).read_text(encoding="utf-8"))["version"])


def leftovers(target: Path) -> list[str]:
    """What lies on a target beside whole releases and the order."""
    return sorted(
        file.name for file in (target / "releases").iterdir() if file.name.startswith(".") and file.name != ".order"
    )
