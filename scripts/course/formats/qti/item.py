"""Questions as items of QTI 2.1 (IMS Question and Test Interoperability: Assessment Test, Section and Item).

Each part of a question has responses and a score of its own between 0 and 1; the item's score is their sum. Texts
are XHTML of the kind that the specification allows in an item.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from course.formats.export_types import ExportItem
from course.formats.html_out import html, list_html, name_of, paragraph_html
from course.model import bank

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FEEDBACK, _EXPLANATION = "FEEDBACK", "EXPLANATION"


@dataclass(frozen=True, slots=True)
class _Interaction:
    """A part of a question: what is declared, what is shown, what it is worth, and its feedback.

    `worth` is an expression for a score from 0 to 1; None where people must mark. `places` are conditions, each of
    which adds 1 to the score before that expression is worked out. `chosen` is the variable whose values name the
    feedback to show.
    """

    declared: list[Element]
    shown: list[Element]
    worth: Element | None
    places: tuple[Element, ...] = ()
    chosen: str | None = None
    feedback: tuple[tuple[str, str], ...] = ()


def item_xml(item: ExportItem) -> bytes:
    """Return a question as a file of its own."""
    body = item.body
    parts: tuple[bank.Body, ...] = body.questions if isinstance(body, bank.CaseBody) else (body,)
    prefixes = [f"P{number}_" if len(parts) > 1 else "" for number in range(1, len(parts) + 1)]
    interactions = [_interaction_for(part, prefix) for part, prefix in zip(parts, prefixes, strict=True)]
    head = {"xmlns": NAMESPACE, "identifier": item.id, "title": name_of(item), _LANGUAGE: "zh-CN"}
    root = Element("assessmentItem", {**head, "adaptive": "false", "timeDependent": "false"})
    root.extend([element for one in interactions for element in one.declared])
    root.extend(list(_outcomes(prefixes, interactions)))
    shown = SubElement(root, "itemBody")
    if isinstance(body, bank.CaseBody):
        shown.extend([_filled("p", html(text)) for text in (body.material, body.stem)])
    shown.extend([element for one in interactions for element in one.shown])
    SubElement(root, "responseProcessing").extend(list(_rules(prefixes, interactions)))
    root.extend(list(_feedback(item, interactions)))
    packed: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return packed


def _outcomes(prefixes: list[str], interactions: list[_Interaction]) -> Iterator[Element]:
    marked = [prefix for prefix, one in zip(prefixes, interactions, strict=True) if one.worth is not None]
    yield _score("SCORE", 0, len(marked))
    yield _score("MAXSCORE", len(marked))
    yield from (_score(f"{prefix}SCORE", 0, 1) for prefix in marked if prefix)
    yield Element("outcomeDeclaration", identifier=_FEEDBACK, cardinality="multiple", baseType="identifier")


def _score(name: str, value: int, most: int | None = None) -> Element:
    bound = {} if not most else {"normalMaximum": str(most)}
    declared = Element(
        "outcomeDeclaration", {"identifier": name, "cardinality": "single", "baseType": "float", **bound}
    )
    SubElement(SubElement(declared, "defaultValue"), "value").text = str(value)
    return declared


def _rules(prefixes: list[str], interactions: list[_Interaction]) -> Iterator[Element]:
    """Yield what a platform does with a response, in its order."""
    for prefix, one in zip(prefixes, interactions, strict=True):
        if one.worth is None:
            continue
        for place in one.places:
            condition = Element("responseCondition")
            met = SubElement(condition, "responseIf")
            met.append(place)
            met.append(_set(f"{prefix}SCORE", _of("sum", [_variable(f"{prefix}SCORE"), _value("float", "1")])))
            yield condition
        yield _set(f"{prefix}SCORE", one.worth)
    if len(prefixes) > 1:
        yield _set("SCORE", _of("sum", [_variable(f"{prefix}SCORE") for prefix in prefixes]))
    chosen = [_variable(one.chosen) for one in interactions if one.chosen]
    yield _set(_FEEDBACK, _of("multiple", [_value("identifier", _EXPLANATION), *chosen]))


def _feedback(item: ExportItem, interactions: list[_Interaction]) -> Iterator[Element]:
    for name, feedback in (pair for one in interactions for pair in one.feedback):
        yield _modal(name, [_filled("p", feedback)])
    parts = item.body.questions if isinstance(item.body, bank.CaseBody) else ()
    own = [
        _filled("p", f"（{number}）{html(part.explanation)}")
        for number, part in enumerate(parts, start=1)
        if part.explanation
    ]
    yield _modal(_EXPLANATION, [*own, _filled("p", html(item.question.explanation))])


def _modal(name: str, inside: list[Element]) -> Element:
    shown = Element("modalFeedback", outcomeIdentifier=_FEEDBACK, identifier=name, showHide="show")
    shown.extend(inside)
    return shown


def _interaction_for(body: bank.Body, prefix: str) -> _Interaction:
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            return _choice(body, prefix)
        case bank.TrueFalsePart():
            return _judgement(body, prefix)
        case bank.BlankPart():
            return _blanks(body, prefix)
        case bank.OrderPart():
            return _order(body, prefix)
        case bank.MatchPart():
            return _pairs(body, prefix)
        case bank.ShortBody():
            return _open(body, prefix)
        case bank.CaseBody():
            raise ValueError("a case has no case inside")
        case bank.ScenarioBody():
            raise ValueError("a scenario has to be sorted out before")
        case _:
            assert_never(body)


def _choice(body: bank.SinglePart | bank.MultiplePart, prefix: str) -> _Interaction:
    names = [f"{prefix}{letter}" for letter in ascii_uppercase[: len(body.options)]]
    right = [names[index] for index in body.key]
    single = isinstance(body, bank.SinglePart)
    # One wrong choice takes away what all right ones give.
    weights = {name: 1 if name in right else -len(right) for name in names}
    response = f"{prefix}RESPONSE"
    declared = _response(response, "single" if single else "multiple", "identifier", right, weights)
    interaction = _interaction("choiceInteraction", response, shuffle="true", maxChoices="1" if single else "0")
    for name, option in zip(names, body.options, strict=True):
        fixed = {"fixed": "true"} if option.fixed else {}
        interaction.append(_filled("simpleChoice", html(option.text), {"identifier": name, **fixed}))
    feedback = [(name, option) for name, option in zip(names, body.options, strict=True) if option.why]
    return _Interaction(
        [declared],
        [_filled("p", html(body.stem)), interaction],
        _share(Element("mapResponse", identifier=response), len(right)),
        (),
        response if feedback else None,
        tuple((name, f"{html(option.text)}：{html(option.why or '')}") for name, option in feedback),
    )


def _judgement(body: bank.TrueFalsePart, prefix: str) -> _Interaction:
    response, names = f"{prefix}RESPONSE", {True: f"{prefix}TRUE", False: f"{prefix}FALSE"}
    right = names[body.answer]
    interaction = _interaction("choiceInteraction", response, shuffle="false", maxChoices="1")
    for value, word in ((True, "对"), (False, "错")):
        interaction.append(_filled("simpleChoice", word, {"identifier": names[value]}))
    declared = _response(response, "single", "identifier", [right], {right: 1})
    return _Interaction(
        [declared], [_filled("p", html(body.stem)), interaction], Element("mapResponse", identifier=response)
    )


def _blanks(body: bank.BlankPart, prefix: str) -> _Interaction:
    names = [f"{prefix}RESPONSE_{number}" for number in range(1, len(body.answers) + 1)]
    declared = [
        _response(name, "single", "string", [accepted[0].strip()], {text.strip(): 1 for text in accepted})
        for name, accepted in zip(names, body.answers, strict=True)
    ]
    stem = html(body.stem)
    for name in names:
        stem = stem.replace(bank.BLANK, f'<textEntryInteraction responseIdentifier="{name}" expectedLength="12"/>', 1)
    worth = _of("sum", [Element("mapResponse", identifier=name) for name in names])
    return _Interaction(declared, [_filled("p", stem)], _share(worth, len(names)))


def _order(body: bank.OrderPart, prefix: str) -> _Interaction:
    response = f"{prefix}RESPONSE"
    # Named by the alphabet of their texts, so that names do not reveal the order.
    names = {text: f"{prefix}I{number}" for number, text in enumerate(sorted(body.items), start=1)}
    interaction = _interaction("orderInteraction", response, shuffle="true")
    for text, name in names.items():
        interaction.append(_filled("simpleChoice", html(text), {"identifier": name}))
    declared = _response(response, "ordered", "identifier", [names[text] for text in body.items])
    places = tuple(_in_place(response, place, names[text]) for place, text in enumerate(body.items, start=1))
    worth = _share(_variable(f"{prefix}SCORE"), len(places))
    return _Interaction([declared], [_filled("p", html(body.stem)), interaction], worth, places)


def _in_place(response: str, place: int, name: str) -> Element:
    """Return the condition that at a place, counted from 1, stands what belongs there."""
    index = Element("index", n=str(place))
    index.append(_variable(response))
    return _of("match", [index, _value("identifier", name)])


def _pairs(body: bank.MatchPart, prefix: str) -> _Interaction:
    response = f"{prefix}RESPONSE"
    right = [*(pair.right for pair in body.pairs), *body.distractors]
    order = sorted(range(len(right)), key=lambda index: right[index])
    names = {index: f"{prefix}R{number}" for number, index in enumerate(order, start=1)}
    left = {index: f"{prefix}L{index + 1}" for index in range(len(body.pairs))}
    keys = [f"{left[index]} {names[index]}" for index in left]
    interaction = _interaction("matchInteraction", response, shuffle="true", maxAssociations=str(len(left)))
    for members in (
        [(left[index], pair.left) for index, pair in enumerate(body.pairs)],
        [(names[index], right[index]) for index in order],
    ):
        chosen_from = SubElement(interaction, "simpleMatchSet")
        for name, text in members:
            attributes = {"identifier": name, "matchMax": "1"}
            chosen_from.append(_filled("simpleAssociableChoice", html(text), attributes))
    declared = _response(response, "multiple", "directedPair", keys, dict.fromkeys(keys, 1))
    worth = _share(Element("mapResponse", identifier=response), len(keys))
    return _Interaction([declared], [_filled("p", html(body.stem)), interaction], worth)


def _open(body: bank.ShortBody, prefix: str) -> _Interaction:
    response = f"{prefix}RESPONSE"
    reference = paragraph_html("参考要点") + list_html(map(html, body.reference))
    rubric = _filled("rubricBlock", reference, {"view": "scorer tutor author"})
    interaction = _interaction("extendedTextInteraction", response, expectedLines="10")
    return _Interaction(
        [_response(response, "single", "string", [])], [_filled("p", html(body.stem)), rubric, interaction], None
    )


def _response(
    name: str, cardinality: str, base: str, right: list[str], weights: dict[str, int] | None = None
) -> Element:
    """Return a declaration; the weights of all that is right together are the most that can be had."""
    declared = Element("responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    if right:
        correct = SubElement(declared, "correctResponse")
        for value in right:
            SubElement(correct, "value").text = value
    if weights:
        most = 1 if cardinality == "single" else len(right)
        mapping = SubElement(declared, "mapping", lowerBound="0", upperBound=str(most), defaultValue="0")
        folded = {"caseSensitive": "false"} if base == "string" else {}
        for key, weight in weights.items():
            SubElement(mapping, "mapEntry", {"mapKey": key, "mappedValue": str(weight), **folded})
    return declared


def _interaction(name: str, response: str, **attributes: str) -> Element:
    return Element(name, {"responseIdentifier": response, **attributes})


def _share(worth: Element, count: int) -> Element:
    """Return an expression for a share of what can be had."""
    return worth if count == 1 else _of("divide", [worth, _value("float", str(count))])


def _of(name: str, operands: list[Element]) -> Element:
    expression = Element(name)
    expression.extend(operands)
    return expression


def _set(name: str, expression: Element) -> Element:
    rule = Element("setOutcomeValue", identifier=name)
    rule.append(expression)
    return rule


def _value(base: str, text: str) -> Element:
    value = Element("baseValue", baseType=base)
    value.text = text
    return value


def _variable(name: str) -> Element:
    return Element("variable", identifier=name)


def _filled(name: str, inside: str, attributes: dict[str, str] | None = None) -> Element:
    """Return an element with HTML of our own making inside."""
    element = fromstring(f"<{name}>{inside}</{name}>")  # noqa: S314 -- nothing here is from outside
    element.attrib.update(attributes or {})
    return element
