"""A question as members see it, with its answer, whatever state it is in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from markupsafe import Markup
from pydantic import Field, TypeAdapter, ValidationError

from course.check import Outcome
from course.model.bank import Body, Case, CaseBody, Choice, Question, ScenarioBody, SinglePart, Stem
from course.model.course import Course
from course.site.html import site_templates
from course.site.player_data import question_data
from course.site.questions import question_html

_Part = TypeVar("_Part", bound=Stem)
_QUESTION: TypeAdapter[Question] = TypeAdapter(Annotated[Question, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question: the player's data as JSON, and the same as HTML for a browser without scripts."""

    data: str
    html: Markup


def question_of(fields: Mapping[str, object]) -> Question | None:
    """Return the question that fields say, None if they do not fit any type."""
    try:
        # As JSON, lists are what the model calls tuples.
        return _QUESTION.validate_json(json.dumps(fields))
    except (ValidationError, ValueError):
        return None


class Viewing:
    """Makes the views of questions of one course."""

    def __init__(self, course: Course) -> None:
        self._terms = course.terms
        self._templates = site_templates(course.source.name, course.group.name)

    def of(self, fields: Mapping[str, object]) -> QuestionView | None:
        """Return what members see of a question with these fields, None while too little of it is there."""
        question = question_of(fields)
        return None if question is None else self.of_question(question)

    def of_question(self, question: Question) -> QuestionView | None:
        """Return what members see of a question, None if it has an error that makes it no question."""
        if not _is_showable(question):
            return None
        data = json.dumps(question_data(_in_order(question), self._terms), ensure_ascii=False)
        return QuestionView(data, question_html(question, self._templates))


def viewing_of(outcome: Outcome) -> Viewing:
    """Return what makes the views of a checked course's questions."""
    return Viewing(outcome.course)


def _in_order(question: Question) -> Question:
    """Return a question whose options have the letters that its form has: members see them shuffled."""
    if isinstance(question, Case):
        return question.model_copy(update={"questions": tuple(map(_fixed, question.questions))})
    return _fixed(question)


def _fixed(part: _Part) -> _Part:
    if not isinstance(part, Choice):
        return part
    options = tuple(option.model_copy(update={"fixed": True}) for option in part.options)
    return part.model_copy(update={"options": options})


def _is_showable(body: Body) -> bool:
    match body:
        case SinglePart():
            return len(body.key) == 1
        case CaseBody():
            return all(map(_is_showable, body.questions))
        case ScenarioBody():
            places = {*body.steps, *body.ends}
            follows = {choice.go for step in body.steps.values() for choice in step.choices}
            return body.start in body.steps and follows <= places and len(places) == len(body.steps) + len(body.ends)
        case _:
            return True
