"""What the player loads: one classic script per bank, and a small index of all questions.

Classic scripts that hand over an object, because they load from a folder (file://) as well as from a server.
The shapes are those of `payload`; a test checks the output with the compiler of the player.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never, cast

from course.build_cache import NO_CACHE, NoCache
from course.model import inline
from course.model.bank import (
    BLANK,
    SEE_DEBRIEFS,
    BankFile,
    BlankPart,
    Body,
    CaseBody,
    CasePart,
    MatchPart,
    MultiplePart,
    Option,
    OrderPart,
    Question,
    ScenarioBody,
    ScenarioChoice,
    ShortBody,
    SinglePart,
    TrueFalsePart,
    answer_version,
)
from course.model.course import Course
from course.model.exam import ExamFile, Section
from course.model.glossary import Term, names_of, widened
from course.model.released import exam_supply
from course.model.study import StudyPage
from course.site import payload
from course.site.html import address

_Names = dict[str, tuple[str, ...]]


def shard(
    course: Course, bank: BankFile, shown: Sequence[Question], version: str, cache: NoCache = NO_CACHE
) -> payload.Shard:
    """Return the player's data of one bank, its questions as `shown`; `version` is the course's."""
    asked = {point for question in bank.questions for point in question.points}
    points, requirements = _places(course, asked)
    return {
        "format": 1,
        "course": version,
        "bank": bank.name,
        "title": bank.shown_title,
        "page": address(bank.page),
        "questions": cache.call(_questions, bank, shown, course.terms),
        "points": points,
        "requirements": requirements,
    }


def _questions(bank: BankFile, shown: Sequence[Question], terms: Sequence[Term]) -> list[payload.Question]:
    names = names_of(terms)
    return [_question(question, explained, names) for question, explained in zip(bank.questions, shown, strict=True)]


def question_data(question: Question, terms: Sequence[Term]) -> payload.Question:
    """Return one question as the player gets it, without explanations of terms; a single choice must have its key."""
    return _question(question, question, names_of(terms))


def index(course: Course) -> payload.Index:
    """Return what the player must know of the whole course without any question's text.

    The course version; banks, study pages with their requirements, learning paths, blueprints; and of each question its id, type,
    points, difficulty, answer version, bank and the questions that exclude it. Unfinished questions are not in it.
    """
    unfinished = exam_supply(course).unfinished
    return {
        "format": 2,
        "course": course.version,
        "banks": {bank.name: {"title": bank.shown_title, "page": address(bank.page)} for bank in course.banks},
        "pages": [_page(study) for study in course.study],
        "paths": [
            {"title": path.title, "steps": [address(step.target) for step in path.steps]} for path in course.paths
        ],
        "exams": [_exam(file, unfinished=file.name in unfinished) for file in course.exams],
        "questions": [
            payload.QuestionRow(
                id=question.id or "",
                type=question.type,
                points=list(question.points),
                difficulty=question.level,
                version=answer_version(question),
                bank=bank.name,
                apart=list(question.apart),
                kind=question.kind or "",
            )
            for bank, question in course.questions()
        ],
    }


def _page(study: StudyPage) -> payload.StudyPage:
    return {
        "path": address(study.page.path),
        "title": study.title,
        "minutes": study.minutes,
        "requirements": [
            {"id": one.id, "title": one.title, "points": [point.id for point in one.points]}
            for one in study.requirements
        ],
    }


def _exam(file: ExamFile, *, unfinished: bool) -> payload.Exam:
    exam = file.exam
    return {
        "name": file.name,
        "title": f"{file.shown_title}（未完成）" if unfinished else file.shown_title,
        "about": f"{exam.about}（及格分由本单位规定）" if file.has_local_passing else exam.about,
        "minutes": exam.minutes,
        "passing": exam.passing,
        "pages": [address(page) for page in exam.pages],
        "choosePage": exam.choose_page,
        "shares": list(exam.difficulty.shares) if exam.difficulty else None,
        "sections": [_section(section) for section in exam.sections],
    }


def _section(section: Section) -> payload.Section:
    data: payload.Section = {
        "title": section.title,
        "type": section.type,
        "count": section.count,
        "marks": section.marks,
        "partly": section.partly,
    }
    if section.kinds:
        data["kinds"] = list(section.kinds)
    return data


def script(receiver: str, data: payload.Shard | payload.Index) -> str:
    """Return a classic script that hands `data` to the global list `receiver`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Harmless in a .js file, and still harmless when pasted into a page.
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(self.{receiver}=self.{receiver}||[]).push({safe});\n"


def _places(
    course: Course, asked: set[str]
) -> tuple[dict[str, payload.PointPlace], dict[str, payload.RequirementPlace]]:
    points: dict[str, payload.PointPlace] = {}
    requirements: dict[str, payload.RequirementPlace] = {}
    for study in course.study:
        page = address(study.page.path)
        for requirement in study.requirements:
            for point in requirement.points:
                if point.id in asked:
                    points[point.id] = {
                        "label": point.label,
                        "requirement": requirement.id,
                        "href": f"{page}#{point.id}",
                    }
                    requirements[requirement.id] = {
                        "title": requirement.title,
                        "href": f"{page}#{requirement.id}",
                    }
    return points, requirements


