"""The parts of a release, for programs (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/) and to people.

By hand: a library and what it needs in turn would be much for a file of which we need one shape.
"""

import json
import uuid
from collections.abc import Iterator, Sequence

from course.release.third_party import BUNDLED, TABLES, THEME, Component

SBOM, LICENCES_FILE = "sbom.cdx.json", "licences.txt"


def sbom(found: Sequence[Component], course: str, version: str, moment: str) -> str:
    """Return the list of parts of a course's site as CycloneDX; the same for the same arguments.

    `course` is its id, `moment` is in UTC, as ISO 8601.
    """
    about = {
        "timestamp": moment,
        "component": {"type": "application", "bom-ref": "course", "name": course, "version": version},
    }
    body = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": about,
        "components": [_component(part) for part in found],
        "dependencies": [{"ref": "course", "dependsOn": [part.purl for part in found]}],
    }
    # A name that follows from the content, so that the same list has the same one.
    serial = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(body, sort_keys=True))
    return json.dumps({**body, "serialNumber": f"urn:uuid:{serial}"}, ensure_ascii=False, indent=1) + "\n"


def _component(part: Component) -> dict[str, object]:
    inside = [
        {"type": "library", "name": name, "scope": "required", "licenses": _licences(licence)}
        for name, licence in sorted(BUNDLED.items())
    ]
    return {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        # Of what is excluded nothing reaches readers: it is what the site was built with.
        "scope": "required" if part.in_site else "excluded",
        "hashes": [{"alg": name, "content": digest} for name, digest in part.hashes],
        "licenses": _licences(part.licence),
        "purl": part.purl,
        **({"components": inside} if part.name == THEME else {}),
    }


def _licences(licence: str) -> list[dict[str, object]]:
    return [{"expression": licence}] if " " in licence else [{"license": {"id": licence}}]


def licences(found: Sequence[Component], version: str) -> str:
    """Return the same for people, with a mark and line ends that every editor in an office knows."""
    return "\ufeff" + "".join(f"{line}\r\n" for line in _lines(found, version))


def _lines(found: Sequence[Component], version: str) -> Iterator[str]:
    yield f"课程站点 {version} 用到的他人程序和许可证"
    yield f"机器可读的清单（CycloneDX，带校验值）见同一文件夹的 {SBOM}。许可证写的是 SPDX 名称。"
    for title, in_site in (("网站里有的：", True), ("只用来生成网站，网站里没有的：", False)):
        yield from ("", title)
        if in_site:
            yield from (f"  {name}：{licence}" for name, licence in sorted(TABLES.items()))
        for part in found:
            if part.in_site == in_site:
                yield f"  {part.name} {part.version}：{part.licence}"
                if part.name == THEME:
                    yield from (f"    其中带有 {name}：{licence}" for name, licence in sorted(BUNDLED.items()))
