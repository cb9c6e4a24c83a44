"""Options: alike in length and form, independent of each other, each meaning one thing."""

import re
from collections.abc import Iterator

from course.model.bank import Choice, ScenarioBody
from course.quality.items import Item, choices, seen
from course.quality.registry import Findings, collect
from course.quality.words import bare, length

LONGER = 1.3
"""From this ratio on to the longest wrong option, a right one is conspicuously long."""

UNEVEN = 2.0
"""From this ratio of the longest to the shortest on, options are of unequal length."""

_FEW = 3
_MANY = 6
_ALL = re.compile(
    r"^(?:以上|上述|前面|前[二三四两]项|全部)(?:各项|几项|选项|说法|答案|[二三四]项)?(?:都|均|皆|全)?(?:对|正确|是|符合|包括|可以)"
    r"|^(?:都|均|全)都?(?:对|正确|是|包括)$|^全选$"
)
_NONE = re.compile(
    r"^(?:以上|上述|前面)(?:各项|几项|选项|说法|答案)?(?:都|均|皆)?(?:不|没|无)|^(?:都|均)(?:不对|不是|错)$"
)
_COMBINED = re.compile(
    r"^[A-Ha-h甲乙丙丁①②③④⑤](?:[、，和与及]|以及)?(?:[A-Ha-h甲乙丙丁①②③④⑤][、，和与及]?)+(?:项|都[对是]|正确)?$"
)
# Not 甲方, 乙级, 甲醛 and the like, where it is no label.
_LABEL = re.compile(r"^[甲乙丙丁戊](?![方类级等型种肝醛醇烷酸])")
_NUMBER = r"(\d+(?:\.\d+)?)"
_UNIT = r"(?:个|次|名|人|天|日|月|年|周|小时|分|项|条|%)*"
_SPAN = re.compile(rf"{_NUMBER}{_UNIT}(?:至|到|—|－|-|～|~){_NUMBER}")
_LEAST = re.compile(rf"(?:不少于|不低于|至少|大于|(?<!不)(?:超过|多于)){_NUMBER}|{_NUMBER}{_UNIT}(?:以上|及以上)")
_MOST = re.compile(
    rf"(?:不多于|不高于|不超过|至多|最多|小于|(?<!不)(?:少于|低于)){_NUMBER}|{_NUMBER}{_UNIT}(?:以下|以内|及以下)"
)
# 的 and its like carry no meaning between two options.
_FILLERS = re.compile(r"[的地得了着和与及并]")
_PAUSE = re.compile("[，、；：]")
_END = re.compile(r"[。；！？]$")


def longest_key(items: tuple[Item, ...]) -> Findings:
    """The right option must not be conspicuously longer than every wrong one.

    HDR 24 and 28d; NBME, “long correct answer”. Of several right options none may be shorter than all wrong ones.

    Bad: 甲 / 乙 / 由主任牵头，逐项对照，按月通报. Good: options of about one length.
    """
    for item in choices(items):
        right, wrong = [length(text) for text in item.keys], [length(text) for text in item.distractors]
        if right and wrong and _is_longer(min(right), max(wrong)):
            yield item.found(
                f"正确选项（{min(right)} 字）比每一个错误选项（最长 {max(wrong)} 字）都长，不看内容也能猜中。"
                "请把正确选项写短，或把错误选项写得同样具体",
                "options",
                min(item.key),
                "text",
            )


def longest_choice(items: tuple[Item, ...]) -> Findings:
    """In a step of a scenario the good choice must not be conspicuously longer than every other.

    HDR 24 and 28d; NBME, “long correct answer”.

    Bad: 先请人出来，再关总阀、断电，然后报告 (good) / 先搬 / 锁门. Good: choices of about one length.
    """
    for item in items:
        body = item.placed.body
        for name, step in body.steps.items() if isinstance(body, ScenarioBody) else ():
            lengths = [length(seen(choice.text)) for choice in step.choices]
            longest = max(range(len(lengths)), key=lengths.__getitem__)
            others = max(size for index, size in enumerate(lengths) if index != longest)
            if step.choices[longest].merit == "good" and _is_longer(lengths[longest], others):
                message = (
                    f"妥当的选择（{lengths[longest]} 字）比别的（最长 {others} 字）都长，不看内容也能猜中。"
                    "请把几个选择写得差不多长"
                )
                yield item.found(message, "steps", name, "choices", longest, "text")


