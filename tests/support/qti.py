"""Response processing of QTI 2.1 by the letter of the specification, for the expressions that our items use."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from course.formats.qti.item import NAMESPACE

NS = f"{{{NAMESPACE}}}"
Values = Mapping[str, Any]


def processed(item: Element, responses: Values) -> dict[str, Any]:
    """Return the outcome variables after the responses to an item were processed; None is no response."""
    declared = {one.get("identifier", ""): one for one in item.iter(f"{NS}responseDeclaration")}
    outcomes: dict[str, Any] = {
        one.get("identifier", ""): _default(one) for one in item.iterfind(f"{NS}outcomeDeclaration")
    }
    for rule in item.iterfind(f"{NS}responseProcessing/*"):
        target: Element | None = rule
        if rule.tag == f"{NS}responseCondition":
            condition, target = rule[0]
            target = target if _value(condition, declared, responses, outcomes) else None
        if target is not None:
            outcomes[target.get("identifier", "")] = _value(target[0], declared, responses, outcomes)
    return outcomes


def _default(declaration: Element) -> Any:
    value = declaration.findtext(f"{NS}defaultValue/{NS}value")
    return None if value is None else float(value)


def _value(one: Element, declared: Mapping[str, Element], responses: Values, outcomes: Values) -> Any:
    inner = [_value(element, declared, responses, outcomes) for element in one]
    name = one.get("identifier", "")
    match one.tag.removeprefix(NS):
        case "mapResponse":
            return _mapped(declared[name], responses.get(name))
        case "variable":
            return outcomes[name] if name in outcomes else responses.get(name)
        case "correct":
            return [value.text for value in declared[name].iterfind(f"{NS}correctResponse/{NS}value")]
        case "baseValue":
            return float(one.text or "") if one.get("baseType") == "float" else one.text
        case "index":
            place = int(one.get("n", "")) - 1
            return inner[0][place] if inner[0] and place < len(inner[0]) else None
        case "sum":
            return sum(inner)
        case "divide":
            return inner[0] / inner[1]
        case "match":
            return None not in inner and inner[0] == inner[1]
        case "multiple":
            return [text for value in inner if value for text in (value if isinstance(value, list) else [value])]
        case other:
            raise AssertionError(other)


def _mapped(declaration: Element, response: Any) -> float:
    (mapping,) = declaration.iterfind(f"{NS}mapping")
    given = response if isinstance(response, list) else [] if response is None else [response]
    total = 0.0
    # Of a container each value counts once.
    for value in dict.fromkeys(given):
        total += next(
            (float(entry.get("mappedValue", "")) for entry in mapping if _same(entry, value)),
            float(mapping.get("defaultValue", "")),
        )
    low, high = float(mapping.get("lowerBound", "-inf")), float(mapping.get("upperBound", "inf"))
    return min(max(total, low), high)


def _same(entry: Element, value: str) -> bool:
    key = entry.get("mapKey", "")
    return key == value or (entry.get("caseSensitive") == "false" and key.lower() == value.lower())
