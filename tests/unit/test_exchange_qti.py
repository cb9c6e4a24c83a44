"""The QTI package: its structure by the specification, and scores that agree with the course's own marking."""

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from course.exams.grade import grade, marks
from course.formats.qti.write import export_qti
from course.model.bank import (
    Bank,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    OrderPart,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)
from support.archives import COURSE
from support.examples import examples
from support.exchanged import bank_file, selection, written
from support.generated_banks import banks
from support.learner import partly, right, wrong
from support.qti import NS, processed

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).resolve().parents[1] / "grammars/qti21-item.rng"))
PACKAGING = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def package(*files: Any) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(export_qti(selection(*files)).content))
    return {path: archive.read(path) for path in archive.namelist()}


def items(files: dict[str, bytes]) -> dict[str, Element]:
    return {
        path.removeprefix("items/").removesuffix(".xml"): fromstring(content)
        for path, content in files.items()
        if path.startswith("items/")
    }


def faults(files: dict[str, bytes]) -> list[str]:
    """Return what the grammar has against any item."""
    found: list[str] = []
    for path, content in files.items():
        if path.startswith("items/") and not GRAMMAR.validate(etree.fromstring(content)):
            found.append(f"{path}: {GRAMMAR.error_log}")
    return found


def responses(item: Element, body: Body, given: Any, prefix: str = "") -> dict[str, Any]:
    """Return an answer as a platform has it: names of what was chosen, found by their texts."""
    response = f"{prefix}RESPONSE"
    match body:
        case SinglePart():
            return {response: f"{prefix}{'ABCDEFGHIJ'[given]}"}
        case MultiplePart():
            return {response: [f"{prefix}{'ABCDEFGHIJ'[index]}" for index in given]}
        case TrueFalsePart():
            return {response: f"{prefix}{str(given).upper()}"}
        case BlankPart():
            return {f"{response}_{number}": text.strip() for number, text in enumerate(given, start=1)}
        case OrderPart():
            names = {text: f"{prefix}I{number}" for number, text in enumerate(sorted(body.items), start=1)}
            return {response: [names[body.items[index]] for index in given]}
        case MatchPart():
            texts = [*(pair.right for pair in body.pairs), *body.distractors]
            places = sorted(range(len(texts)), key=lambda index: texts[index])
            pairs = [(left, places.index(index) + 1) for left, index in enumerate(given, 1) if index is not None]
            return {response: [f"{prefix}L{left} {prefix}R{place}" for left, place in pairs]}
        case CaseBody():
            several = len(body.questions) > 1
            found: dict[str, Any] = {}
            for number, (part, answer) in enumerate(zip(body.questions, given, strict=True), start=1):
                found |= responses(item, part, answer, f"P{number}_" if several else "")
            return found
        case ShortBody():
            return {response: "我的回答"}
        case ScenarioBody():
            raise AssertionError("QTI holds no scenario")


def share(question: Body, answer: Any) -> float:
    """Return what the course gives for a part of an answer."""
    good = marks(question, answer)
    return sum(good) / len(good)


def test_the_second_course_gives_items_by_the_specification_whose_scores_are_the_courses() -> None:
    files = package(*COURSE.banks)
    assert faults(files) == []
    found = items(files)
    questions = {
        question.id: question for _, question in COURSE.questions() if question.id and question.type != "scenario"
    }
    assert found.keys() == questions.keys()
    for name, question in questions.items():
        item = found[name]
        most = processed(item, {})["MAXSCORE"]
        assert processed(item, {})["SCORE"] == 0
        for answer in (right(question), wrong(question), partly(question)):
            if answer is None or isinstance(question, ShortBody):
                continue
            score = processed(item, responses(item, question, answer))["SCORE"]
            match grade(question, answer):
                case "right":
                    assert score == pytest.approx(most)
                case "wrong":
                    assert score == 0
                case "partial":
                    assert 0 < score < most
                    assert isinstance(question, CaseBody) or score == pytest.approx(share(question, answer))


