"""A SCORM 1.2 package: the built site in a frame that reports to the platform.

A bank makes a package that opens its quiz and is passed or failed; all banks make one of the whole course, complete
when every study page has been read. Manifest after the SCORM Content Aggregation Model 1.2, sections 2.3 and 2.5.
The schemas that the manifest's namespaces belong to are not enclosed: platforms have their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from course.files import zipped
from course.formats.export_types import EVERYTHING, Carries, ExportResult, Selection, simpler, sort_out, whole_items
from course.model.course import Identity
from course.templates import Templates

CARRIES: Carries = {
    **EVERYTHING,
    "short": simpler("由学员自评，自评的结果计入成绩"),
}
PASSING = 60
"""The score from which a quiz is passed, in hundredths, unless the platform says otherwise."""

MANIFEST, LAUNCH, SITE = "imsmanifest.xml", "launch.html", "site/"
_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
# For search engines, which do not come here, and for people who look into scripts.
_NEEDLESS = ("sitemap.xml", "sitemap.xml.gz", "404.html")


def export_scorm(selection: Selection) -> ExportResult:
    """Return a package of the site that the selection names, which must have been built from the same course."""
    if selection.site is None:
        raise ValueError("a package needs a built site")
    items, losses = sort_out((item for bank in selection.banks for item in whole_items(bank)), CARRIES)
    files = {f"{SITE}{path}": content for path, content in _files(selection.site).items()}
    files[LAUNCH] = _launch(selection).encode()
    files[MANIFEST] = manifest(selection, sorted(files))
    return ExportResult(zipped(files, MANIFEST, LAUNCH), len(items), losses)


def _files(site: Path) -> Mapping[str, bytes]:
    found = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    return {
        path: file.read_bytes() for path, file in found.items() if path not in _NEEDLESS and not path.endswith(".map")
    }


def _title(selection: Selection) -> str:
    return selection.banks[0].title if selection.bank else selection.title


@dataclass(frozen=True, slots=True)
class _Launch:
    title: str
    identity: tuple[tuple[str, str], ...]
    start: str
    bank: str
    passing: int = PASSING
    site: str = SITE


def _launch(selection: Selection) -> str:
    """Return the page that the platform opens: the frame around the site."""
    bank = selection.bank
    view = _Launch(
        title=_title(selection),
        identity=_identity(selection.identity),
        start=f"quizzes/{bank}.html" if bank else "index.html",
        bank=bank or "",
    )
    return Templates(Path(__file__).with_name("templates"), {}).render("scorm", view)


def _identity(identity: Identity | None) -> tuple[tuple[str, str], ...]:
    """Return the course's identity as every page of the site has it in its head: records are stored under it."""
    if identity is None:
        return ()
    fields = (("id", identity.id), ("title", identity.title), ("copy", identity.copy))
    return tuple((name, content) for name, content in fields if content)


def _identifier(selection: Selection) -> str:
    """Return the name of a package, which no package of another course or copy on the same platform has."""
    identity = selection.identity
    parts = (identity.id, identity.copy) if identity else ("course",)
    return "-".join([*filter(None, parts), selection.name])


def manifest(selection: Selection, paths: list[str]) -> bytes:
    """Return the manifest of a package with these files."""
    name = selection.name
    root = Element(
        "manifest",
        {"identifier": _identifier(selection), "version": "1.1", "xmlns": _PACKAGING, "xmlns:adlcp": _SCORM},
    )
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = "1.2"
    organizations = SubElement(root, "organizations", default="course")
    organization = SubElement(organizations, "organization", identifier="course")
    SubElement(organization, "title").text = selection.title
    item = SubElement(organization, "item", identifier=f"item-{name}", identifierref=f"sco-{name}", isvisible="true")
    SubElement(item, "title").text = _title(selection)
    if selection.bank:
        SubElement(item, "adlcp:masteryscore").text = str(PASSING)
    resources = SubElement(root, "resources")
    resource = SubElement(
        resources,
        "resource",
        {"identifier": f"sco-{name}", "type": "webcontent", "adlcp:scormtype": "sco", "href": LAUNCH},
    )
    for path in paths:
        SubElement(resource, "file", href=quote(path))
    indent(root)
    packed: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return packed
