"""Other people's parts: what a lock names, with its licence and hashes, and what of it ends up in the site."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.errors import RefusedError

PYTHON_LOCK, NPM_LOCK = "requirements.txt", "package-lock.json"
THEME = "mkdocs-material"
_MIT, _BSD2, _BSD3, _APACHE, _MPL, _PSF = "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "PSF-2.0"

ALLOWED = frozenset(
    (
        _MIT,
        _BSD2,
        _BSD3,
        _APACHE,
        _MPL,
        _PSF,
        "0BSD",
        "CC-BY-4.0",
        "CC0-1.0",
        "ISC",
        "LGPL-3.0-only",
        "W3C",
        "WTFPL",
        "ZPL-2.1",
        "Zlib",
    )
)
"""SPDX names of licences under which a part may be used here: https://spdx.org/licenses/."""

LICENCES: Mapping[str, str] = {
    **dict.fromkeys((
        "annotated-types", "backrefs", "blinker", "brotli", "charset-normalizer", "chevron", "et-xmlfile", "genanki",
        "mergedeep", "mkdocs-get-deps", "mkdocs-material", "mkdocs-material-extensions", "openpyxl", "paginate", "platformdirs",
        "pydantic", "pydantic-core", "pymdown-extensions", "python-docx", "pyyaml", "pyyaml-env-tag", "setuptools", "typing-inspection",
        "urllib3",
    ), _MIT),
    **dict.fromkeys((
        "babel", "cached-property", "click", "colorama", "flask", "idna", "itsdangerous", "jinja2", "lxml", "markdown", "markupsafe",
        "pypdf", "python-dateutil", "tinycss2", "webencodings", "werkzeug",
    ), _BSD3),
    **dict.fromkeys(("mkdocs", "pygments"), _BSD2),
    **dict.fromkeys(("ghp-import", "requests", "tzdata", "watchdog"), _APACHE),
    **dict.fromkeys(("certifi", "pathspec"), _MPL),
    **dict.fromkeys(("defusedxml", "typing-extensions"), _PSF),
    "frozendict": "LGPL-3.0-only",
    "waitress": "ZPL-2.1",
    "packaging": f"{_APACHE} OR {_BSD2}",
}  # fmt: skip
"""What each package of the lock for building is under; a test holds it to what the packages say of themselves."""

BUNDLED: Mapping[str, str] = {
    "clipboard": _MIT,
    "escape-html": _MIT,
    "focus-visible": "W3C",
    "lunr": _MIT,
    "rxjs": _APACHE,
    "tslib": "0BSD",
    "Font Awesome Free (icons)": "CC-BY-4.0",
    "Material Design Icons": _APACHE,
    "Octicons": _MIT,
}
"""What the theme brings inside its own files, of versions that it does not state."""

TABLES: Mapping[str, str] = {"OpenCC（繁简对照表，供搜索用）": _APACHE}
"""What was copied into our own files as data (course/site/traditional.py)."""

Kind: TypeAlias = Literal["pypi", "npm"]
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
_SHA256 = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """A package: where it comes from, name, version, SPDX licence, hashes by algorithm, and whether the site has it in it."""

    kind: Kind
    name: str
    version: str
    licence: str
    hashes: tuple[tuple[str, str], ...]
    in_site: bool

    @property
    def purl(self) -> str:
        """Its name for programs: https://github.com/package-url/purl-spec."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}@{self.version}"


def list_components(python_lock: str, npm_lock: str) -> list[Component]:
    """Return what the site is made of and what builds it, in a fixed order; tools of tests are left out.

    Raises RefusedError for a package of which no licence is known.
    """
    return sorted((*_of_python(python_lock), *_of_npm(npm_lock)))


def is_allowed(licence: str) -> bool:
    """Return whether a part may be used under an SPDX expression; of alternatives one is enough."""
    alternatives = re.sub(r"[()]", "", licence).split(" OR ")
    return any(all(one.strip() in ALLOWED for one in choice.split(" AND ")) for choice in alternatives)


def _of_python(lock: str) -> Iterator[Component]:
    for match in _PINNED.finditer(lock):
        name = match[1]
        if name not in LICENCES:
            raise RefusedError(f"不知道 {name} 的许可证。请在 course/release/third_party.py 的 LICENCES 里写明")
        hashes = tuple(("SHA-256", one) for one in sorted(_SHA256.findall(match[3])))
        yield Component("pypi", name, match[2], LICENCES[name], hashes, name == THEME)


def _of_npm(lock: str) -> Iterator[Component]:
    for path, package in json.loads(lock)["packages"].items():
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        if "license" not in package:
            raise RefusedError(f"package-lock.json 没有写 {name} 的许可证，请换一个写明的版本")
        algorithm, _, digest = package["integrity"].partition("-")
        hashes = ((algorithm.upper().replace("SHA", "SHA-"), base64.b64decode(digest).hex()),)
        yield Component("npm", name, package["version"], package["license"], hashes, in_site=True)
