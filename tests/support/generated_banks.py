"""Strategies: banks of every question type, with texts that try to break whatever handles them."""

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from course.model.bank import BLANK, Bank, Question, ScenarioBody
from course.model.normalise import normalise
from course.text.unicode_checks import suspects

POINTS = ("r1-1-1-a", "r1-1-1-b", "r1-1-2-a", "r2-1-1-a")
NASTY = (
    "<script>alert(1)</script>", "</li></ol></div>", "<!--", "-->", "]]>", "<details open>", "&amp;", "&#60;", "\"'",
    '" onload="x', '--8<-- "map.md"', "--8<-- [start:x]", "\n--8<--\n", "\n\n# 标题 { #r1-1-1 }\n\n", "{ #id .c }", "{{",
    "}}", "**", "**粗**", "`", "`码`", "[", "]", "[三会一训]", "[点](study/meeting.md#r1-1-1-a)", "\\", "\\n", "\r\n",
    "\n", "\t", " ", "　", "# 注", ": ", "- ", "? ", "&a ", "*a", "!a", "%", "@", "|", ">", "no", "on", "null", "~",
    "1e3", "0x1F", "2018-01-01", "12:30", "_", "$", "${x}", "{%", "%}", "\\(", "|||", "<", ">", "\u00a0", "🎉", "𠮷",
    "(self", ");", "\\u003c", "（　　　）", "答案",
)  # fmt: skip


def _plain(text: str) -> bool:
    """Return whether a text is one that a bank may hold: visible, and with no link or blank that we did not put there."""
    rest = text.replace("[点](study/meeting.md#r1-1-1-a)", "")
    return bool(text.strip()) and not any(suspects(text)) and "](" not in rest and BLANK not in text


def texts(longest: int = 40) -> st.SearchStrategy[str]:
    """Return texts made of ordinary characters and of pieces that mean something to some format."""
    letters = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
    pieces = st.lists(st.one_of(st.sampled_from(NASTY), letters), min_size=1, max_size=5)
    return pieces.map("".join).map(lambda text: text[:longest]).filter(_plain)