@settings(max_examples=examples(6))
@given(bank=banks(most=4))
def test_items_keep_to_the_specification_whatever_the_texts_are(bank: Bank) -> None:
    assert faults(package(bank_file(bank))) == []


@settings(max_examples=examples(15))
@given(data=st.data(), count=st.integers(2, 10))
def test_a_multiple_choice_scores_as_the_course_marks_it(data: st.DataObject, count: int) -> None:
    key = data.draw(st.sets(st.integers(0, count - 1), min_size=min(2, count)))
    chosen = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    options = [{"text": str(index), "correct": index in key} for index in range(count)]
    bank = written({"type": "multiple", "stem": "选", "options": options})
    (item,) = items(package(bank)).values()
    (question,) = bank.questions
    score = processed(item, responses(item, question, sorted(chosen)))["SCORE"]
    expected = len(chosen) / len(key) if chosen <= key else 0
    assert score == pytest.approx(expected)
    assert (score > 0) == (grade(question, sorted(chosen)) != "wrong")


def test_feedback_says_why_of_what_was_chosen_and_always_the_explanation() -> None:
    options = [{"text": "甲", "correct": True}, {"text": "乙", "why": "不对"}, {"text": "丙", "why": "也不对"}]
    bank = written({"type": "single", "stem": "选", "options": options})
    (item,) = items(package(bank)).values()
    shown = processed(item, {"RESPONSE": "B"})["FEEDBACK"]
    texts = {one.get("identifier"): "".join(one.itertext()) for one in item.iterfind(f"{NS}modalFeedback")}
    assert [texts[name] for name in shown if name in texts] == ["解析。", "乙：不对"]
    assert texts["C"] == "丙：也不对"


def test_the_manifest_names_every_file_and_each_test_its_items() -> None:
    files = package(*COURSE.banks)
    root = fromstring(files["imsmanifest.xml"])
    assert [element.tag.removeprefix(PACKAGING) for element in root] == ["metadata", "organizations", "resources"]
    assert [element.text for element in root[0]] == ["QTIv2.1 Package", "1.0.0"]
    resources = {element.get("identifier", ""): element for element in root[2]}
    assert sorted(element.get("href", "") for element in resources.values()) == sorted(
        files.keys() - {"imsmanifest.xml"}
    )
    for element in resources.values():
        assert element.get("type") in {"imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"}
        assert [file.get("href") for file in element.iterfind(f"{PACKAGING}file")] == [element.get("href")]
        needed = [one.get("identifierref") for one in element.iterfind(f"{PACKAGING}dependency")]
        assert set(needed) <= resources.keys()
        if element.get("type") == "imsqti_test_xmlv2p1":
            test = fromstring(files[element.get("href", "")])
            refs = [ref.get("href", "").removeprefix("../") for ref in test.iter(f"{NS}assessmentItemRef")]
            assert refs == [resources[name].get("href") for name in needed if name]
    identifiers = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<itemBody>", "<itemBody>文字"),
        ('maxChoices="1"', 'maxChoices="-1"'),
        ("<simpleChoice", "<img/><simpleChoice"),
        (' adaptive="false"', ""),
    ],
)
def test_the_grammar_notices_what_the_specification_forbids(before: str, after: str) -> None:
    bank = written({"type": "truefalse", "stem": "对吗？", "answer": True})
    content = package(bank)["items/extra-1.xml"].decode()
    assert faults({"items/extra-1.xml": content.encode()}) == []
    assert faults({"items/extra-1.xml": content.replace(before, after).encode()}) != []


def test_an_offered_order_and_partners_tell_nothing_of_the_key() -> None:
    order = written({"type": "order", "stem": "排", "items": ["丙", "甲", "乙"]})
    (item,) = items(package(order)).values()
    offered = ["".join(one.itertext()) for one in item.iter(f"{NS}simpleChoice")]
    assert offered == sorted(offered)
    assert [one.get("identifier") for one in item.iter(f"{NS}simpleChoice")] == ["I1", "I2", "I3"]
