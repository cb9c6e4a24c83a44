"""A question can be answered in one way only, and the key says which."""

from collections.abc import Iterable, Iterator

from course.model.bank import (
    BLANK,
    BankFile,
    BlankPart,
    Body,
    CaseBody,
    Choice,
    MatchPart,
    MultiplePart,
    OrderPart,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)
from course.model.normalise import normalise, reading
from course.model.option_letters import OPTION_LETTERS, letter_mentions, may_name_options
from course.model.positions import bodies_of
from course.rules.registry import Findings, collect_of_banks
from course.text.diagnostics import Key


def one_key(bank: BankFile) -> Findings:
    """A single choice question must have exactly one correct option.

    Bad: two options with `correct: true`, or none. Good: one.
    """
    for at in bodies_of(bank):
        if isinstance(at.body, SinglePart) and len(at.body.key) != 1:
            yield (
                at.place("options"),
                (
                    f"单选题应当只有一个正确选项，现在有 {len(at.body.key)} 个。"
                    "请只给一个选项写 correct: true；确有几个正确的，把 type 改为 multiple"
                ),
            )


def several_keys(bank: BankFile) -> Findings:
    """A multiple choice question must have at least two correct options, or it gives itself away."""
    for at in bodies_of(bank):
        if isinstance(at.body, MultiplePart) and len(at.body.key) < 2:
            yield (
                at.place("options"),
                (
                    f"多选题至少要有两个正确选项，现在有 {len(at.body.key)} 个。"
                    "请给正确的选项都写上 correct: true；只有一个正确的，把 type 改为 single"
                ),
            )


def identical_options(bank: BankFile) -> Findings:
    """Two options, items or partners that read the same cannot be distinguished.

    Bad: “十六条” beside “16条”. Good: options that differ in more than writing.
    """
    for at in bodies_of(bank):
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


def distractor_is_partner(bank: BankFile) -> Findings:
    """A distractor of a matching question must not read like one of the right items."""
    for at in bodies_of(bank):
        if not isinstance(at.body, MatchPart):
            continue
        partners = {reading(pair.right) for pair in at.body.pairs}
        for index, text in enumerate(at.body.distractors):
            if reading(text) in partners:
                yield at.place("distractors", index), f"多余项“{text}”与某个右项相同，请改写或删去"


def blank_count(bank: BankFile) -> Findings:
    """Every `{{}}` of a stem must have its list of answers, and the other way round; other types have none."""
    for at in bodies_of(bank):
        blanks = at.body.stem.count(BLANK)
        if not isinstance(at.body, BlankPart):
            if blanks:
                yield at.place("stem"), f"只有填空题（type: blank）的题干能用 {BLANK} 留空。请改写题干，或改题型"
        elif blanks != len(at.body.answers):
            yield (
                at.place("answers"),
                f"题干里有 {blanks} 个空（{BLANK}），answers 给了 {len(at.body.answers)} 组答案。请让两边一样多",
            )


def punctuation_only(bank: BankFile) -> Findings:
    """An accepted answer needs more than punctuation, which does not count: it could never be entered.

    Bad: `answers: [[……]]`. Good: words, figures, or signs that are no punctuation.
    """
    for at in bodies_of(bank):
        if not isinstance(at.body, BlankPart):
            continue
        for blank, accepted in enumerate(at.body.answers):
            for index, text in enumerate(accepted):
                if not normalise(text):
                    yield (
                        at.place("answers", blank, index),
                        f"填空题的答案“{text}”只有标点，比对时标点不算，怎么填都算错。请写上文字，或者删去这个答案",
                    )


def order_too_short(bank: BankFile) -> Findings:
    """An ordering question needs three items; with two it is a coin toss."""
    for at in bodies_of(bank):
        if isinstance(at.body, OrderPart) and len(at.body.items) < 3:
            yield at.place("items"), f"排序题至少要有三项，现在有 {len(at.body.items)} 项。请补上，或改成判断题"


def explanation_names_letters(bank: BankFile) -> Findings:
    """An explanation must not name options by letters: they are shown in another order each time.

    Bad: “故选B；A项没有写期限”. Good: “只写“尽快”的没有期限”, or `fixed: true` for the options that it names.
    """
    for at in bodies_of(bank):
        for text, keys in filter(lambda found: may_name_options(found[0]), _explanations(at.body)):
            for mention in letter_mentions(text, _shown(at.body)):
                named = text[mention.start : mention.end]
                if isinstance(at.body, TrueFalsePart):
                    if mention.is_verdict:
                        yield at.place(*keys), f"判断题没有选项，解析里却写着选“{named}”。请改成“对”或“错”"
                elif not _stay(at.body, mention.letters):
                    yield (
                        at.place(*keys),
                        f"这里用“{named}”指选项，可是选项每次的次序都不同。请写出选项的内容；离不开字母的，给每个选项写上 fixed: true",
                    )


def _explanations(body: Body) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Yield the texts that can name options, each with its place."""
    if not isinstance(body, BlankPart | ShortBody):
        yield getattr(body, "explanation", None) or "", ("explanation",)
    if isinstance(body, Choice):
        yield from ((option.why, ("options", index, "why")) for index, option in enumerate(body.options) if option.why)


def _shown(body: Body) -> str:
    """Return what a question says beside its explanation: letters in it are names of something."""
    texts = [body.stem]
    if isinstance(body, CaseBody):
        texts += [body.material, *(_shown(part) for part in body.questions)]
    if isinstance(body, Choice):
        texts += [option.text for option in body.options]
    return "\n".join(texts)


def _stay(body: Body, letters: str) -> bool:
    """Return whether the options with these letters keep their places."""
    if not isinstance(body, Choice):
        return False
    staying = {letter for letter, option in zip(OPTION_LETTERS, body.options, strict=False) if option.fixed}
    return staying.issuperset(letters)


RULES = collect_of_banks(
    one_key,
    several_keys,
    identical_options,
    distractor_is_partner,
    blank_count,
    punctuation_only,
    order_too_short,
    explanation_names_letters,
)
