"""Questions as a reader without the player sees them: what is asked, and the key folded under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import assert_never

from markupsafe import Markup

from course.model.bank import (
    BLANK,
    DIFFICULTY_LABELS,
    LOCAL_PREFIX,
    OUTCOME_LABELS,
    TYPE_LABELS,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    Option,
    OrderPart,
    Pair,
    Question,
    ScenarioBody,
    ScenarioStep,
    ShortBody,
    SinglePart,
    TrueFalsePart,
    marked_local,
)
from course.model.scenario import best_way_text, place_names
from course.model.study import Point
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class QuestionTexts:
    """What the learner sees before answering, as texts of the bank; what a type does not have is empty."""

    stem: str
    material: str = ""
    options: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    parts: tuple["QuestionTexts", ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """What choosing one option teaches."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A choice in a step of a scenario: what comes of it, which may be empty, and what follows."""

    letter: str
    text: str
    effect: str
    follows: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a scenario; its name is that of `place_names`."""

    name: str
    text: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An end of a scenario, with its outcome in words."""

    name: str
    outcome: str
    text: str
    debrief: str


@dataclass(frozen=True, slots=True)
class Solved:
    """The key, as texts of the bank, with the lessons of the options; what a type does not have is empty."""

    answers: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    order: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    reference: tuple[str, ...] = ()
    parts: tuple["SolvedPart", ...] = ()
    way: str = ""
    stages: tuple[Stage, ...] = ()
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedPart:
    """The key of one part of a case, and the part's own explanation, which may be empty."""

    key: Solved
    explanation: str


@dataclass(frozen=True, slots=True)
class Taught:
    """A point that a question asks, and the Markdown path where it is taught."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One question of a list."""

    id: str
    type: str
    kind: str
    asked: QuestionTexts
    solved: Solved
    explanation: str
    points: tuple[Taught, ...]


def shown(
    questions: Iterable[Question], addresses: Mapping[str, tuple[Point, str]], *, with_ids: bool
) -> tuple[Shown, ...]:
    """Return questions as the template `questions.html.j2` lists them.

    `addresses` has each point with its Markdown path; `with_ids` puts the question's id on its item, for
    the one page that owns it.
    """
    return tuple(_shown(question, addresses, with_ids=with_ids) for question in questions)


def _shown(question: Question, addresses: Mapping[str, tuple[Point, str]], *, with_ids: bool) -> Shown:
    return Shown(
        id=question.id or "" if with_ids else "",
        type=question.type,
        kind=_kind(question),
        asked=_asked(question),
        solved=_solved(question),
        explanation=question.explanation,
        points=tuple(Taught(point.label, path) for point, path in map(addresses.__getitem__, question.points)),
    )


def question_html(question: Question, templates: Templates) -> Markup:
    """Return one question with its answer open below it; a scenario must lead somewhere."""
    return templates.fragment("question", _shown(question.model_copy(update={"points": ()}), {}, with_ids=False))


def marked(question: Question) -> Question:
    """Return a question to show; while it is unfinished, its stem begins with a mark that names what is missing."""
    if not question.missing:
        return question
    mark = f"**未完成，还没有写{'、'.join(question.missing)}**　"
    return question.model_copy(update={"stem": mark + question.stem})


def _kind(question: Question) -> str:
    label = TYPE_LABELS[question.type]
    if question.difficulty:
        label += f"·{DIFFICULTY_LABELS[question.difficulty]}"
    return marked_local(label) if (question.id or "").startswith(LOCAL_PREFIX) else label


def _asked(body: Body) -> QuestionTexts:
    match body:
        case SinglePart() | MultiplePart():
            return QuestionTexts(body.stem, options=tuple(option.text for option in body.options))
        case TrueFalsePart():
            return QuestionTexts(body.stem + BLANK)
        case BlankPart() | ShortBody():
            return QuestionTexts(body.stem)
        case OrderPart():
            # Sorted by text: an order that says nothing about the right one, and stays the same.
            return QuestionTexts(body.stem, pieces=tuple(sorted(body.items)))
        case MatchPart():
            partners = sorted([*(pair.right for pair in body.pairs), *body.distractors])
            return QuestionTexts(body.stem, left=tuple(pair.left for pair in body.pairs), options=tuple(partners))
        case CaseBody():
            return QuestionTexts(body.stem, material=body.material, parts=tuple(map(_asked, body.questions)))
        case ScenarioBody():
            first = body.steps[body.start]
            return QuestionTexts(body.stem, material=first.text, options=tuple(choice.text for choice in first.choices))
        case _:
            assert_never(body)


def _solved(body: Body) -> Solved:
    match body:
        case SinglePart() | MultiplePart():
            letters = "".join(ascii_uppercase[index] for index in body.key)
            return Solved((letters,), _lessons(body.options))
        case TrueFalsePart():
            return Solved(("对" if body.answer else "错",))
        case BlankPart():
            return Solved(tuple(accepted[0] for accepted in body.answers))
        case OrderPart():
            return Solved(order=tuple(body.items))
        case MatchPart():
            return Solved(pairs=tuple(body.pairs))
        case CaseBody():
            return Solved(parts=tuple(SolvedPart(_solved(part), part.explanation or "") for part in body.questions))
        case ShortBody():
            return Solved(reference=tuple(body.reference))
        case ScenarioBody():
            return _played(body)
        case _:
            assert_never(body)


def _played(body: ScenarioBody) -> Solved:
    names = place_names(body)
    return Solved(
        way=best_way_text(body),
        stages=tuple(Stage(names[name], step.text, _turns(step, names)) for name, step in body.steps.items()),
        endings=tuple(
            Ending(names[name], OUTCOME_LABELS[end.outcome], end.text, end.debrief) for name, end in body.ends.items()
        ),
    )


def _turns(step: ScenarioStep, names: Mapping[str, str]) -> tuple[Turn, ...]:
    return tuple(
        Turn(ascii_uppercase[index], choice.text, choice.effect or "", names[choice.go])
        for index, choice in enumerate(step.choices)
    )


def _lessons(options: tuple[Option, ...]) -> tuple[Lesson, ...]:
    return tuple(Lesson(ascii_uppercase[index], option.why) for index, option in enumerate(options) if option.why)
