"""What an import would do, in lines for the person who decides on it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from course.formats.excel.layout import LETTERS
from course.formats.import_types import ImportedFile, ImportProblem, InferenceKind, tidy
from course.importing.match import QuestionMatch
from course.importing.plan import ImportPlan
from course.importing.planned import PlannedQuestion
from course.importing.recheck import LABELS
from course.model.bank import BLANK, TYPE_LABELS, answer_version

_LONGEST = 40
_NOTHING = "（没有）"
_MOST_NAMED = 10
"""Questions or places that one line names; a file can have thousands."""
_FEWEST_ALIKE = 3
"""What is said of so many questions is said once, with their number."""
_KINDS: dict[InferenceKind, str] = {"inferred": "推断", "corrected": "改写", "ignored": "没有采用"}
UNFINISHED = "unfinished-question"
"""The rule of the warnings that the preview sums up in its own section."""


def problem_lines(problems: Sequence[ImportProblem]) -> Iterator[str]:
    """Yield a line for each problem: place, what is wrong and how to correct it, rule name."""
    for refusal in problems:
        yield f"{refusal.place}：{' '.join(refusal.message.splitlines())} [{refusal.rule}]"


def grouped_problems(problems: Sequence[ImportProblem]) -> Iterator[str]:
    """Yield problems by question, in the order of the file; a cause that several share once, with its number."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in problems:
        alike[problem.message, problem.rule].append(problem.place)
    said: set[tuple[str, str]] = set()
    begun = ""
    for problem in problems:
        cause = (problem.message, problem.rule)
        if len(alike[cause]) < _FEWEST_ALIKE:
            if problem.question != begun and problem.question:
                yield f"{problem.question}："
            begun = problem.question
            yield from (f"{'  ' if begun else ''}{line}" for line in problem_lines([problem]))
        elif cause not in said:
            said.add(cause)
            begun = ""
            yield f"{len(alike[cause])} 处：{' '.join(problem.message.splitlines())} [{problem.rule}]"
            yield f"  {_named(alike[cause])}"


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + (f" 等 {len(names)} 处" if len(names) > _MOST_NAMED else "")


def preview(plan: ImportPlan, imported: ImportedFile) -> Iterator[str]:
    """Yield the lines that say what an import would change."""
    yield from (f"提醒：{note}" for note in imported.notes)
    yield from _inferred(plan.questions)
    yield from (f"新建题库：{bank.path}，“{bank.title}”，学习页 {bank.page}" for bank in plan.new_banks)
    matches = plan.matched.matches
    gone = set(plan.withdrawn)
    new, changed, moved = _new_ones(plan), _changed_ones(plan), _moved_ones(plan)
    yield from _section("新题", [line for match in new for line in _new(match)], len(new))
    yield from _section("改动", [line for match in changed for line in _changed(match, plan)], len(changed))
    yield from _section("换题库或换顺序", [_moved(match) for match in moved], len(moved))
    yield from _section("停用，题号不再用", [f"  {name}" for name in plan.withdrawn], len(gone))
    touched = {_id(match) for match in (*changed, *moved)} | gone
    same = sum(1 for match in matches if match.present and _id(match) not in touched)
    yield from _unfinished(plan.questions)
    yield from _already(plan.questions)
    yield f"没有变化的：{same} 道。"
    yield from _left(plan, gone)
    warnings = [warning for warning in plan.warnings if warning.rule != UNFINISHED]
    yield from (f"提醒：{line}" for line in grouped_problems(warnings))


def _inferred(questions: Sequence[PlannedQuestion]) -> Iterator[str]:
    """Yield what was decided about questions without the person: what several share once, the rest by question."""
    coming = [one for one in questions if one.state in {"new", "changed"} and one.inferences]
    alike: dict[tuple[InferenceKind, str], list[str]] = defaultdict(list)
    for question in coming:
        for kind, message in dict.fromkeys((one.kind, one.message) for one in question.inferences):
            alike[kind, message].append(question.label or question.place)
    if coming:
        yield f"推断和改写（{len(coming)} 道题），请核对："
    for (kind, message), labels in alike.items():
        if len(labels) >= _FEWEST_ALIKE:
            yield f"  {_KINDS[kind]} {len(labels)} 处：{message}。{_named(labels)}"
    for question in coming:
        single = [one for one in question.inferences if len(alike[one.kind, one.message]) < _FEWEST_ALIKE]
        if single:
            yield f"  {question.label}（{question.place}）"
        yield from (f"    {_KINDS[one.kind]}，{one.place}：{one.message}" for one in single)


def _unfinished(questions: Sequence[PlannedQuestion]) -> Iterator[str]:
    """Yield what new questions still lack, and points that those without one may be about."""
    coming = [one for one in questions if one.state == "new"]
    missing: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for question in coming:
        if question.missing:
            missing[question.missing].append(question.label or question.place)
    if missing:
        yield f"未完成（{sum(map(len, missing.values()))} 道），写入题库，补上以前发布时不放进去："
    for lacking, labels in missing.items():
        yield f"  还没有{'、'.join(lacking)}的 {len(labels)} 道：{_named(labels)}"
    suggested = [one for one in coming if one.suggested]
    if suggested:
        yield "可能考的要点，像的排在前面："
    for question in suggested:
        near = "、".join(f"{one.title}（{one.point}）" for one in question.suggested)
        yield f"  {question.label or question.place}：{near}"


