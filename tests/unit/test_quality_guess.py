"""Whether shape gives answers away: seen where it does, not seen where it does not, the same on every run."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.quality.features import OPTION_CUES, STATEMENT_CUES, beside, option_rows, statement_row
from course.quality.guessing import FEWEST, Guess, guess, out_of_fold
from course.quality.similarity import alike
from course.quality.words import jaccard, longest_common
from support.quality_banks import HEAD, choice, items_in, statement

LETTERS = "学习内训科室建设规范制度落实检查整改评议清点走访调研部署督办述职考核"


def words(rnd: random.Random, size: int) -> str:
    return "".join(rnd.choice(LETTERS) for _ in range(size))


def made(count: int, lean: float, *, kind: str = "single", seed: int = 1) -> tuple[Guess, Guess, Guess]:
    """Guess questions whose first right option is the longest in a share `lean` of them, elsewhere by chance."""
    rnd = random.Random(seed)  # noqa: S311 -- not for secrets
    texts = []
    for number in range(count):
        sizes = rnd.sample(range(4, 12), 4)
        right = {rnd.randrange(4)} if kind == "single" else set(rnd.sample(range(4), 2))
        if rnd.random() < lean:
            longest, place = sizes.index(max(sizes)), min(right)
            sizes[longest], sizes[place] = sizes[place], sizes[longest]
        texts.append(choice(number, [words(rnd, size) for size in sizes], right, kind=kind))
    single, multiple, truefalse = guess(items_in(HEAD + "".join(texts)))
    return single, multiple, truefalse


def test_a_bank_whose_longest_options_are_right_is_given_away_and_by_that() -> None:
    single, _, _ = made(60, 0.7)
    assert single.gives_away
    assert single.accuracy.low > 0.25 == single.chance
    best = single.cues[0]
    assert (best.cue.name, best.how, best.gives_away) == ("长短", "选最长的", True)


def test_a_bank_of_chance_is_not_given_away() -> None:
    single, _, _ = made(60, 0.0)
    assert single.accuracy.holds(single.chance)
    assert not single.gives_away
    assert not any(result.gives_away for result in single.cues)


def test_several_right_options_are_told_from_wrong_ones_in_pairs() -> None:
    _, leaning, _ = made(60, 1.0, kind="multiple")
    assert leaning.chance == 0.5
    assert leaning.gives_away
    _, even, _ = made(60, 0.0, kind="multiple")
    assert not even.gives_away


@pytest.mark.parametrize(("word", "gives_away"), [("一律", True), ("按时", False)])
def test_statements_are_given_away_by_words(word: str, gives_away: bool) -> None:  # noqa: FBT001 -- a parameter
    rnd = random.Random(2)  # noqa: S311 -- not for secrets
    said = []
    for number in range(60):
        text = f"{words(rnd, 4)}{word if number % 2 else ''}{words(rnd, 4 if number % 2 else 6)}。"
        said.append(statement(number, text, answer=number % 2 == 0 if gives_away else rnd.random() < 0.5))
    _, _, truefalse = guess(items_in(HEAD + "".join(said)))
    assert truefalse.gives_away is gives_away
    if gives_away:
        assert "说死" in truefalse.cues[0].how


def test_chance_is_one_in_the_number_of_options_of_each_question() -> None:
    rnd = random.Random(4)  # noqa: S311 -- not for secrets
    texts = [choice(n, [words(rnd, 5) for _ in range(2 + 2 * (n % 2))], {0}) for n in range(FEWEST)]
    single, _, _ = guess(items_in(HEAD + "".join(texts)))
    assert single.chance == pytest.approx((1 / 2 + 1 / 4) / 2)


def test_too_few_questions_are_not_guessed() -> None:
    single, multiple, _ = made(FEWEST - 1, 1.0)
    assert (single.enough, single.gives_away, single.cues) == (False, False, ())
    assert (multiple.all, multiple.gives_away) == (0, False)


def test_the_same_bank_gives_the_same_report() -> None:
    assert made(FEWEST, 0.3) == made(FEWEST, 0.3)


def test_no_question_teaches_the_classifier_about_itself() -> None:
    rnd = random.Random(5)  # noqa: S311 -- not for secrets
    rows = [[rnd.random(), rnd.random()] for _ in range(24)]
    groups = [number // 2 for number in range(24)]
    right = [row[0] > 0.5 for row in rows]
    turned = [not answer if group == 7 else answer for answer, group in zip(right, groups, strict=True)]
    mine = [number for number, group in enumerate(groups) if group == 7]
    before, after = (out_of_fold(rows, answers, groups, rounds=1) for answers in (right, turned))
    assert [before[number] for number in mine] == [after[number] for number in mine]
    assert before != after


def test_what_teaches_nothing_leaves_all_alike() -> None:
    assert out_of_fold([[1.0], [2.0]], [True, True], [0, 1], rounds=1) == [[0.5], [0.5]]
    assert out_of_fold([[1.0], [2.0]], [True, False], [0, 0], rounds=2) == [[0.5, 0.5], [0.5, 0.5]]


def test_shape_knows_nothing_of_what_is_right() -> None:
    texts = ["一律公开", "“三会一训”", "不超过3天，可能更少", "主任"]
    rows = [option_rows(items_in(HEAD + choice(1, [f"'{text}'" for text in texts], {place}))[0]) for place in (0, 3)]
    assert rows[0] == rows[1]
    assert [len(row) for row in rows[0]] == [len(OPTION_CUES)] * 4
    (said,) = items_in(HEAD + statement(1, "一律公开，不得拖延。", answer=True))
    assert len(statement_row(said)) == len(STATEMENT_CUES)


def test_beside_says_how_an_option_differs_from_the_others() -> None:
    assert beside([[1.0], [3.0], [5.0], [3.0]]) == [
        [1.0, -2.0, -0.75],
        [3.0, 0.0, 0.0],
        [5.0, 2.0, 0.75],
        [3.0, 0.0, 0.0],
    ]


pieces = st.frozensets(st.sampled_from("abcdefgh"), max_size=8)


@given(st.lists(pieces, max_size=25), st.sampled_from([0.3, 0.5, 0.75, 1.0]))
def test_a_text_has_a_neighbour_exactly_if_an_earlier_one_is_alike(texts: list[frozenset[str]], least: float) -> None:
    found = {later: (earlier, share) for earlier, later, share in alike(texts, least)}
    for later, text in enumerate(texts):
        near = {earlier for earlier in range(later) if jaccard(texts[earlier], text) >= least}
        assert (later in found) == bool(near)
        if near:
            earlier, share = found[later]
            assert earlier in near
            assert share == jaccard(texts[earlier], text)


def test_a_thousand_copies_are_no_million_pairs() -> None:
    copies = [frozenset({"ab", "bc", "cd", f"{number % 7}"}) for number in range(1000)]
    # Seven texts, and each of the others is a copy of one.
    assert [pair[0] for pair in alike(copies, 0.5)] == [number % 7 for number in range(7, 1000)]


def test_a_neighbour_that_nobody_minds_does_not_count() -> None:
    same = [frozenset("ab")] * 3
    assert [pair[:2] for pair in alike(same, 1.0, lambda earlier, later: later - earlier > 1)] == [(0, 2)]


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8))
def test_the_longest_common_run_stands_in_both_and_none_is_longer(one: str, other: str) -> None:
    run = longest_common(one, other)
    assert run in one
    assert run in other
    longer = {one[start : start + len(run) + 1] for start in range(len(one) - len(run))}
    assert not any(text in other for text in longer)