def _is_longer(one: int, other: int) -> bool:
    return one - other >= _FEW and one >= LONGER * other


def uneven_options(items: tuple[Item, ...]) -> Findings:
    """Options must be of about equal length.

    HDR 24; NBME, “language of options not parallel”.

    Bad: 部门 / 由各单位主要负责同志亲自部署. Good: 部门负责人 / 档案员.
    """
    for item in choices(items):
        lengths = [length(text) for text in item.options]
        if max(lengths) - min(lengths) >= _MANY and max(lengths) >= UNEVEN * min(lengths):
            yield item.found(
                f"选项长短悬殊：最短 {min(lengths)} 字，最长 {max(lengths)} 字。请写成差不多长",
                "options",
                lengths.index(max(lengths)),
                "text",
            )


def uneven_form(items: tuple[Item, ...]) -> Findings:
    """Options must be of one form: all in quotation marks or none, all with an end mark or none.

    HDR 23 and 28c; NBME, “grammatical cues”.

    Bad: “收集归档” / 整理 / 移交. Good: all three without marks.
    """
    shapes = (
        ("整个放在引号里", lambda text: text.startswith("“") and text.endswith("”")),
        ("整个放在书名号里", lambda text: text.startswith("《") and text.endswith("》")),
        ("以句末标点结尾", lambda text: bool(_END.search(text))),
    )
    for item in choices(items):
        for name, has in shapes:
            having = [index for index, text in enumerate(item.options) if has(text)]
            if 0 < len(having) < len(item.options):
                yield item.found(
                    f"有的选项{name}（第 {'、'.join(str(index + 1) for index in having)} 项），有的没有。请统一形式",
                    "options",
                    having[0],
                    "text",
                )


def lone_form(items: tuple[Item, ...]) -> Findings:
    """Right options must not be the only ones with a mark or a figure, or the only ones without.

    HDR 28d, “conspicuous correct choice”; NBME, “grammatical cues”.

    Bad: 查、改、评 / 检查 / 整改 / 评议, the first being right. Good: 查、改、评 / 听、看、问 / 讲、学、考.
    """
    shapes = (
        ("顿号或逗号", re.compile("[，、；：]")),
        ("引号或书名号", re.compile("[“《]")),
        ("括号", re.compile("（")),
        ("数字", re.compile(r"\d")),
    )
    for item in choices(items):
        for name, shape in shapes:
            if only := item.told_apart(shape):
                yield item.found(
                    f"只有正确选项{only}{name}，看样子就能挑出来。请把几个选项写成同一种样子",
                    "options",
                    min(item.key),
                    "text",
                )


def speaks_of_others(text: str) -> bool:
    """Return whether an option is about the other ones, as 以上都对 is."""
    return bool(_ALL.search(text) or _NONE.search(text))


def catch_all_option(items: tuple[Item, ...]) -> Findings:
    """No option may speak of the others: 以上都对, 以上都不对.

    HDR 25 and 26; NBME, “none of the above”. Options are shuffled besides, so that 以上 means nothing.

    Bad: 以上都对. Good: a multiple choice question, or one more plausible option.
    """
    for item in choices(items):
        for index, text in enumerate(item.options):
            if speaks_of_others(text):
                yield item.found(
                    f"“{text}”不考内容，选项打乱后也不成话。请换成一个具体的选项；确有几个都对的，改成多选题",
                    "options",
                    index,
                    "text",
                )


def combined_option(items: tuple[Item, ...]) -> Findings:
    """No option may be a combination of others: 甲和乙, ①③.

    HDR 9, “avoid the complex multiple-choice format (Type K)”.

    Bad: ①② / ①③ / ②③. Good: a multiple choice question with ①, ② and ③ as options.
    """
    for item in choices(items):
        combined = [index for index, text in enumerate(item.options) if _COMBINED.search(text.strip("。"))]
        # People and units of a situation are named like this too; with all options of this kind it is a matching.
        if combined and any(mark in item.options[combined[0]] for mark in "①②③④⑤ABCDEFGHabcdefgh"):
            yield item.found(
                f"“{item.options[combined[0]]}”是别的选项的组合，排除法就能做出来。请改成多选题",
                "options",
                combined[0],
                "text",
            )


