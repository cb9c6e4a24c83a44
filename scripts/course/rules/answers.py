"""A question can be answered in one way only, and the key says which."""

from collections.abc import Iterable

from course.model.bank import BLANK, BlankPart, Body, MatchPart, MultiplePart, OrderPart, SinglePart
from course.model.course import Course
from course.model.normalise import normalise, reading
from course.model.positions import bodies
from course.rules.registry import Findings, collect
from course.text.diagnostics import Key


def one_key(course: Course) -> Findings:
    """A single choice question must have exactly one correct option.

    Bad: two options with `correct: true`, or none. Good: one.
    """
    for at in bodies(course):
        if isinstance(at.body, SinglePart) and len(at.body.key) != 1:
            yield (
                at.place("options"),
                (
                    f"单选题应当只有一个正确选项，现在有 {len(at.body.key)} 个。"
                    "请只给一个选项写 correct: true；确有几个正确的，把 type 改为 multiple"
                ),
            )


def several_keys(course: Course) -> Findings:
    """A multiple choice question must have at least two correct options, or it gives itself away."""
    for at in bodies(course):
        if isinstance(at.body, MultiplePart) and len(at.body.key) < 2:
            yield (
                at.place("options"),
                (
                    f"多选题至少要有两个正确选项，现在有 {len(at.body.key)} 个。"
                    "请给正确的选项都写上 correct: true；只有一个正确的，把 type 改为 single"
                ),
            )


def identical_options(course: Course) -> Findings:
    """Two options, items or partners that read the same cannot be distinguished.

    Bad: “十六条” beside “16条”. Good: options that differ in more than writing.
    """
    for at in bodies(course):
        for above, below, texts in _choices(at.body):
            first: dict[str, int] = {}
            for index, text in enumerate(texts):
                same = first.setdefault(reading(text), index)
                if same != index:
                    yield (
                        at.place(above, index, *below),
                        f"第 {index + 1} 项与第 {same + 1} 项“{texts[same]}”相同，答题人无法区分。请改写其中一项",
                    )


def _choices(body: Body) -> Iterable[tuple[Key, tuple[Key, ...], tuple[str, ...]]]:
    """Yield each list of texts to choose from, with the keys that lead to the list and from its item to the text."""
    match body:
        case SinglePart() | MultiplePart():
            yield "options", ("text",), tuple(option.text for option in body.options)
        case OrderPart():
            yield "items", (), body.items
        case MatchPart():
            yield "pairs", ("left",), tuple(pair.left for pair in body.pairs)
            yield "pairs", ("right",), tuple(pair.right for pair in body.pairs)
            yield "distractors", (), body.distractors
        case _:
            pass


def distractor_is_partner(course: Course) -> Findings:
    """A distractor of a matching question must not read like one of the right items."""
    for at in bodies(course):
        if not isinstance(at.body, MatchPart):
            continue
        partners = {reading(pair.right) for pair in at.body.pairs}
        for index, text in enumerate(at.body.distractors):
            if reading(text) in partners:
                yield at.place("distractors", index), f"多余项“{text}”与某个右项相同，请改写或删去"


def blank_count(course: Course) -> Findings:
    """Every `{{}}` of a stem must have its list of answers, and the other way round; other types have none."""
    for at in bodies(course):
        blanks = at.body.stem.count(BLANK)
        if not isinstance(at.body, BlankPart):
            if blanks:
                yield at.place("stem"), f"只有填空题（type: blank）的题干能用 {BLANK} 留空。请改写题干，或改题型"
        elif blanks != len(at.body.answers):
            yield (
                at.place("answers"),
                f"题干里有 {blanks} 个空（{BLANK}），answers 给了 {len(at.body.answers)} 组答案。请让两边一样多",
            )


def punctuation_only(course: Course) -> Findings:
    """An accepted answer needs more than punctuation, which does not count: it could never be entered.

    Bad: `answers: [[……]]`. Good: words, figures, or signs that are no punctuation.
    """
    for at in bodies(course):
        if not isinstance(at.body, BlankPart):
            continue
        for blank, accepted in enumerate(at.body.answers):
            for index, text in enumerate(accepted):
                if not normalise(text):
                    yield (
                        at.place("answers", blank, index),
                        f"填空题的答案“{text}”只有标点，比对时标点不算，怎么填都算错。请写上文字，或者删去这个答案",
                    )


def order_too_short(course: Course) -> Findings:
    """An ordering question needs three items; with two it is a coin toss."""
    for at in bodies(course):
        if isinstance(at.body, OrderPart) and len(at.body.items) < 3:
            yield at.place("items"), f"排序题至少要有三项，现在有 {len(at.body.items)} 项。请补上，或改成判断题"


RULES = collect(
    one_key, several_keys, identical_options, distractor_is_partner, blank_count, punctuation_only, order_too_short
)
