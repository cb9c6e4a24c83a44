"""Points name the sentences of the source that they come from, and are compared with these again when they change."""

from collections.abc import Iterator, Sequence

from course.model.course import Course
from course.model.sentences import Sentence, SentenceChange, SentencePlaces, numbers_in, numbers_text
from course.rules.registry import Findings, collect
from course.text.diagnostics import Position

_MOST_QUOTED = 3


def sentence_number(course: Course) -> Findings:
    """`data-source` must name sentences of the source by their numbers, such as `3 5-7`.

    Bad: `3,5`, `7-5`, a number that the source does not reach, any number where there is no `source.txt`. Good: `3 5-7`.
    """
    named = list(_written(course))
    if not course.sentences:
        if named and course.knows_all_of("source.txt"):
            message = f"写了 data-source（共 {len(named)} 处），课程里却没有原文。请把原文一句一行写进 source.txt，或删去 data-source"
            yield named[0][0], message
        return
    for position, written in named:
        numbers = numbers_in(written)
        if numbers is None:
            yield (
                position,
                f'data-source 不能写“{written}”。请写原文的句号，空格隔开，连着的用短横线，如 data-source="3 5-7"',
            )
        elif numbers[-1] > len(course.sentences):
            yield (
                position,
                f"原文没有第 {numbers[-1]} 句，最后是第 {len(course.sentences)} 句。请照 source.txt 改正 data-source",
            )


def _written(course: Course) -> Iterator[tuple[Position, str]]:
    """Yield each `data-source` as written; what points have from their requirement stands once, at its heading."""
    for requirement in course.requirements():
        if requirement.source:
            yield requirement.position, requirement.source
        yield from (
            (point.position, point.source)
            for point in requirement.points
            if point.source and point.source != requirement.source
        )


def changed_sentence(course: Course) -> Findings:
    """A point whose sentences are not those that it was last compared with is suspect until it is compared again."""
    places = SentencePlaces(course.sentences)
    for requirement, point in course.points():
        present, confirmed = course.sentences_of(point), course.trace.get(point.id)
        if confirmed is None or not present or len(present) < len(point.sentences):
            continue
        if change := places.change(present, confirmed):
            holder = "要求标题的 data-source" if point.source == requirement.source else " data-source"
            said = _moved(change.now, point.sentences, holder) if change.now else _changed(change)
            yield point.position, f"要点“{point.label}”存疑：{said}，运行 ./course confirm {point.id}"


def _moved(now: Sequence[int], present: Sequence[int], holder: str) -> str:
    """Say at which numbers the sentences stand now, and what to do before the point is confirmed."""
    return (
        f'上次核对的原句现在是第 {numbers_text(now)} 句。请把{holder} 改成 "{numbers_text(now)}"；'
        f"出处确实换成了第 {numbers_text(present)} 句的，核对以后"
    )


def _changed(change: SentenceChange) -> str:
    """Say which sentences are others, and what to do before the point is confirmed."""
    parts = [*_quoted(change.fresh)]
    if change.moved:
        parts.append(f"上次核对的第 {numbers_text(change.moved)} 句不在出处里了")
    if change.gone:
        parts.append(f"上次核对的有 {change.gone} 句原文里已经没有")
    return f"{'；'.join(parts)}。请对照原文，要改的改好以后"


def _quoted(sentences: Sequence[Sentence]) -> Iterator[str]:
    for one in sentences[:_MOST_QUOTED]:
        yield f"第 {one.number} 句现在是“{one.short}”"
    if len(sentences) > _MOST_QUOTED:
        yield f"还有 {len(sentences) - _MOST_QUOTED} 句没有核对过"


RULES = (*collect(sentence_number), *collect(changed_sentence, severity="warning"))