def _already(questions: Sequence[PlannedQuestion]) -> Iterator[str]:
    """Yield the new questions that are there already."""
    there = [one for one in questions if one.state == "already"]
    if there:
        yield f"已经有了，不再导入的（{len(there)} 道）："
    yield from (f"  {one.label}（{one.place}）：就是 {one.already}" for one in there)
    if left_out := [one for one in questions if one.state == "left-out"]:
        yield f"您选了不导入的：{len(left_out)} 道。"


def title(plan: ImportPlan, name: str) -> str:
    """Return what an import of the file of this name does, in a few words."""
    counts = {
        "新题": len(_new_ones(plan)),
        "改动": len(_changed_ones(plan)),
        "换题库或换顺序": len(_moved_ones(plan)),
        "停用": len(set(plan.withdrawn)),
    }
    return f"导入 {name}：{'、'.join(f'{what} {count} 道' for what, count in counts.items() if count)}"


def _new_ones(plan: ImportPlan) -> list[QuestionMatch]:
    return [match for match in plan.matched.matches if not match.present]


def _changed_ones(plan: ImportPlan) -> list[QuestionMatch]:
    gone = set(plan.withdrawn)
    return [one for one in plan.matched.matches if one.present and one.fields is not None and _id(one) not in gone]


def _moved_ones(plan: ImportPlan) -> list[QuestionMatch]:
    gone = set(plan.withdrawn)
    return [match for match in plan.matched.matches if match.moves and _id(match) not in gone]


def _section(title: str, lines: Sequence[str], count: int) -> Iterator[str]:
    if lines:
        yield f"{title}（{count} 道）："
        yield from lines


def _id(match: QuestionMatch) -> str:
    return match.present.question.id or "" if match.present else ""


def _new(match: QuestionMatch) -> Iterator[str]:
    fields = match.fields or {}
    kind = TYPE_LABELS.get(str(fields.get("type")), "")
    stem = str(fields.get("stem")).replace(BLANK, "____")
    yield f"  {match.incoming.place} → {match.bank}：{kind}，{_short(stem)}"


def _changed(match: QuestionMatch, plan: ImportPlan) -> Iterator[str]:
    if match.present is None or match.fields is None:
        return
    yield f"  {_id(match)}（{match.incoming.place}）"
    before, after = _leaves(_shown(match.present.fields)), _leaves(_shown(match.fields))
    for path in dict.fromkeys((*before, *after)):
        old, new = before.get(path, _NOTHING), after.get(path, _NOTHING)
        if old != new:
            yield f"    {_label(path)}：{_apart(old, new)} → {_apart(new, old)}"
    if answer_version(match.present.question) != answer_version(plan.after[_id(match)]):
        yield "    这道题的题干、选项或答案变了，学员在这道题上的旧记录会作废。"


def _moved(match: QuestionMatch) -> str:
    place = "" if match.rank is None else f"，排到 {match.rank:g}"
    old = match.present.bank.path if match.present else ""
    bank = f"{old} → {match.bank}" if old != match.bank else old
    return f"  {_id(match)}（{match.incoming.place}）：{bank}{place}"


def _left(plan: ImportPlan, gone: set[str]) -> Iterator[str]:
    missing = [present.question.id or "" for present in plan.matched.missing if present.question.id not in gone]
    if missing:
        names = "、".join(missing[:10]) + (" 等" if len(missing) > 10 else "")
        yield f"提醒：导出时有、表里已经没有的题 {len(missing)} 道，没有动：{names}。确实要停用，导入时加上 --withdraw。"
    if plan.matched.kept:
        names = "、".join(plan.matched.kept[:10])
        yield f"提醒：{names} 在导出以后题库里改过，表里没有改，保留题库里的。"


def _shown(value: object) -> object:
    """Return a question as people see it: right options and fixed ones by their letters."""
    tidied = tidy(value)
    if isinstance(tidied, list):
        return [_shown(item) for item in tidied]
    if not isinstance(tidied, dict):
        return tidied
    shown = {name: _shown(item) for name, item in tidied.items()}
    options = shown.get("options")
    if isinstance(options, list):
        for name, mark in (("answer", "correct"), ("fixed", "fixed")):
            letters = (LETTERS[index] for index, option in enumerate(options) if option.pop(mark, False))
            shown[name] = "".join(letters)
    return {name: item for name, item in shown.items() if item != ""}


def _leaves(value: object, path: str = "") -> Mapping[str, str]:
    """Return every single value of a question as text, by its path."""
    if isinstance(value, Mapping):
        return {key: text for name, item in value.items() for key, text in _leaves(item, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {key: text for index, item in enumerate(value) for key, text in _leaves(item, f"{path}.{index}").items()}
    if isinstance(value, bool):
        return {path: "对" if value else "错"}
    return {path: str(value)}


def _label(path: str) -> str:
    """Return a path such as .options.1.why in words."""
    words: list[str] = []
    for name in path.split(".")[1:]:
        if not name.isdecimal():
            words.append(LABELS.get(name, name))
        elif words[-1:] == [LABELS["options"]]:
            words[-1] += LETTERS[int(name)]
        elif words:
            words[-1] += f" {int(name) + 1} "
    return "的".join(words).strip()


def _short(text: object) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _apart(text: str, other: str) -> str:
    """Return a text shortened around the first letter in which it differs from another."""
    same = next((index for index, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    start = max(0, same - 10) if len(text) > _LONGEST else 0
    return f"“{'…' if start else ''}{_short(text[start:])}”" if text != _NOTHING else text
