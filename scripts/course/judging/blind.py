"""A test for a blind reading, on paper and in plain text: the questions in one file, their key in another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.errors import RefusedError
from course.exams.option_order import key_text, seed_on
from course.judging.answers import HOW, BlindQuestion
from course.judging.question_text import question_lines
from course.judging.sample import Pool, shuffled, stratified, without_apart
from course.model import bank
from course.model.course import Course

_ENTRY = re.compile(r"(\d+) (\S+) ([0-9a-f]{12}) (.+)")
_COURSE, _SEED = "课程：", "试卷："


@dataclass(frozen=True, slots=True)
class BlindTest:
    """What is asked, and how many questions of the pool are not: one that gives another away, or is marked by who answers."""

    course: str
    seed: int
    asked: tuple[BlindQuestion, ...]
    apart: int
    self_marked: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: the question with its answer version, and the key in letters."""

    number: int
    id: str
    version: str
    key: str


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a test: the id of its course, its seed, and an entry for each question."""

    course: str
    seed: int
    entries: tuple[Entry, ...]


def blind_test(course: Course, pool: Pool, count: int | None, seed: int) -> BlindTest:
    """Draw a test: all questions of a pool in random order, or a sample of `count`.

    Short answers are left out, because they are marked by who writes them; of questions that give each other away,
    one is asked.
    """
    questions = pool.of(course)
    marked = [one for one in questions if one.type != "short"]
    fitting = list(without_apart(shuffled(marked, seed)))
    chosen = fitting if count is None else stratified(fitting, count)
    asked = tuple(
        BlindQuestion(number, question, seed_on(str(seed), question.id or ""))
        for number, question in enumerate(chosen, 1)
    )
    return BlindTest(course.identity.id, seed, asked, len(marked) - len(fitting), len(questions) - len(marked))


def paper_text(test: BlindTest, title: str) -> str:
    """Return the test as people print it: nothing in it says which answer is right, or which question this is."""
    return "\n".join(
        [
            f"{title}　盲读试卷 {test.seed}",
            f"共 {len(test.asked)} 题。请一个人做，凭自己的判断，每题都写。",
            "",
            *_instructions({part.type for one in test.asked for part in _basic(one.question)}),
            *(line for one in test.asked for line in ("", *question_lines(one.question, one.seed, str(one.number)))),
            "",
        ]
    )


def key_file(test: BlindTest) -> str:
    """Return the key as a file that `read_key` reads."""
    return "\n".join(
        [
            "# 盲读试卷的答案。不要给做题的人，不要改动；计分要用它。",
            "# 每行：题号、题目的编号、答案版本、答案。",
            f"{_COURSE}{test.course}",
            f"{_SEED}{test.seed}",
            *(f"{one.number} {one.id} {one.version} {one.key}" for one in map(entry, test.asked)),
            "",
        ]
    )


def entry(asked: BlindQuestion) -> Entry:
    """Return the line of the key for a question."""
    key = " ".join(key_text(asked.question, asked.seed).split())
    return Entry(asked.number, asked.question.id or "", bank.answer_version(asked.question), key)


def read_key(text: str, name: str) -> Key:
    """Return a key as `key_file` wrote it. Raises RefusedError where it is something else."""
    lines = [line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#")]
    course, seed, *rest = [*lines, "", ""]
    found = [_ENTRY.fullmatch(line) for line in rest if line]
    number = seed.removeprefix(_SEED)
    entries = tuple(Entry(int(one[1]), one[2], one[3], one[4]) for one in found if one)
    numbered = [one.number for one in entries] == list(range(1, len(found) + 1))
    if not (course.startswith(_COURSE) and seed.startswith(_SEED) and number.isdecimal() and entries and numbered):
        raise RefusedError(
            f"{name} 不是盲读试卷的答案，或者改动过。请用和试卷一起生成的那一份，或者用同一个 --seed 再生成一次"
        )
    return Key(course.removeprefix(_COURSE), int(number), entries)


def still_asked(course: Course, key: Key) -> tuple[dict[int, BlindQuestion], list[Entry]]:
    """Return the questions of a key by number, and the entries whose question is gone or another by now.

    Raises RefusedError if the key is of another course.
    """
    if key.course != course.identity.id:
        raise RefusedError(
            f"答案是课程 {key.course} 的，这门课是 {course.identity.id}。请换成这门课的，或者加上 --root"
        )
    known = {question.id: question for _, question in course.questions()}
    asked: dict[int, BlindQuestion] = {}
    changed: list[Entry] = []
    for one in key.entries:
        question = known.get(one.id)
        again = BlindQuestion(one.number, question, seed_on(str(key.seed), one.id)) if question else None
        if again and entry(again) == one:
            asked[one.number] = again
        else:
            changed.append(one)
    return asked, changed


def _basic(question: bank.Question) -> Sequence[bank.Body]:
    return question.questions if isinstance(question, bank.CaseBody) else (question,)


def _instructions(types: set[str]) -> Iterator[str]:
    yield "答案写进一个文字文件，一题一行：先写题号，空一格，再写答案。案例一个小题一行，题号写成 3.1。例如："
    for number, (kind, label) in enumerate(((kind, bank.TYPE_LABELS[kind]) for kind in HOW if kind in types), 1):
        example, what = HOW[kind]
        yield f"　{number} {example}　　{label}：{what}"
