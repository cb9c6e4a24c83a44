"""What the player loads: one classic script per bank, and a small index of all questions.

Classic scripts that hand over an object, because they load from a folder (file://) as well as from a server.
The types on the other side are in `player/src/core/data.ts`; a test lets its compiler judge our output.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, assert_never

from course.build_cache import NO_CACHE, NoCache
from course.model import inline
from course.model.bank import (
    BLANK,
    BankFile,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    Option,
    OrderPart,
    Question,
    ShortBody,
    SinglePart,
    TrueFalsePart,
    answer_version,
)
from course.model.course import Course
from course.model.exam import ExamFile
from course.model.glossary import Term, names_of, widened
from course.model.study import StudyPage
from course.site.html import address

FORMAT = 1
INDEX_FORMAT = 2
Json = dict[str, Any]
_Names = dict[str, tuple[str, ...]]


def shard(course: Course, bank: BankFile, shown: Sequence[Question], version: str, cache: NoCache = NO_CACHE) -> Json:
    """Return the player's data of one bank, its questions as `shown`; `version` is the course's."""
    asked = {point for question in bank.questions for point in question.points}
    homes = _homes(course, asked)
    return {
        "format": FORMAT,
        "course": version,
        "bank": bank.name,
        "title": bank.title,
        "page": address(bank.page),
        "questions": cache.call(_questions, bank, shown, course.terms),
        **homes,
    }


def _questions(bank: BankFile, shown: Sequence[Question], terms: Sequence[Term]) -> list[Json]:
    names = names_of(terms)
    return [_question(question, explained, names) for question, explained in zip(bank.questions, shown, strict=True)]


def index(course: Course) -> Json:
    """Return what the player must know of the whole course without any question's text.

    The course version; banks, study pages with their requirements, blueprints; and of each question its id, type,
    points, difficulty, answer version, bank and the questions to be kept apart from it.
    """
    return {
        "format": INDEX_FORMAT,
        "course": course.version,
        "banks": {bank.name: {"title": bank.title, "page": address(bank.page)} for bank in course.banks},
        "pages": [_page(study) for study in course.study],
        "exams": [_exam(file) for file in course.exams],
        "questions": [
            [
                question.id,
                question.type,
                list(question.points),
                question.difficulty,
                answer_version(question),
                bank.name,
                list(question.apart),
            ]
            for bank, question in course.questions()
        ],
    }


def _page(study: StudyPage) -> Json:
    return {
        "path": address(study.page.path),
        "title": study.title,
        "minutes": study.minutes,
        "requirements": [
            {"id": one.id, "title": one.title, "points": [point.id for point in one.points]}
            for one in study.requirements
        ],
    }


def _exam(file: ExamFile) -> Json:
    exam = file.exam
    return {
        "name": file.name,
        "title": exam.title,
        "about": exam.about,
        "minutes": exam.minutes,
        "passing": exam.passing,
        "pages": [address(page) for page in exam.pages],
        "choosePage": exam.choose_page,
        "shares": list(exam.difficulty.shares) if exam.difficulty else None,
        "sections": [section.model_dump() for section in exam.sections],
    }


def script(receiver: str, data: Json) -> str:
    """Return a classic script that hands `data` to the global list `receiver`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Harmless in a .js file, and still harmless if somebody pastes it into a page.
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(self.{receiver}=self.{receiver}||[]).push({safe});\n"


def _homes(course: Course, asked: set[str]) -> Json:
    points: Json = {}
    requirements: Json = {}
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
    return {"points": points, "requirements": requirements}


def _question(question: Question, shown: Question, names: _Names) -> Json:
    """Return a question as `shown`; its identity and answer version are those of the question as written."""
    return {
        "id": question.id,
        "version": answer_version(question),
        "points": list(question.points),
        "difficulty": question.difficulty,
        **_body(shown, names),
        "explanation": _text(shown.explanation),
    }


def _body(body: Body, names: _Names) -> Json:
    head: Json = {"type": body.type, "stem": _text(body.stem)}
    match body:
        case SinglePart():
            return {**head, "options": [_option(option) for option in body.options], "key": body.key[0]}
        case MultiplePart():
            return {**head, "options": [_option(option) for option in body.options], "key": list(body.key)}
        case TrueFalsePart():
            return {**head, "key": body.answer}
        case BlankPart():
            answers = [widened(accepted, names) for accepted in body.answers]
            return {"type": body.type, "parts": _pieces(body.stem), "answers": answers}
        case OrderPart():
            return {**head, "items": [_text(item) for item in body.items]}
        case MatchPart():
            right = [*(pair.right for pair in body.pairs), *body.distractors]
            return {
                **head,
                "left": [_text(pair.left) for pair in body.pairs],
                "right": [_text(item) for item in right],
            }
        case CaseBody():
            return {
                **head,
                "material": _text(body.material),
                "parts": [
                    {**_body(part, names), "explanation": _text(part.explanation or "")} for part in body.questions
                ],
            }
        case ShortBody():
            return {**head, "reference": [_text(point) for point in body.reference]}
        case _:
            assert_never(body)


def _option(option: Option) -> Json:
    data: Json = {"text": _text(option.text)}
    if option.why:
        data["why"] = _text(option.why)
    if option.fixed:
        data["fixed"] = True
    return data


def _pieces(stem: str) -> list[str | list[str | Json]]:
    """Cut a stem at its blanks, also inside stressed text, which is then stressed on both sides."""
    pieces: list[list[inline.Run]] = [[]]
    for run in inline.parse(stem):
        first, *others = (run if isinstance(run, str) else run.text).split(BLANK)
        pieces[-1].append(_with_text(run, first))
        pieces += [[_with_text(run, other)] for other in others]
    return [_marked(piece) for piece in pieces]


def _with_text(run: inline.Run, text: str) -> inline.Run:
    return text if isinstance(run, str) else replace(run, text=text)


def _text(value: str) -> str | list[str | Json]:
    return _marked(inline.parse(value))


def _marked(runs: Iterable[inline.Run]) -> str | list[str | Json]:
    """Return runs for the player, as one string where none of them is marked up."""
    filled = [run for run in runs if (run if isinstance(run, str) else run.text)]
    if all(isinstance(run, str) for run in filled):
        return "".join(run for run in filled if isinstance(run, str))
    return [_run(run) for run in filled]


def _run(run: inline.Run) -> str | Json:
    match run:
        case str():
            return run
        case inline.Strong():
            return {"strong": run.text}
        case inline.Code():
            return {"code": run.text}
        case inline.Link():
            return {"text": run.text, "href": address(run.target), **({"title": run.title} if run.title else {})}