def lettered_options(items: tuple[Item, ...]) -> Findings:
    """Options that are shuffled must not be labelled 甲, 乙, 丙: the labels come in any order.

    HDR 21, “vary the location of the right answer”; NBME, “options are not in logical order”.

    Bad: 甲的做法 / 乙的做法 / 丙的做法. Good: what each of them does.
    """
    for item in choices(items):
        body = item.placed.body
        fixed = isinstance(body, Choice) and all(option.fixed for option in body.options)
        labelled = [index for index, text in enumerate(item.options) if _LABEL.search(item.own(text))]
        if len(labelled) >= _FEW and not fixed:
            yield item.found(
                "几个选项用甲、乙、丙称呼，选项打乱以后次序就乱了。请写出是什么人、什么做法；只能这样写的，给每个选项写上 fixed: true",
                "options",
                labelled[0],
                "text",
            )


def overlapping_options(items: tuple[Item, ...]) -> Findings:
    """No option may hold another one, and spans of numbers must not overlap.

    HDR 22, “keep choices independent; choices should not be overlapping”; NBME, “numeric data not stated consistently”.

    Bad: 部门负责人 / 部门, or 3至5天 / 5天以上. Good: 部门负责人 / 档案员, or 3至5天 / 6天以上.
    """
    for item in choices(items):
        flat = [bare(text) for text in item.options]
        for inner, outer in _nested(flat):
            yield item.found(
                f"“{item.options[outer]}”包含了“{item.options[inner]}”，两项互相牵连。请改成各自独立的说法",
                "options",
                outer,
                "text",
            )
        spans = [_span(text) for text in item.options]
        for first, one in enumerate(spans):
            for second, other in enumerate(spans[:first]):
                if one and other and max(one[0], other[0]) <= min(one[1], other[1]):
                    yield item.found(
                        f"“{item.options[first]}”与“{item.options[second]}”的范围有重叠。请让每个数只落在一个选项里",
                        "options",
                        first,
                        "text",
                    )


def _nested(flat: list[str]) -> Iterator[tuple[int, int]]:
    for outer, whole in enumerate(flat):
        for inner, part in enumerate(flat):
            if inner != outer and len(part) > 1 and part in whole and part != whole:
                yield inner, outer


def _span(text: str) -> tuple[float, float] | None:
    """Return the numbers that an option covers, None where it names no span."""
    if match := _SPAN.search(text):
        return float(match[1]), float(match[2])
    if match := _LEAST.search(text):
        # What lies below or above the number itself is distinguished by half a unit.
        return float(match[1] or match[2]) + (0.5 if re.search("大于|(?<!不)(?:超过|多于)", text) else 0), float("inf")
    if match := _MOST.search(text):
        return float("-inf"), float(match[1] or match[2]) - (0.5 if re.search("小于|(?<!不)(?:少于|低于)", text) else 0)
    return None


def similar_options(items: tuple[Item, ...]) -> Findings:
    """Two options must differ in more than in particles or in which half comes first.

    HDR 19 and 22: two options that mean the same are both wrong, or both right. Options with a comma say one thing
    after the other, and there the order can be the question.

    Bad: 学习宣传 / 宣传学习. Good: 学习宣传 / 检查督办.
    """
    for item in choices(items):
        first: dict[str, int] = {}
        for index, text in enumerate(item.options):
            if _PAUSE.search(text):
                continue
            same = first.setdefault(_turned(_FILLERS.sub("", bare(text))), index)
            if same != index and bare(text) != bare(item.options[same]):
                yield item.found(
                    f"“{text}”与“{item.options[same]}”只差虚字或前后次序，意思分不开。请换掉一个",
                    "options",
                    index,
                    "text",
                )


def _turned(text: str) -> str:
    """Return the same for all texts that result from moving characters from the beginning to the end."""
    return min((text[start:] + text[:start] for start in range(len(text))), default="")


RULES = collect(
    longest_key,
    longest_choice,
    uneven_options,
    uneven_form,
    lone_form,
    catch_all_option,
    combined_option,
    lettered_options,
    overlapping_options,
    similar_options,
)
