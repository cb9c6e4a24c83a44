"""What members' answers say about questions: how hard, how discriminating, which options were chosen, how long it took.

Only the first answer of a member to a question counts: later ones measure what the first one taught. Answers to an
older answer version do not count, because the question was another one then.

Crocker & Algina, “Introduction to Classical and Modern Test Theory”, 1986, chapter 14: item difficulty, corrected
item-total correlation, analysis of distractors.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

from course.model.bank import Body, CaseBody, MultiplePart, Question, SinglePart, TrueFalsePart, answer_version
from course.model.course import Course
from course.quality.items import Item, items_of
from course.quality.records import Json, RecordedAnswer, Records
from course.quality.statistics import Interval, correlation, fisher, wilson

FEWEST_SHOWN = 3
"""What fewer members answered is not shown at all: it would say too much of the person, as in the player's branch page."""

FEWEST = 10
"""Of fewer members than this nothing is worked out: the interval would hold nearly everything."""

FEW = 30
"""With fewer members than this every figure is marked as rough."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How often each option of an item was chosen; `item` says which one of a case."""

    item: Item
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Used:
    """What is known of one question. Times are seconds: the quarter, the half and three quarters took no longer.

    `facility` is the share of members whose first answer was right, `discrimination` the correlation of that with
    their share of right answers to all other questions (corrected point-biserial). Both are None where too few
    answered or nothing varies.
    """

    item: Item
    members: int
    right: int
    facility: Interval | None
    discrimination: Interval | None
    taken: tuple[Taken, ...]
    times: tuple[float, float, float] | None

    @property
    def rough(self) -> bool:
        """Return whether so few answered that figures say little."""
        return self.members < FEW


@dataclass(frozen=True, slots=True)
class Usage:
    """What all files together say about all questions that were answered, in the order of the banks."""

    records: Records
    used: tuple[Used, ...]
    outdated: int
    """Answers to an older answer version."""

    unknown: int
    """Answers to questions that this course does not have."""

    self_marked: int
    """Answers to open questions, which learners mark themselves."""

    hidden: int
    """Questions that too few members answered to be shown."""

    counted: int


def usage(course: Course, records: Records) -> Usage:
    """Work out what members' answers say about the questions of a course."""
    questions = {question.id: question for _, question in course.questions() if question.id}
    versions = {name: answer_version(question) for name, question in questions.items()}
    counted: list[RecordedAnswer] = []
    dropped: Counter[str] = Counter()
    for answer in records.answers:
        reason = _reason(answer, questions, versions)
        if reason:
            dropped[reason] += 1
        else:
            counted.append(answer)
    first: dict[tuple[int, str], RecordedAnswer] = {}
    for answer in counted:
        first.setdefault((answer.member, answer.question), answer)
    everything = tuple(_used(course, first.values()))
    return Usage(
        records=records,
        used=tuple(used for used in everything if used.members >= FEWEST_SHOWN),
        outdated=dropped["outdated"],
        unknown=dropped["unknown"],
        self_marked=dropped["self-marked"],
        hidden=sum(used.members < FEWEST_SHOWN for used in everything),
        counted=len(first),
    )


def _reason(answer: RecordedAnswer, questions: Mapping[str, Question], versions: Mapping[str, str]) -> str:
    """Return why an answer does not count, empty if it does."""
    question = questions.get(answer.question)
    if question is None:
        return "unknown"
    if answer.version != versions[answer.question]:
        return "outdated"
    return "self-marked" if question.type == "short" or answer.verdict == "pending" else ""


def _used(course: Course, answers: Iterable[RecordedAnswer]) -> Iterator[Used]:
    by_question: dict[str, list[RecordedAnswer]] = defaultdict(list)
    scores: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        by_question[answer.question].append(answer)
        scores[answer.member][0] += answer.verdict == "right"
        scores[answer.member][1] += 1
    items: dict[str, list[Item]] = defaultdict(list)
    for item in items_of(course):
        if item.question.id in by_question:
            items[item.question.id].append(item)
    for name, (whole, *parts) in items.items():
        given = by_question[name]
        right = sum(answer.verdict == "right" for answer in given)
        enough = len(given) >= FEWEST
        yield Used(
            item=whole,
            members=len(given),
            right=right,
            facility=wilson(right, len(given)) if enough else None,
            discrimination=_discrimination(given, scores) if enough else None,
            taken=tuple(_taken([whole, *parts], given)),
            times=_times([answer.took / 1000 for answer in given if answer.took is not None]),
        )


def _discrimination(answers: list[RecordedAnswer], scores: Mapping[int, list[int]]) -> Interval | None:
    """Return the correlation of being right here with the share of being right elsewhere."""
    pairs = []
    for answer in answers:
        right, total = scores[answer.member]
        here = int(answer.verdict == "right")
        if total > 1:
            pairs.append((float(here), (right - here) / (total - 1)))
    value = correlation(pairs)
    return fisher(value, len(pairs)) if value is not None and len(pairs) >= FEWEST else None


def _taken(items: list[Item], answers: list[RecordedAnswer]) -> Iterator[Taken]:
    """Yield how often options were chosen, of the question itself or of each question inside a case."""
    is_case = isinstance(items[0].placed.body, CaseBody)
    for number, item in enumerate(items[1:] if is_case else items):
        size = _size(item.placed.body)
        if not size:
            continue
        picks = [
            _picks(item.placed.body, _part(answer.response, number) if is_case else answer.response)
            for answer in answers
        ]
        counts = Counter(index for pick in picks for index in pick)
        yield Taken(item, tuple(counts[index] for index in range(size)), sum(bool(pick) for pick in picks))


def _size(body: Body) -> int:
    return len(body.options) if isinstance(body, SinglePart | MultiplePart) else 2 * isinstance(body, TrueFalsePart)


def _part(response: Json, number: int) -> Json:
    return response[number] if isinstance(response, list) and number < len(response) else None


def _picks(body: Body, response: Json) -> tuple[int, ...]:
    """Return the indexes that were chosen (a statement: 0 true, 1 false), none where the response makes no sense."""
    if isinstance(body, TrueFalsePart):
        return (0 if response else 1,) if isinstance(response, bool) else ()
    chosen = response if isinstance(body, MultiplePart) else [response]
    if not isinstance(chosen, list):
        return ()
    sound = {
        int(index) for index in chosen if isinstance(index, float) and index.is_integer() and 0 <= index < _size(body)
    }
    return tuple(sorted(sound)) if len(sound) == len(chosen) else ()


def _times(seconds: list[float]) -> tuple[float, float, float] | None:
    if len(seconds) < FEWEST:
        return None
    quarter, _, three = quantiles(seconds, n=4, method="inclusive")
    return quarter, median(seconds), three
