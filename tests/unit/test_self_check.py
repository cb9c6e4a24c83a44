"""Which questions stand in the self-check after a requirement."""

from collections.abc import Sequence

from course.model.bank import BankFile, Question, ShortAnswer, Single, TrueFalse
from course.site.self_check import SelfChecks
from course.text.diagnostics import Position


def bank(name: str, page: str, questions: Sequence[Question]) -> BankFile:
    return BankFile(
        path=f"quizzes/{name}.yml",
        name=name,
        title=name,
        page=page,
        questions=tuple(questions),
        indexes=tuple(range(len(questions))),
        cited=frozenset(),
        named=frozenset(),
        whole=True,
        place=lambda *_: Position(name),
    )


def judge(name: str, *points: str, difficulty: int = 1) -> TrueFalse:
    record = {
        "id": name,
        "points": points,
        "difficulty": difficulty,
        "stem": "句",
        "answer": True,
        "explanation": "因为",
    }
    return TrueFalse.model_validate({**record, "type": "truefalse"})


def choose(name: str, *points: str, difficulty: int = 1) -> Single:
    options = ({"text": "甲", "correct": True}, {"text": "乙"})
    record = {"id": name, "points": points, "difficulty": difficulty, "stem": "句", "options": options}
    return Single.model_validate({**record, "type": "single", "explanation": "因为"})


def tell(name: str, *points: str) -> ShortAnswer:
    record = {"id": name, "points": points, "difficulty": 3, "stem": "句", "reference": ("一",), "explanation": "因为"}
    return ShortAnswer.model_validate({**record, "type": "short"})


def names(banks: Sequence[BankFile], requirement: str = "r1-1") -> tuple[str, list[str | None]]:
    name, questions = SelfChecks(banks).choose("study/a.md", requirement)
    return name, [question.id for question in questions]


def test_different_points_come_first_and_easy_ones_are_asked_first() -> None:
    questions = [
        judge("a1", "r1-1-a", difficulty=3),
        judge("a2", "r1-1-a", difficulty=3),
        judge("b", "r1-1-b", difficulty=1),
        judge("c", "r1-1-c", difficulty=2),
        judge("other", "r1-10-a"),
    ]
    assert names([bank("a", "study/a.md", questions)]) == ("a", ["b", "c", "a1"])


def test_different_types_come_first_where_points_are_equal() -> None:
    questions: list[Question] = [choose(name, "r1-1-a") for name in ("s1", "s2", "s3")]
    questions += [judge("j1", "r1-1-a"), tell("t1", "r1-1-a")]
    assert names([bank("a", "study/a.md", questions)]) == ("a", ["s1", "j1", "s2"])


def test_different_difficulties_come_first_where_points_are_equal() -> None:
    questions: list[Question] = [choose(f"s{level}", "r1-1-a", difficulty=level) for level in (2, 2, 2, 3, 1)]
    assert names([bank("a", "study/a.md", questions)]) == ("a", ["s1", "s2", "s3"])


def test_questions_come_from_one_bank_that_of_the_page_if_it_has_any() -> None:
    own = bank("own", "study/a.md", [judge("o1", "r1-1-a")])
    other = bank("other", "study/b.md", [judge("x1", "r1-1-a"), judge("x2", "r1-1-b")])
    assert names([other, own]) == ("own", ["o1"])
    assert names([other, bank("own", "study/a.md", [judge("o1", "r9-1-a")])]) == ("other", ["x1", "x2"])


def test_slow_questions_stand_in_only_where_there_are_no_others() -> None:
    assert names([bank("a", "study/a.md", [tell("t1", "r1-1-a")])]) == ("a", ["t1"])
    assert names([bank("a", "study/a.md", [tell("t1", "r1-1-a"), judge("j1", "r1-1-b")])]) == ("a", ["j1"])


def test_without_questions_there_is_nothing_to_ask() -> None:
    assert names([]) == ("", [])