def _question(question: Question, shown: Question, names: _Names) -> payload.Question:
    """Return a question as `shown`; its identity and answer version are those of the question as written."""
    data = {
        "id": question.id or "",
        "version": answer_version(question),
        "points": list(question.points),
        "difficulty": question.level,
        **_body(shown, names),
        # The player shows the debriefs themselves.
        "explanation": _text("" if question.explanation == SEE_DEBRIEFS else shown.explanation),
    }
    return cast("payload.Question", data)


def _body(body: Body, names: _Names) -> payload.Body:
    match body:
        case SinglePart():
            options = [_option(option) for option in body.options]
            return payload.Single(type=body.type, stem=_text(body.stem), options=options, key=body.key[0])
        case MultiplePart():
            options = [_option(option) for option in body.options]
            return payload.Multiple(type=body.type, stem=_text(body.stem), options=options, key=list(body.key))
        case TrueFalsePart():
            return payload.TrueFalse(type=body.type, stem=_text(body.stem), key=body.answer)
        case BlankPart():
            answers = [list(widened(accepted, names)) for accepted in body.answers]
            return payload.Blank(type=body.type, parts=_pieces(body.stem), answers=answers)
        case OrderPart():
            return payload.Order(type=body.type, stem=_text(body.stem), items=_texts(body.items))
        case MatchPart():
            left = _texts(pair.left for pair in body.pairs)
            right = _texts([*(pair.right for pair in body.pairs), *body.distractors])
            return payload.Match(type=body.type, stem=_text(body.stem), left=left, right=right)
        case CaseBody():
            parts = [_part(part, names) for part in body.questions]
            return payload.Case(type=body.type, stem=_text(body.stem), material=_text(body.material), parts=parts)
        case ShortBody():
            return payload.Short(type=body.type, stem=_text(body.stem), reference=_texts(body.reference))
        case ScenarioBody():
            return _scenario(body)
        case _:
            assert_never(body)


def _part(part: CasePart, names: _Names) -> payload.Part:
    return cast("payload.Part", {**_body(part, names), "explanation": _text(part.explanation or "")})


def _option(option: Option) -> payload.Option:
    data: payload.Option = {"text": _text(option.text)}
    if option.why:
        data["why"] = _text(option.why)
    if option.fixed:
        data["fixed"] = True
    return data


def _scenario(body: ScenarioBody) -> payload.Scenario:
    steps: dict[str, payload.ScenarioStep] = {
        name: {"text": _text(step.text), "choices": [_scenario_choice(choice) for choice in step.choices]}
        for name, step in body.steps.items()
    }
    ends: dict[str, payload.ScenarioEnd] = {
        name: {"outcome": end.outcome, "text": _text(end.text), "debrief": _text(end.debrief)}
        for name, end in body.ends.items()
    }
    return payload.Scenario(type=body.type, stem=_text(body.stem), start=body.start, steps=steps, ends=ends)


def _scenario_choice(choice: ScenarioChoice) -> payload.ScenarioChoice:
    data: payload.ScenarioChoice = {"text": _text(choice.text), "go": choice.go, "merit": choice.merit}
    if choice.effect:
        data["effect"] = _text(choice.effect)
    return data


def _pieces(stem: str) -> list[payload.Text]:
    """Cut a stem at its blanks, also inside stressed text, which is then stressed on both sides."""
    pieces: list[list[inline.Run]] = [[]]
    for run in inline.parse(stem):
        first, *others = (run if isinstance(run, str) else run.text).split(BLANK)
        pieces[-1].append(_with_text(run, first))
        pieces += [[_with_text(run, other)] for other in others]
    return [_marked(piece) for piece in pieces]


def _with_text(run: inline.Run, text: str) -> inline.Run:
    return text if isinstance(run, str) else replace(run, text=text)


def _texts(values: Iterable[str]) -> list[payload.Text]:
    return [_text(value) for value in values]


def _text(value: str) -> payload.Text:
    return _marked(inline.parse(value))


def _marked(runs: Iterable[inline.Run]) -> payload.Text:
    """Return runs for the player, as one string where none of them is marked up."""
    filled = [run for run in runs if (run if isinstance(run, str) else run.text)]
    if all(isinstance(run, str) for run in filled):
        return "".join(run for run in filled if isinstance(run, str))
    return [_run(run) for run in filled]


def _run(run: inline.Run) -> payload.Inline:
    match run:
        case str():
            return run
        case inline.Strong():
            return {"strong": run.text}
        case inline.Code():
            return {"code": run.text}
        case inline.Link():
            link: payload.Link = {"text": run.text, "href": address(run.target)}
            if run.title:
                link["title"] = run.title
            return link
