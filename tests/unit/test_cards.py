"""`./course paper --cards`: scenarios for a group, on cards that say nothing of what follows, and the leader's part."""

import re
from pathlib import Path

import pytest
from docx.table import Table

from course import cli
from course.load.course import load_course
from course.model.bank import SEE_DEBRIEFS, Scenario
from course.office.cards import make_cards
from course.site.cards import script
from course.site.pages import render
from support.archives import COURSE, SCENARIO
from support.site_build import ARCHIVES
from support.word_reading import opened

SCENARIOS = [question for _, question in COURSE.questions() if isinstance(question, Scenario)]


def shown(content: bytes) -> list[str]:
    """Return the texts of a file from top to bottom, of each table row by row."""
    blocks = opened(content).iter_inner_content()
    return [
        text
        for block in blocks
        for text in ([row.cells[0].text for row in block.rows] if isinstance(block, Table) else [block.text])
    ]


def test_the_cards_have_every_step_and_nothing_of_what_follows() -> None:
    texts = shown(make_cards(COURSE, ()).cards)
    whole = "\n".join(texts)
    for one in SCENARIOS:
        later = [end.text for end in one.ends.values()] + [end.debrief for end in one.ends.values()]
        effects = [choice.effect for step in one.steps.values() for choice in step.choices if choice.effect]
        assert [text for text in later + effects if text in whole] == []
        assert all(step.text in texts for step in one.steps.values())
    assert not re.search(r"妥当|不妥|勉强|接第|结局 \d|（结束）", whole)


def test_a_card_is_one_table_that_no_page_end_cuts() -> None:
    document = opened(make_cards(COURSE, (SCENARIO.id or "",)).cards)
    assert len(document.tables) == len(SCENARIO.steps)
    for table, step in zip(document.tables, SCENARIO.steps.values(), strict=True):
        paragraphs = [row.cells[0].paragraphs[0] for row in table.rows]
        assert len(paragraphs) == 2 + len(step.choices)
        assert [one.paragraph_format.keep_with_next for one in paragraphs[:-1]] == [True] * (len(paragraphs) - 1)


def test_the_leader_has_what_comes_of_each_choice_under_the_letter_of_the_card() -> None:
    made = make_cards(COURSE, (SCENARIO.id or "",))
    cards = [[row.cells[0].text for row in table.rows] for table in opened(made.cards).tables]
    script = shown(made.leader)
    for number, (step, card) in enumerate(zip(SCENARIO.steps.values(), cards, strict=True), 1):
        for text in card[2:]:
            letter, words = text.split("．", 1)
            (choice,) = [one for one in step.choices if one.text == words]
            (line,) = [line for line in script if line.startswith(f"{number}{letter}（")]
            assert choice.text in line
            assert (choice.effect or "") in line
            assert ("发第" in line) == (choice.go in SCENARIO.steps)
    for end in SCENARIO.ends.values():
        assert f"复盘：{end.debrief}" in script
    assert any(line.startswith("最好的走法：1") for line in script)
    assert not any(SEE_DEBRIEFS in line for line in script)


def test_the_site_has_the_same_cards_as_pages_that_no_search_reads() -> None:
    pages = render(COURSE)
    cards, leader = pages["docs/reports/cards.md"], pages["docs/reports/cards-leader.md"]
    assert all("search:\n  exclude: true\n" in page and "data-search-exclude" in page for page in (cards, leader))
    made = make_cards(COURSE, ())
    for table in opened(made.cards).tables:
        label, text, *choices = [row.cells[0].text for row in table.rows]
        listed = "\n".join(f"<li>{one.split('．', 1)[1]}</li>" for one in choices)
        card = f'<p><strong>{label}</strong></p>\n<p>{text}</p>\n<ol class="course-options" type="A">\n{listed}\n</ol>'
        assert card in cards
    for one in SCENARIOS:
        assert not any(end.text in cards or end.debrief in cards for end in one.ends.values())
        assert all(f"<strong>{label}</strong>{text}" in leader for label, text in script(one))


def test_the_pages_of_a_course_without_scenarios_say_so(root: Path) -> None:
    pages = render(load_course(root)[0])
    assert all("还没有情景推演" in pages[f"docs/reports/{name}.md"] for name in ("cards", "cards-leader"))


def run(folder: Path, *arguments: str) -> int:
    return cli.main(["paper", "--cards", "--root", str(ARCHIVES), "--output", str(folder), *arguments])


def test_the_command_writes_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, SCENARIO.id or "") == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["推演卡-学员.docx", "推演卡-带学.docx"]
    assert capsys.readouterr().out.startswith(f"情景推演 1 个，推演卡 {len(SCENARIO.steps)} 张\n")
    assert run(tmp_path, SCENARIO.id or "") == 0
    assert capsys.readouterr().out.count("已有，没有变化") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none", SCENARIO.id or ""], "没有这些情景推演：none。可用："),
        (["--exam", "annual"], "--cards 印的是推演卡，不用写 --exam"),
        (["--seal"], "--cards 印的是推演卡，不用写 --exam"),
    ],
)
def test_what_is_no_scenario_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(tmp_path, *arguments) == 1
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_course_without_scenarios_is_told_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["paper", "--cards", "--root", str(root)]) == 1
    assert "题库里还没有情景推演" in capsys.readouterr().err
