"""A scenario can be played through: every way ends, every place is reached, and a mistake need not be the last word."""

from collections.abc import Iterator

from course.model.bank import BankFile, ScenarioBody
from course.model.normalise import reading
from course.model.positions import Placed, bodies_of
from course.rules.registry import Findings, collect_of_banks
from course.text.diagnostics import Key
from course.text.near import nearest


def unknown_step(bank: BankFile) -> Findings:
    """`start` must be a step, and each `go` a step or an end."""
    for at, body in _scenarios(bank):
        if body.start not in body.steps:
            yield at.place("start"), f"没有名叫“{body.start}”的步骤{_remedy(body.start, [*body.steps])}"
        for name, index, go in _ways(body):
            if go not in body.steps and go not in body.ends:
                message = f"没有名叫“{go}”的步骤或结局{_remedy(go, [*body.steps, *body.ends])}"
                yield at.place("steps", name, "choices", index, "go"), message


def ambiguous_step(bank: BankFile) -> Findings:
    """A step and an end must not have the same name."""
    for at, body in _scenarios(bank):
        for name in body.ends:
            if name in body.steps:
                yield at.place("ends", name), f"“{name}”既是步骤又是结局，go 不知道到哪里。请给其中一个改名"


def unreachable_step(bank: BankFile) -> Findings:
    """Some way from the start must lead to every step and every end."""
    for at, body in _scenarios(bank):
        if not _is_whole(body):
            continue
        reached = _reached(body)
        for field, names in (("steps", body.steps), ("ends", body.ends)):
            for name in names:
                if name not in reached:
                    what = "步骤" if field == "steps" else "结局"
                    yield at.place(field, name), f"没有一条路走到{what}“{name}”。请让某个选择的 go 指向它，或者删去它"


def scenario_loop(bank: BankFile) -> Findings:
    """No way may come back to a step that it has passed."""
    for at, body in _scenarios(bank):
        for name, index, go in _ways(body):
            if go in body.steps and name in _reached(body, go):
                message = f"从“{name}”到“{go}”，会再绕回“{name}”，没有尽头。请让它往前走，或者到一个结局"
                yield at.place("steps", name, "choices", index, "go"), message


def one_outcome(bank: BankFile) -> Findings:
    """The ends must differ in outcome, or it would not matter what one chooses."""
    for at, body in _scenarios(bank):
        if len({end.outcome for end in body.ends.values()}) < 2:
            yield at.place("ends"), "各个结局的 outcome 都一样，怎么选都没有分别。请至少写两种"


def no_good_end(bank: BankFile) -> Findings:
    """One end must be good: it is what a right answer reaches."""
    for at, body in _scenarios(bank):
        if all(end.outcome != "good" for end in body.ends.values()):
            yield at.place("ends"), "没有好的结局，怎么选都不算答对。请给做得对的那个结局写 outcome: good"


def no_recovery(bank: BankFile) -> Findings:
    """Some way with a choice that is not good must still end well or fairly: in practice a mistake can be repaired."""
    for at, body in _scenarios(bank):
        if _is_whole(body) and not any(_recovers(body)):
            message = "走错一步就不能挽回。请至少让一个 merit 不是 good 的选择，后来还能走到好的或者尚可的结局"
            yield at.place("steps"), message


def identical_choices(bank: BankFile) -> Findings:
    """Two choices of a step that read the same cannot be distinguished."""
    for at, body in _scenarios(bank):
        for name, step in body.steps.items():
            first: dict[str, int] = {}
            for index, choice in enumerate(step.choices):
                same = first.setdefault(reading(choice.text), index)
                if same != index:
                    message = f"第 {index + 1} 个选择与第 {same + 1} 个“{step.choices[same].text}”相同，无法区分。请改写其中一个"
                    yield at.place("steps", name, "choices", index, "text"), message


def empty_debrief(bank: BankFile) -> Findings:
    """A debrief must say more than what happened, and not the same as that of another end."""
    for at, body in _scenarios(bank):
        first: dict[str, str] = {}
        for name, end in body.ends.items():
            debrief = reading(end.debrief)
            same = first.setdefault(debrief, name)
            if debrief == reading(end.text):
                message = "复盘只重复了结果，没有说好在哪里、差在哪里。请写明怎样做更好、依据是什么"
                yield at.place("ends", name, "debrief"), message
            elif same != name:
                message = f"复盘与结局“{same}”的一样，没有说这样走好在哪里、差在哪里。请分别写"
                yield at.place("ends", name, "debrief"), message


def _scenarios(bank: BankFile) -> Iterator[tuple[Placed, ScenarioBody]]:
    return ((at, at.body) for at in bodies_of(bank) if isinstance(at.body, ScenarioBody))


def _ways(body: ScenarioBody) -> Iterator[tuple[str, Key, str]]:
    """Yield the name of each step with the index of each of its choices and where that leads."""
    for name, step in body.steps.items():
        for index, choice in enumerate(step.choices):
            yield name, index, choice.go


def _remedy(name: str, known: list[str]) -> str:
    return nearest(name, known) or f"，可用：{'、'.join(known)}"


def _is_whole(body: ScenarioBody) -> bool:
    """Return whether every name leads somewhere; what is reached cannot be known otherwise."""
    return body.start in body.steps and all(go in body.steps or go in body.ends for _, _, go in _ways(body))


def _reached(body: ScenarioBody, start: str = "") -> set[str]:
    """Return every step and end that can be reached, the start included."""
    reached: set[str] = set()
    waiting = [start or body.start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [choice.go for choice in body.steps[name].choices] if name in body.steps else []
    return reached


def _recovers(body: ScenarioBody) -> Iterator[bool]:
    """Yield for each choice that is not good whether an end that is not poor can still be reached."""
    for name in _reached(body) & body.steps.keys():
        for choice in body.steps[name].choices:
            if choice.merit != "good":
                ends = _reached(body, choice.go) & body.ends.keys()
                yield any(body.ends[end].outcome != "poor" for end in ends)


RULES = collect_of_banks(
    unknown_step,
    ambiguous_step,
    unreachable_step,
    scenario_loop,
    one_outcome,
    no_good_end,
    no_recovery,
    identical_choices,
    empty_debrief,
)
