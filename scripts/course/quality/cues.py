"""Words that give the right option away to anyone who knows how questions are written."""

from course.quality.items import Finding, Item, choices, singles
from course.quality.registry import Findings, collect
from course.quality.words import ABSOLUTE, HEDGING, NEGATION, bare, longest_common

_WORD = 3
_MORE = 2


def absolute_words(items: tuple[Item, ...]) -> Findings:
    """Words that allow no exception must not stand in most of the wrong options while the right one has none.

    HDR 28a, “specific determiners including always, never, completely, and absolutely”; NBME, “absolute terms”.

    Bad: 一律公开 / 全部收回 / 永远不变 / 按规定办理, the last being right. Good: the same strength in all options.
    """
    for item in choices(items):
        absolute = [text for text in item.distractors if ABSOLUTE.search(item.own(text))]
        if 2 * len(absolute) > len(item.distractors) and not any(ABSOLUTE.search(item.own(text)) for text in item.keys):
            words = "、".join(f"“{match[0]}”" for text in absolute if (match := ABSOLUTE.search(item.own(text))))
            yield item.found(
                f"错误选项里用了{words}这类说死的词，正确选项没有，排除法就能做出来。请让语气的轻重一样", "options"
            )


def hedging_words(items: tuple[Item, ...]) -> Findings:
    """Words that leave a way out must not stand in right options alone.

    HDR 28a; NBME, “frequency terms in options are vague”.

    Bad: 一般由主任负责 / 由副主任负责 / 由干事负责, the first being right. Good: the same strength in all options.
    """
    for item in choices(items):
        if item.told_apart(HEDGING, quoted=False) == "有":
            yield _alone(item, "有留有余地的词（一般、通常、可能等）")


def lone_negation(items: tuple[Item, ...]) -> Findings:
    """Right options must not be the only negative ones, or the only ones that are not.

    HDR 27, “phrase choices positively”, and 28d.

    Bad: 立即上报 / 当场处理 / 书面说明 / 不予理会, the last being right. Good: all of them say what is done.
    """
    for item in choices(items):
        if only := item.told_apart(NEGATION, quoted=False):
            yield _alone(item, f"{only}否定词")


def _alone(item: Item, what: str) -> Finding:
    message = f"只有正确选项{what}，看样子就能挑出来。请把几个选项写成同一种语气"
    return item.found(message, "options", min(item.key), "text")


def echoed_stem(items: tuple[Item, ...]) -> Findings:
    """Words of the stem must not come again in the right option alone.

    HDR 28b, “clang associations, choices identical to or resembling words in the stem”; NBME, “word repeats”.

    Bad: 规范化建设要加强哪一方面？ 管理规范化 / 学习 / 宣传. Good: no option repeats the stem, or several do.
    """
    for item in singles(items):
        (text,) = item.keys
        echo = longest_common(text, item.stem)
        most = max((len(longest_common(wrong, item.stem)) for wrong in item.distractors), default=0)
        if len(echo) >= _WORD and len(echo) >= most + _MORE:
            yield item.found(
                f"题干里的“{echo}”只在正确选项里再次出现，照着找就行。请在题干或选项里换一种说法，或让错误选项也用到它",
                "options",
                min(item.key),
                "text",
            )


def answer_in_stem(items: tuple[Item, ...]) -> Findings:
    """The whole right option must not stand in the stem already, unless wrong ones do too.

    HDR 28b; NBME, “word repeats”.

    Bad: 办法要求规范化，要求的是什么？ 规范化. Good: a stem that names the subject only.
    """
    for item in singles(items):
        (text,) = item.keys
        stem = bare(item.stem)
        named = len(bare(text)) > 1 and bare(text) in stem
        # What the situation names is there to choose from.
        if named and not any(bare(wrong) in stem for wrong in item.distractors):
            yield item.found(f"答案“{text}”已经写在题干里了。请改写题干", "stem")


RULES = collect(absolute_words, hedging_words, lone_negation, echoed_stem, answer_in_stem)
