"""Where a question stands in the course, as tags: what platforms keep that know neither points nor difficulty."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from course.formats.export_types import ExportItem, Feature, Loss, left_out
from course.model.bank import DIFFICULTY_LABELS, KIND_LABELS, bank_path

POINT, TERM, DIFFICULTY, KIND, BASIS, APART = "要点", "术语", "难度", "考查", "依据", "不同卷"
BANK, ID, CASE, PART = "题库", "题号", "案例", "小题"
LONGEST = 50
"""The longest tag in Moodle, in characters (TAG_MAX_LENGTH)."""
_TOO_LONG = left_out(f"写成标签超过 {LONGEST} 个字，Moodle 收不下")
_PART = re.compile(r"([1-9][0-9]?)/([1-9][0-9]?)")


def tags_of(item: ExportItem) -> Iterator[str]:
    """Yield the tags of a question, such as 要点：r1-2-a; the first point comes first."""
    question = item.question
    yield from (f"{POINT}：{point}" for point in question.points)
    yield from (f"{TERM}：{term}" for term in question.terms)
    yield f"{DIFFICULTY}：{DIFFICULTY_LABELS[question.level]}"
    if question.kind:
        yield f"{KIND}：{KIND_LABELS[question.kind]}"
    yield from (f"{BASIS}：{name}" for name in question.basis)
    yield from (f"{APART}：{name}" for name in question.apart)
    yield f"{BANK}：{item.bank}"
    if item.case:
        yield f"{CASE}：{question.id}"
        yield f"{PART}：{item.number}/{len(item.case.questions)}"


def short_tags_of(item: ExportItem) -> Iterator[str]:
    """Yield the tags that Moodle keeps whole; a longer one it would cut off."""
    return (tag for tag in tags_of(item) if len(tag) <= LONGEST)


def tag_losses(items: Iterable[ExportItem]) -> Iterator[Loss]:
    """Yield what `short_tags_of` leaves out."""
    features: Mapping[str, Feature] = {POINT: "points", TERM: "terms", BASIS: "basis", APART: "apart"}
    for item in items:
        for tag in tags_of(item):
            if len(tag) > LONGEST and (feature := features.get(tag.partition("：")[0])):
                yield Loss(item.id, feature, _TOO_LONG)


@dataclass(frozen=True, slots=True)
class PartOf:
    """Which part of which case a question was: `number` of `count`, counted from 1."""

    case: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What tags of ours say of a question; other tags say nothing to us."""

    fields: Mapping[str, object]
    bank: str | None
    part: PartOf | None


def read_metadata(tags: Iterable[str]) -> Metadata:
    """Return what tags say; what they say twice in different words they do not say."""
    named: dict[str, list[str]] = {}
    for tag in tags:
        name, _, value = tag.partition("：")
        if value:
            named.setdefault(name, []).append(value)
    levels = {label: level for level, label in DIFFICULTY_LABELS.items()}
    kinds = {label: kind for kind, label in KIND_LABELS.items()}
    level, kind, own_id, bank = (_only(named, name) for name in (DIFFICULTY, KIND, ID, BANK))
    lists = {"points": named.get(POINT), "terms": named.get(TERM), "basis": named.get(BASIS), "apart": named.get(APART)}
    fields: dict[str, object] = {field: values for field, values in lists.items() if values}
    if own_id:
        fields["id"] = own_id
    if level in levels:
        fields["difficulty"] = levels[level]
    if kind in kinds:
        fields["kind"] = kinds[kind]
    return Metadata(fields, bank_path(bank) if bank else None, _part(named))


def _only(named: Mapping[str, list[str]], name: str) -> str | None:
    values = named.get(name, [])
    return values[0] if len(values) == 1 else None


def _part(named: Mapping[str, list[str]]) -> PartOf | None:
    case, match = _only(named, CASE), _PART.fullmatch(_only(named, PART) or "")
    return PartOf(case, int(match[1]), int(match[2])) if case and match else None