def different_texts(least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Return texts that a learner can distinguish."""
    return st.lists(texts(), min_size=least, max_size=most, unique_by=normalise)


def _record(fixed: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fixed, optional=optional or {})


@st.composite
def _options(draw: st.DrawFn, kind: str) -> list[dict[str, Any]]:
    options = [{"text": text} for text in draw(different_texts(2, 6))]
    fewest, most = (1, 1) if kind == "single" else (2, len(options))
    right = draw(st.lists(st.integers(0, len(options) - 1), min_size=fewest, max_size=most, unique=True))
    extra = _record({}, {"why": texts(), "fixed": st.booleans()})
    return [{**option, "correct": index in right, **draw(extra)} for index, option in enumerate(options)]


@st.composite
def _blanks(draw: st.DrawFn) -> dict[str, Any]:
    pieces = draw(st.lists(st.one_of(st.just(""), texts()), min_size=2, max_size=4))
    answers = st.lists(texts(), min_size=1, max_size=3)
    return {"stem": BLANK.join(pieces), "answers": [draw(answers) for _ in pieces[1:]]}


@st.composite
def _pairs(draw: st.DrawFn) -> dict[str, Any]:
    left = draw(different_texts(2, 5))
    right = draw(different_texts(len(left), len(left) + 2))
    pairs = [{"left": one, "right": other} for one, other in zip(left, right, strict=False)]
    return {"pairs": pairs, "distractors": right[len(left) :]}


@st.composite
def _part(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what decides a question of a basic type."""
    kind = draw(st.sampled_from(["single", "multiple", "truefalse", "blank", "order", "match"]))
    body: dict[str, Any] = {"type": kind, "stem": draw(texts())}
    match kind:
        case "single" | "multiple":
            return {**body, "options": draw(_options(kind))}
        case "truefalse":
            return {**body, "answer": draw(st.booleans())}
        case "blank":
            return {**body, **draw(_blanks())}
        case "order":
            return {**body, "items": draw(different_texts(3, 6))}
        case _:
            return {**body, **draw(_pairs())}


@st.composite
def _scenario(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a scenario: each step leads on to the next one, where a mistake can be repaired, and off to an end."""
    names = [f"step-{number}" for number in range(draw(st.integers(2, 4)))]
    steps: dict[str, dict[str, Any]] = {}
    for name, following in zip(names, [*names[1:], "good"], strict=True):
        first, second, *others = draw(different_texts(2, 4))
        # Both lead on, so that no mistake is the last.
        on = [{"text": first, "go": following, "merit": "good"}, {"text": second, "go": following, "merit": "poor"}]
        off = [{"text": text, "go": draw(st.sampled_from(["fair", "poor"])), "merit": "poor"} for text in others]
        extra = _record({}, {"effect": texts()})
        steps[name] = {"text": draw(texts()), "choices": [{**choice, **draw(extra)} for choice in [*on, *off]]}
    reached = {choice["go"] for step in steps.values() for choice in step["choices"]} - set(names)
    if reached == {"good"}:
        steps[names[-1]]["choices"][1]["go"] = "fair"
        reached.add("fair")
    ends = {name: {"outcome": name, "text": draw(texts()), "debrief": draw(texts())} for name in sorted(reached)}
    return {"type": "scenario", "stem": draw(texts()), "start": names[0], "steps": steps, "ends": ends}


def scenarios() -> st.SearchStrategy[ScenarioBody]:
    """Return scenarios that break no rule."""
    return _scenario().map(lambda record: ScenarioBody.model_validate_json(json.dumps(record)))


@st.composite
def _body(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["part", "part", "case", "short", "scenario"]))
    if kind == "part":
        return draw(_part())
    if kind == "scenario":
        return draw(_scenario())
    body = {"type": kind, "stem": draw(texts())}
    if kind == "short":
        return {**body, "reference": draw(st.lists(texts(), min_size=1, max_size=4))}
    lesson = _record({}, {"explanation": texts()})
    parts = [{**part, **draw(lesson)} for part in draw(st.lists(_part(), min_size=1, max_size=3))]
    return {**body, "material": draw(texts()), "questions": parts}


@st.composite
def banks(draw: st.DrawFn, *, most: int = 5) -> Bank:
    """Draw a bank of up to `most` questions that breaks no rule, for the first page of the sample course."""
    bodies = draw(st.lists(_body(), min_size=1, max_size=most))
    asked = _record({
        "points": st.lists(st.sampled_from(POINTS), min_size=1, max_size=3, unique=True),
        "difficulty": st.integers(1, 3),
        "explanation": texts(),
    })  # fmt: skip
    questions = [{"id": f"extra-{number}", **body, **draw(asked)} for number, body in enumerate(bodies)]
    bank = {"title": " ".join(draw(texts()).split()), "page": "study/meeting.md", "questions": questions}
    # By way of JSON, from which the strict models take lists for tuples.
    return Bank.model_validate_json(json.dumps(bank))


def questions() -> st.SearchStrategy[Question]:
    """Return single questions of every type."""
    return banks(most=1).map(lambda bank: bank.questions[0])


class _Dumper(yaml.SafeDumper):
    """Writes every value where it stands, never as a reference to an equal one."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 -- the base class's signature
        return True


def yaml_text(bank: Bank, *, flow: bool | None, width: int, unicode: bool) -> str:
    """Write a bank as YAML in one of the many ways in which one can."""
    record = bank.model_dump(mode="json", exclude_unset=True)
    return str(
        yaml.dump(record, Dumper=_Dumper, default_flow_style=flow, width=width, allow_unicode=unicode, sort_keys=False)
    )


@st.composite
def written_banks(draw: st.DrawFn) -> tuple[Bank, str]:
    """Draw a bank together with one of its YAML texts."""
    bank = draw(banks())
    flow = draw(st.sampled_from([True, False, None]))
    return bank, yaml_text(bank, flow=flow, width=draw(st.sampled_from([20, 80, 4096])), unicode=draw(st.booleans()))
