"""Other people's parts: every locked one has a licence that is allowed, and the list in a release says what the locks say."""

import base64
import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import material
import pytest

from course.errors import RefusedError
from course.release.make import inventory
from course.release.manifest import Release
from course.release.sbom import licences, sbom
from course.release.third_party import ALLOWED, BUNDLED, LICENCES, TABLES, THEME, is_allowed, list_components
from course.requirements import locked
from support.site_build import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-quality.txt")
PYTHON = (ROOT / "requirements.txt").read_text(encoding="utf-8")
NPM = (ROOT / "package-lock.json").read_text(encoding="utf-8")
MOMENT = "2026-11-26T00:00:00Z"
# What packages call the licences that have another name in SPDX.
NAMES = {
    "MIT License": "MIT", "Apache Software License": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "Apache 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0", "PSFL": "PSF-2.0",
    "MIT Licence": "MIT", "Apache License, Version 2.0": "Apache-2.0", "BSD 2-Clause License": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC", "ZPL 2.1": "ZPL-2.1", "BSD License": "BSD", "The Unlicense (Unlicense)": "Unlicense",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
}  # fmt: skip
# What only tests use judges what we write, and nothing of it is handed on. BSD is what some say without a number.
ONLY_TOOLS = {"AGPL-3.0-or-later", "BSD"}


def own_word(name: str) -> str | None:
    """Return what an installed package says of its licence, by its SPDX name where it has one; None if it is not here."""
    try:
        told: Any = distribution(name).metadata
    except PackageNotFoundError:
        return None
    given = told.get("License-Expression") or ""
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License")]
    short = (told.get("License") or "").splitlines()[:1]
    words = [given] if given else [*[one for one in short if one not in {"", "UNKNOWN"} and len(one) < 40], *classified]
    return NAMES.get(words[0], words[0]) if words else ""


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_is_what_the_package_says(name: str) -> None:
    said = own_word(name)
    if said is None:
        assert name in {one for one, _, always in locked(PYTHON) if not always}
    else:
        assert LICENCES[name].startswith(said) or said in {"BSD", "PSF-2.0"}, said
        assert is_allowed(LICENCES[name])


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_python_package_is_under_a_licence_that_is_known(lock: str) -> None:
    unknown = []
    for name, _, always in locked((ROOT / lock).read_text(encoding="utf-8")):
        said = LICENCES.get(name) or own_word(name)
        if (said is None and always) or (said and not is_allowed(said) and said not in ONLY_TOOLS):
            unknown.append((name, said))
    assert unknown == []


def test_every_locked_package_of_the_player_is_under_a_licence_that_is_allowed() -> None:
    found = {path: told.get("license", "") for path, told in json.loads(NPM)["packages"].items() if path}
    assert {path: licence for path, licence in found.items() if not is_allowed(licence)} == {}
    assert all(licence in ALLOWED for licence in (*BUNDLED.values(), *TABLES.values()))


def test_the_list_has_what_the_locks_have_and_nothing_else() -> None:
    told = json.loads(sbom(list_components(PYTHON, NPM), "kecheng", "1.2.0", MOMENT))
    npm = {
        path.rpartition("node_modules/")[2]: one
        for path, one in json.loads(NPM)["packages"].items()
        if path and not one.get("dev")
    }
    expected = {f"pkg:pypi/{name}@{version}" for name, version, _ in locked(PYTHON)}
    expected |= {f"pkg:npm/{name}@{one['version']}" for name, one in npm.items()}
    components = {one["purl"]: one for one in told["components"]}
    assert set(components) == expected
    assert len(told["components"]) == len(expected)
    digests = {one["content"] for component in told["components"] for one in component["hashes"]}
    assert digests == {
        *re.findall("sha256:([0-9a-f]{64})", PYTHON),
        *(base64.b64decode(one["integrity"].partition("-")[2]).hex() for one in npm.values()),
    }
    assert all(component["hashes"] and component["licenses"] for component in told["components"])
    in_site = {name for name, one in components.items() if one["scope"] == "required"}
    assert {re.split("[/@]", name)[1] for name in in_site} == {*npm, THEME}
    assert set(npm) == set(json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"])


def test_what_the_theme_brings_is_what_its_bundles_say() -> None:
    folder = Path(material.__path__[0]) / "templates/assets/javascripts"
    sources = [one for file in folder.rglob("*.map") for one in json.loads(file.read_text(encoding="utf-8"))["sources"]]
    found = {one.partition("node_modules/")[2].partition("/")[0] for one in sources if "node_modules/" in one}
    assert found == {name for name in BUNDLED if name.islower()}


def test_the_same_parts_give_the_same_bytes_and_people_read_the_same() -> None:
    release = Release("1.2.0", 1_700_000_000, {}, {})
    once, again = inventory(ROOT, release), inventory(ROOT, release)
    assert once == again
    assert json.loads(once["sbom.cdx.json"])["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    text = once["licences.txt"].decode("utf-8-sig")
    assert "\r\n  ts-fsrs " in text
    assert "\n" not in text.replace("\r\n", "")
    assert sbom(list_components(PYTHON, NPM), "kecheng", "1.2.1", MOMENT) != sbom(
        list_components(PYTHON, NPM), "kecheng", "1.2.0", MOMENT
    )
    for part in list_components(PYTHON, NPM):
        assert f"  {part.name} {part.version}：{part.licence}\r\n" in licences(list_components(PYTHON, NPM), "1.2.0")


def test_a_package_of_unknown_licence_stops_the_release() -> None:
    with pytest.raises(RefusedError, match="不知道 newcomer 的许可证"):
        list_components(f"{PYTHON}newcomer==1.0 \\\n    --hash=sha256:{'0' * 64}\n", NPM)
