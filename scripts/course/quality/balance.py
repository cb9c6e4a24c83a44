"""Over a bank and over all banks, nothing may be more often right than chance has it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from course.model.bank import BankFile
from course.quality.items import Finding, Item, about_all, about_bank, multiples, singles, statements
from course.quality.registry import Findings, collect
from course.quality.statistics import wilson
from course.quality.words import ABSOLUTE, HEDGING

ENOUGH = 12
"""Fewer questions than this cannot be out of balance."""

LEVEL = 0.99
"""Confidence with which a balance must be off, over all places of a group: chance must not raise alarms."""

LONGEST_RUN = 5
"""As many right options may stand at the same place one after the other."""

MOST_ALIKE = 0.85
_LETTERS = "ABCDEFGHIJ"


def key_position(items: tuple[Item, ...]) -> Findings:
    """The right option must stand at each place about equally often, in each bank, over all banks and in each type.

    HDR 20, “vary the location of the right answer according to the number of choices”. Options are shuffled on screen,
    but not on paper, in Excel and in what other platforms import.

    Bad: 30 of 40 right answers are B. Good: about 10 at each place.
    """
    for kind, of_kind in (("单选", tuple(singles(items))), ("多选", tuple(multiples(items)))):
        for bank, group in _groups(of_kind):
            for message in _positions(kind, group):
                yield _about(bank, message)


def _positions(kind: str, items: tuple[Item, ...]) -> Iterator[str]:
    by_size: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_size[len(item.options)].append(item)
    for size, group in sorted(by_size.items()):
        if len(group) < ENOUGH:
            continue
        expected = sum(len(item.key) for item in group) / (size * len(group))
        for place in range(size):
            hits = sum(place in item.key for item in group)
            # Every place has its own chance to be off by chance (Bonferroni).
            if not wilson(hits, len(group), 1 - (1 - LEVEL) / size).holds(expected):
                yield (
                    f"{size} 个选项的{kind}题共 {len(group)} 道，{_LETTERS[place]} 项正确的有 {hits} 道，"
                    f"约 {expected * len(group):.0f} 道才均匀。请把几道题的正确选项换个位置"
                )


def key_run(items: tuple[Item, ...]) -> Findings:
    """The right option must not stand at the same place many times in a row.

    HDR 20.

    Bad: six right answers in a row are C. Good: five at the most.
    """
    for _, group in _by_bank(tuple(singles(items))):
        for place, run in groupby(group, key=lambda item: min(item.key)):
            alike = list(run)
            if len(alike) > LONGEST_RUN:
                yield alike[LONGEST_RUN].found(
                    f"到这里连着 {len(alike)} 道单选题的正确选项都是 {_LETTERS[place]}。请换几道题的位置", "options"
                )


def truefalse_balance(items: tuple[Item, ...]) -> Findings:
    """About half of the statements to be judged are right, in each bank and over all banks.

    HDR 20, for two choices.

    Bad: 18 of 20 statements are false. Good: 9 to 11.
    """
    for bank, group in _groups(tuple(item for item, _ in statements(items))):
        right = sum(answer for _, answer in statements(group))
        if len(group) >= ENOUGH and not wilson(right, len(group), LEVEL).holds(0.5):
            yield _about(bank, f"判断题 {len(group)} 道，正确的有 {right} 道，两种答案相差太多。请改写几道题")


def truefalse_words(items: tuple[Item, ...]) -> Findings:
    """Words that allow no exception, or leave a way out, must not reveal over all banks whether a statement is right.

    HDR 28a; NBME, “absolute terms”.

    Bad: all 12 statements with 一律 or 任何 are false. Good: some are right.
    """
    all_of_them = tuple(statements(items))
    for what, words in (("说死的词（一律、任何、只要等）", ABSOLUTE), ("留有余地的词（一般、可能等）", HEDGING)):
        answers = [answer for item, answer in all_of_them if words.search(item.own(item.stem))]
        if len(answers) >= ENOUGH and not wilson(sum(answers), len(answers), LEVEL).holds(0.5):
            yield about_all(
                f"有{what}的判断题 {len(answers)} 道，正确的有 {sum(answers)} 道，看词就能判断。"
                "请改写几道，让这样的话也有对有错"
            )


def same_number_of_keys(items: tuple[Item, ...]) -> Findings:
    """Multiple choice questions with the same number of options must not nearly all have the same number of right ones.

    HDR 28, “avoid giving clues to the right answer”: who has seen the pattern need not judge the last option.

    Bad: every question of five options has three right ones. Good: two, three or four of five.
    """
    for bank, group in _by_bank(tuple(multiples(items))):
        by_size: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for item in group:
            by_size[len(item.options)][len(item.key)] += 1
        for size, counts in sorted(by_size.items()):
            total, number = sum(counts.values()), max(counts, key=lambda count: counts[count])
            if total >= ENOUGH and counts[number] > MOST_ALIKE * total:
                yield about_bank(
                    bank,
                    f"{size} 个选项的多选题共 {total} 道，{counts[number]} 道都是 {number} 项正确，做几道就摸出规律了。"
                    "请把几道改成别的项数",
                )


def _by_bank(items: tuple[Item, ...]) -> Iterator[tuple[BankFile, tuple[Item, ...]]]:
    for _, group in groupby(items, key=lambda item: item.bank.path):
        alike = tuple(group)
        yield alike[0].bank, alike


def _groups(items: tuple[Item, ...]) -> Iterable[tuple[BankFile | None, tuple[Item, ...]]]:
    """Yield the items of each bank, and those of all banks if there are several."""
    by_bank = list(_by_bank(items))
    return [*by_bank, (None, items)] if len(by_bank) > 1 else by_bank


def _about(bank: BankFile | None, message: str) -> Finding:
    return about_bank(bank, message) if bank else about_all(f"全部题库合计，{message}")


RULES = collect(key_position, key_run, truefalse_balance, truefalse_words, same_number_of_keys)
