"""Files of a course with a few things done to them at random, and what must hold whatever comes of it."""

import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course.load.banks import read_bank
from course.load.documents import read_documents
from course.load.exams import read_exam
from course.load.ids import read_ids
from course.load.limits import excess
from course.load.pages import read_glossary, read_page, read_study_page
from course.text.diagnostics import Diagnostic, Position
from course.text.yaml_reader import read
from support.generated_pages import Comparison, Writer
from support.measured import additions
from support.sample_course import CASES

RUNS = int(os.environ.get("COURSE_FUZZ_RUNS", "1500"))
SEED = int(os.environ.get("COURSE_FUZZ_SEED", "1"))
FAILURES = Path(__file__).resolve().parents[2] / ".cache/fuzz"
# Above so many seconds, a file may take what so many additions do: five seconds where a million take 50 ms.
SECONDS, MILLION_ADDITIONS = 2, 100
PROGRESS = 5_000
REFERENCES = {"三会一训": ("term:x", "会")}

Reader = Callable[[str, str], list[Diagnostic]]

_HAN = re.compile("[\u4e00-\u9fff]")
_PIECES = (
    "\t", "\x00", "\x1b[2J", "\x85", "\u2028", "\u200b", "\u202e", "\ufeff", "\ufffd", "\r", "\r\n", "\n", "\n\n", "- ", ": ",
    ":", "#", " #", "&a ", "*a ", "!x ", "!!python/name:os.system ", "!!int ", "'", '"', '"\\u202e"', "[", "]", "{", "}",
    "{{}}", ",", "|\n", ">\n", "? ", "---\n", "...\n", "%TAG ! x\n", "@", "`", "```\n", "~~~\n", "yes", "null", "~", "1",
    "1.5", "<<: ", "[" * 60, "{a: " * 30, "- " * 60, "> " * 30, "](", "[x](http://[", "[x](term:x)", "<a>", "<!--", "-->",
    "<div markdown>\n", "</div>", "<script>", "&#x202E;", "**", "*", "_", "{ #r1-1-1 }", "{ #r1-1-1-a }", "{ data-for=x }", "## ",
    "### ", "| a | b |\n| --- | --- |\n", '--8<-- "x"\n', "!!! note\n    ", "1. ", "- [ ] ", "term:", "😀", "\\", "\x02", "\x03",
    "会", "科室", "Сode", "⺠", "二○一", "2０", "“", "”", "（", "《", "[^1]", "[a]: b\n", "=\n", "$$", "\ud800",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of file: texts to begin with, how it is read, and its share of a hundred runs."""

    name: str
    path: str
    seeds: tuple[str, ...]
    read: Reader
    share: int


@dataclass(slots=True)
class Tally:
    """What came of the runs on one target."""

    name: str
    runs: int = 0
    accepted: int = 0
    failures: list[str] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        often = "、".join(f"{rule} {count}" for rule, count in self.rules.most_common(4))
        return (
            f"{self.name}：{self.runs:,} 次，接受 {self.accepted:,}，指出问题 {self.runs - self.accepted - len(self.failures):,}"
            f"（{len(self.rules)} 种：{often} ……），失败 {len(self.failures)}，最慢 {self.slowest:.2f} 秒"
        )


def _page(text: str, path: str) -> list[Diagnostic]:
    return excess(text, path) or read_page(text, path)[1]


def _study(text: str, path: str) -> list[Diagnostic]:
    return excess(text, path) or read_study_page(text, path, REFERENCES)[1]


def _glossary(text: str, path: str) -> list[Diagnostic]:
    found = excess(text, path)
    if not found:
        read_glossary(text, path)
        found = read_page(text, path)[1]
    return found


def _texts(*names: str) -> tuple[str, ...]:
    return tuple((CASES / name).read_text(encoding="utf-8") for name in names)


def _bad(pattern: str) -> tuple[str, ...]:
    files = sorted((CASES / "bad").glob(pattern))
    return tuple(file.read_bytes().decode("utf-8", "replace") for file in files if file.stat().st_size < 20_000)


SAMPLE = "good/course"
TARGETS = (
    Target("题库", "quizzes/meeting.yml", (*_texts(f"{SAMPLE}/quizzes/meeting.yml", f"{SAMPLE}/quizzes/minutes.yml"), *_bad("*/quizzes/[a-z]*.yml")), lambda text, path: read_bank(text, path)[1], 42),
    Target("学习页", "docs/study/meeting.md", (*_texts(f"{SAMPLE}/docs/study/meeting.md", f"{SAMPLE}/docs/study/minutes.md"), *_bad("*/docs/study/*.md")), _study, 20),
    Target("普通页面", "docs/index.md", _texts(f"{SAMPLE}/docs/index.md"), _page, 4),
    Target("术语表", "docs/glossary.md", _texts(f"{SAMPLE}/docs/glossary.md"), _glossary, 4),
    Target("组卷方案", "quizzes/exams/small.yml", _bad("*/quizzes/exams/*.yml"), lambda text, path: read_exam(text, path)[1], 10),
    Target("编号", "quizzes/ids.yml", _texts(f"{SAMPLE}/quizzes/ids.yml"), lambda text, path: read_ids(text, path)[1], 10),
    Target("文件登记", "documents.yml", _texts(f"{SAMPLE}/documents.yml"), lambda text, path: read_documents(text, path)[1], 4),
    Target("课程提纲", "course.yml", _texts(f"{SAMPLE}/course.yml"), lambda text, path: read(text, path)[1], 4),
)  # fmt: skip


def mutated(chance: random.Random, seeds: tuple[str, ...]) -> bytes:
    """Return one of the texts with one to five things done to it, some of them to its bytes."""
    text = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        text = chance.choice(_CHANGES)(text, chance, seeds)
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.15:
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(content) + 1)
            content = content[:place] + chance.randbytes(chance.randrange(4)) + content[place + chance.randrange(4) :]
    return content


def _insert(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(_PIECES) + text[place:]


def _replace(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(_PIECES) + text[place + chance.randrange(8) :]


def _cut(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.randrange(60) :]


def _truncate(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _move_line(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _repeat_line(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    return "\n".join([*lines[:place], *[lines[place]] * chance.randint(2, 30), *lines[place + 1 :]])


def _indent_line(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = chance.choice(
        (lines[place].lstrip(), " " + lines[place], "\t" + lines[place], "    " * 12 + lines[place])
    )
    return "\n".join(lines)


def _splice(text: str, chance: random.Random, seeds: tuple[str, ...]) -> str:
    other = chance.choice(seeds)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _grow(text: str, chance: random.Random, _: tuple[str, ...]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(_PIECES) * chance.choice((20, 100, 300)) + text[place:]


_CHANGES = (
    _insert, _insert, _insert, _replace, _replace, _cut, _truncate, _move_line, _repeat_line, _indent_line, _splice, _grow,
)  # fmt: skip


def fuzz(target: Target, runs: int, seed: int) -> Iterator[Tally]:
    """Read that many mutated files; what breaks a promise is stored in `.cache/fuzz` under its seed and number.

    Yields how far it is, now and then and at the end.
    """
    tally = Tally(target.name)
    for number in range(runs):
        if number and number % PROGRESS == 0:
            yield tally
        # Each run by its own number, so that one can be repeated without those before it.
        content = mutated(random.Random(f"{seed} {target.name} {number}"), target.seeds)  # noqa: S311 -- no secret hangs on it
        tally.runs += 1
        started = time.process_time()
        problem = _judge(target, content, tally)
        used = time.process_time() - started
        tally.slowest = max(tally.slowest, used)
        if used > SECONDS and additions(used) > MILLION_ADDITIONS:
            problem = problem or f"用了 {used:.1f} 秒"
        if problem:
            FAILURES.mkdir(parents=True, exist_ok=True)
            kept = FAILURES / f"{target.path.replace('/', '-')}-{seed}-{number}"
            kept.write_bytes(content)
            tally.failures.append(f"{kept}: {problem}")
    yield tally


def fuzz_pages(runs: int, seed: int) -> Iterator[Tally]:
    """Compare that many written pages with what the engine makes of them, half of them damaged afterwards."""
    tally, comparison = Tally("页面与站点"), Comparison()
    for number in range(runs):
        if number and number % PROGRESS == 0:
            yield tally
        chance = random.Random(f"{seed} page {number}")  # noqa: S311 -- no secret hangs on it
        text = Writer(chance).page()
        if number % 2:
            text = mutated(chance, (text,)).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        tally.runs += 1
        try:
            problems = list(comparison.differences(text))
        except RecursionError:
            # The loader says so; see `too_deep`.
            continue
        tally.accepted = comparison.accepted
        if problems:
            FAILURES.mkdir(parents=True, exist_ok=True)
            kept = FAILURES / f"page-{seed}-{number}"
            kept.write_text(text, encoding="utf-8", newline="")
            tally.failures.append(f"{kept}: {problems[0]}")
    yield tally


def _judge(target: Target, content: bytes, tally: Tally) -> str:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        tally.rules["encoding"] += 1
        return ""
    try:
        found = target.read(text, target.path)
    except RecursionError:
        # The loader says so; see `too_deep`.
        return "" if target.path.endswith(".md") else "RecursionError"
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is what we look for
        return repr(error)
    tally.accepted += not found
    tally.rules.update({one.rule for one in found})
    return next((str(one) for one in found if not sound(one, text)), "")


def sound(one: Diagnostic, text: str) -> bool:
    """Return whether a diagnostic points into the text, is in Chinese and has a rule."""
    return inside(one.position, text) and bool(one.rule) and bool(_HAN.search(one.message))


def inside(at: Position, text: str) -> bool:
    """Return whether a place is one of the text's: a column may stand just behind the end of its line."""
    lines = text.split("\n")
    return 1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1
