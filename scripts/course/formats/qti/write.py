"""A QTI 2.1 content package: an item for each question, a test for each bank, and the manifest that names them.

The manifest follows IMS Content Packaging 1.1.4 with the schema name that QTI 2.1 prescribes; where a question
stands in the course is stated in LOM keywords.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from course.files import zipped
from course.formats import tags as course_tags
from course.formats.export_types import (
    AS_TEXT,
    EVERYTHING,
    LITERAL,
    Carries,
    ExportItem,
    ExportResult,
    Loss,
    Selection,
    left_out,
    place_as,
    simpler,
    sort_out,
    whole_items,
)
from course.formats.qti.item import NAMESPACE, item_xml
from course.model.bank import BankFile

CARRIES: Carries = {
    **EVERYTHING,
    "blank": simpler(f"平台{LITERAL}"),
    "short": simpler("由评卷人对照参考要点评分，学员不能自评"),
    "scenario": left_out("QTI 的题目不能一步接一步往下走"),
    **place_as("写成关键词"),
    "apart": left_out("QTI 没有不同卷的说法"),
    "link": AS_TEXT,
}
MANIFEST = "imsmanifest.xml"
_PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/LOM"


def export_qti(selection: Selection) -> ExportResult:
    """Return the banks as a package."""
    files: dict[str, bytes] = {}
    manifest, resources = _manifest(selection)
    count = 0
    losses: list[Loss] = []
    for bank in selection.banks:
        items, lost = sort_out(whole_items(bank), CARRIES)
        count += len(items)
        losses += lost
        for item in items:
            files[_path(item)] = item_xml(item)
            resources.append(_item_resource(item))
        if items:
            files[f"tests/{bank.name}.xml"] = _test(bank, items)
            resources.append(_test_resource(bank, items))
    indent(manifest)
    files[MANIFEST] = tostring(manifest, encoding="utf-8", xml_declaration=True)
    return ExportResult(zipped(files, MANIFEST), count, tuple(losses))


def _path(item: ExportItem) -> str:
    return f"items/{item.id}.xml"


def _manifest(selection: Selection) -> tuple[Element, Element]:
    """Return a manifest without resources, and the element that takes them."""
    head = {"identifier": f"MANIFEST-{selection.name}", "xmlns": _PACKAGING, "xmlns:imsmd": _LOM}
    root = Element("manifest", head)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    return root, SubElement(root, "resources")


def _item_resource(item: ExportItem) -> Element:
    path = _path(item)
    resource = Element("resource", identifier=f"ITEM-{item.id}", type="imsqti_item_xmlv2p1", href=path)
    general = SubElement(SubElement(SubElement(resource, "metadata"), "imsmd:lom"), "imsmd:general")
    for tag in course_tags.tags_of(item):
        keyword = SubElement(general, "imsmd:keyword")
        SubElement(keyword, "imsmd:string", language="zh-CN").text = tag
    SubElement(resource, "file", href=path)
    return resource


def _test_resource(bank: BankFile, items: tuple[ExportItem, ...]) -> Element:
    path = f"tests/{bank.name}.xml"
    resource = Element("resource", identifier=f"TEST-{bank.name}", type="imsqti_test_xmlv2p1", href=path)
    SubElement(resource, "file", href=path)
    for item in items:
        SubElement(resource, "dependency", identifierref=f"ITEM-{item.id}")
    return resource


def _test(bank: BankFile, items: tuple[ExportItem, ...]) -> bytes:
    root = Element("assessmentTest", xmlns=NAMESPACE, identifier=f"TEST-{bank.name}", title=_one_line(bank.title))
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    part = SubElement(root, "testPart", identifier="PART", navigationMode="nonlinear", submissionMode="individual")
    SubElement(part, "itemSessionControl", maxAttempts="0", showFeedback="true")
    title = _one_line(bank.title)
    section = SubElement(part, "assessmentSection", identifier="SECTION", title=title, visible="true")
    for item in items:
        SubElement(section, "assessmentItemRef", identifier=f"REF-{item.id}", href=f"../{_path(item)}")
    processing = SubElement(root, "outcomeProcessing")
    rule = SubElement(processing, "setOutcomeValue", identifier="SCORE")
    SubElement(SubElement(rule, "sum"), "testVariables", variableIdentifier="SCORE")
    indent(root)
    packed: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return packed


def _one_line(title: str) -> str:
    return " ".join(title.split())
