"""A SCORM 1.2 package: the built site in a frame that reports to the platform.

A bank makes a package that opens its quiz and is passed or failed; all banks make one of the whole course, complete
when every study page has been read. Manifest after the SCORM Content Aggregation Model 1.2, sections 2.3 and 2.5.
The schemas that the manifest's namespaces belong to are not enclosed: platforms have their own.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from course.files import zipped
from course.formats.export_types import EVERYTHING, Carries, ExportResult, Selection, simpler, sort_out, whole_items
from course.model.course import Identity

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


def _launch(selection: Selection) -> str:
    """Return the page that the platform opens: the frame around the site."""
    title = escape(_title(selection))
    bank = selection.bank
    start = f"quizzes/{bank}.html" if bank else "index.html"
    scope = f' data-bank="{escape(bank)}" data-passing="{PASSING}"' if bank else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{_metas(selection.identity)}<style>
html, body {{ height: 100%; margin: 0; }}
body {{ display: flex; flex-direction: column; }}
p {{ margin: 0; padding: .5em 1em; font-family: sans-serif; background: #fff3cd; color: #333; }}
p:empty {{ padding: 0; }}
iframe {{ flex: 1; width: 100%; border: 0; }}
</style>
</head>
<body data-start="{escape(start)}"{scope}>
<noscript><p>要在学习平台里记成绩，请打开浏览器的 JavaScript。</p></noscript>
<script src="{SITE}assets/player/scorm.js"></script>
</body>
</html>
"""


def _metas(identity: Identity | None) -> str:
    """Return the course's identity as every page of the site has it in its head: records are stored under it."""
    if identity is None:
        return ""
    fields = {"id": identity.id, "title": identity.title} | ({"copy": identity.copy} if identity.copy else {})
    return "".join(f'<meta name="course-{name}" content="{escape(text)}">\n' for name, text in fields.items())


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
