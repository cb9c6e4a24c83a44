"""A new course from one file: what is recognised in it, and that what is written is a course at once."""

import itertools
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course import cli
from course.authoring.headings import MOST_PARTS, Outline, outline
from course.authoring.launcher import launchers
from course.authoring.new import course_files, read_outline, title_of, write_course
from course.authoring.plain import beginning, plain, quotation
from course.authoring.sentences import sentences, source_text
from course.authoring.source_file import Paragraph, read_source
from course.check import inspect
from course.desk.import_store import ImportStore
from course.desk.remembered import remember
from course.errors import RefusedError
from course.files import write_text
from course.journal import write_together
from course.model.normalise import reading
from course.site.assemble import assemble
from support.examples import examples
from support.sample_course import CASES, golden

SOURCES = sorted(file for file in (CASES / "new").iterdir() if file.suffix != ".outline")
SPEECH = CASES / "new/speech.txt"
ARCHIVES = Path(__file__).resolve().parents[1] / "courses/archives/source.txt"


def shown(found: Outline) -> str:
    """Return an outline with one place a line: its locator, its title, how many sentences stand under it."""
    rows = (f"{place.locator}｜{place.title}｜{len(place.sentences)}\n" for place in found.places())
    return "".join((f"{found.title}\n", *rows))


def made(folder: Path, source: Path) -> Path:
    paragraphs, found = read_outline(source)
    done = write_course(folder, course_files("xin-ke", title_of(found, source), paragraphs, found))
    assert done.obstacles == ()
    return folder


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.stem)
def test_headings_make_the_outline_that_is_expected(source: Path) -> None:
    golden(source.with_suffix(".outline"), shown(read_outline(source)[1]))


@pytest.mark.parametrize("source", [*SOURCES, ARCHIVES], ids=lambda file: file.stem)
def test_a_new_course_is_assembled_with_no_finding_but_that_its_pages_are_unfinished(
    source: Path, tmp_path: Path
) -> None:
    outcome = assemble(made(tmp_path / "new", source))
    rules = Counter(found.rule for found in outcome.diagnostics)
    study = outcome.course.study
    assert rules == {"unfinished-page": len(study), "unfinished-exam": 1}
    assert len(study) == len(outcome.course.unfinished)
    (exam,) = outcome.course.exams
    asked = sum(section.count for section in exam.exam.sections)
    assert 0 < asked <= max(1, sum(1 for _ in outcome.course.points()))
    for page in study:
        built = (tmp_path / "new/build/docs" / page.page.path).read_text(encoding="utf-8")
        assert "<strong>未完成</strong>" in built
    locators = [heading.locator for heading in outcome.course.outline]
    assert len(locators) == len(set(locators))


def test_every_part_is_a_page_and_every_second_place_a_requirement(tmp_path: Path) -> None:
    course = inspect(made(tmp_path, SPEECH)).course
    assert (course.title, course.source.name) == ("在机关馆务工作会议上的讲话", "讲话")
    assert [(study.title, study.locator, study.goals) for study in course.study] == [
        ("开头的话", "开头", ("能说出“开头的话”这一部分有哪些要求",)),
        ("提高归档质量", "一", ("能说出“提高归档质量”这一部分有哪些要求",)),
        ("抓好重点工作", "二", ("能说出“抓好重点工作”这一部分有哪些要求",)),
        ("改进服务", "三", ("能说出“改进服务”这一部分有哪些要求",)),
    ]
    assert [(one.id, one.title, one.locator) for one in course.study[1].requirements] == [
        ("r2-1", "实实在在抓归档", "一（一）"),
        ("r2-2", "压实责任", "一（二）"),
    ]
    point = course.study[1].requirements[1].points[0]
    assert (point.id, point.label, point.locator) == ("r2-2-a", "主任是第一经手人", "一（二）1")
    assert point.text == "“主任是第一经手人，要‘负责人’抓，抓‘负责人’。”"


@pytest.mark.parametrize("source", [*SOURCES, ARCHIVES], ids=lambda file: file.stem)
def test_draft_points_name_the_sentence_that_they_quote(source: Path, tmp_path: Path) -> None:
    course = inspect(made(tmp_path / "new", source)).course
    points = [point for _, point in course.points()]
    assert points
    for point in points:
        (sentence,) = course.sentences_of(point)
        quoted = reading(point.text.removesuffix("”").removesuffix("……"))
        assert quoted in reading(quotation(sentence.text, 1_000)), point.id


def rules(tmp_path: Path, heads: Sequence[str]) -> Path:
    """Write a source of one paragraph under each of these numbers."""
    source = tmp_path / "rules.txt"
    source.write_text("值班规定\n" + "".join(f"{head}值班人员应当准时到岗。\n" for head in heads), encoding="utf-8")
    return source


@pytest.mark.parametrize(
    ("count", "titles"),
    [
        (8, ["第一条"]),
        (9, ["第一条至第四条", "第五条至第九条"]),
        (12, ["第一条至第六条", "第七条至第十二条"]),
        (60, ["第一条至第七条", "第五十三条至第六十条"]),
    ],
)
def test_articles_without_chapters_share_pages(count: int, titles: Sequence[str], tmp_path: Path) -> None:
    tens = ["", *(f"{'一二三四五六七八九'[ten]}十" for ten in range(9))]
    tens[1] = "十"
    numbers = [
        f"{tens[number // 10]}{'〇一二三四五六七八九'[number % 10]}".removesuffix("〇")
        for number in range(1, count + 1)
    ]
    source = rules(tmp_path, [f"第{number}条 " for number in numbers])
    outcome = inspect(made(tmp_path / "new", source))
    assert {found.rule for found in outcome.diagnostics} == {"unfinished-page", "unfinished-exam"}
    study = outcome.course.study
    assert len(study) <= 8
    assert [one.locator for page in study for one in page.requirements] == [f"第{number}条" for number in numbers]
    if count > 8:
        assert [study[0].title, study[-1].title] == titles
        assert study[0].goals == (f"能说出“{titles[0]}”这一部分有哪些要求",)


def test_many_short_numbered_parts_share_pages_and_long_ones_do_not(tmp_path: Path) -> None:
    short = [f"{number}. " for number in range(1, 31)]
    course = inspect(made(tmp_path / "short", rules(tmp_path, short))).course
    assert [study.title for study in course.study][:2] == ["1至6", "7至12"]
    long = [
        head
        for number in range(1, 11)
        for head in (f"{number}. 一章\n", *(f"{number}.{part} " for part in range(1, 6)))
    ]
    course = inspect(made(tmp_path / "long", rules(tmp_path, long))).course
    assert len(course.study) == 10


def test_the_glossary_begins_with_the_phrases_in_quotation_marks(tmp_path: Path) -> None:
    text = (made(tmp_path, SPEECH) / "docs/glossary.md").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        "- “负责人”：2 次，最先在一（二）1",
        "- “两个期限”：1 次，最先在一（一）",
        "- “第一议题”：1 次，最先在一（一）",
        "- “一库双锁”：1 次，最先在一（二）2",
        "- “三会一训”：1 次，最先在二一是",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("办公室每月25日以前排出下个月的值班表，经同意后印发。", "办公室每月25日以前排出下个月的值班表"),
        ("传真件和E-mail收到的急件，要打电话核实。", "传真件和E-mail收到的急件"),
        ("每年销毁不超过3,000件，逐件登记。", "每年销毁不超过3,000件"),
        ("每天8：30开门，17：30关门。", "每天8：30开门"),
        ("坚持“先登记，后借出”的办法，不得例外。", "坚持“先登记，后借出”的办法"),
        ("记录来电要写明时间、来电单位、来电人、联系方式，念一遍。", "记录来电要写明时间"),
        ("同时，要加强学习。", "同时，要加强学习"),
        ("没有标点可以断开的一句很长很长的话。", "没有标点可以断开的一句很长很长的话"),
    ],
)
def test_the_name_of_a_point_ends_at_a_mark_and_cuts_nothing(text: str, words: str) -> None:
    assert beginning(plain(text), 12) == words


def test_a_heading_that_says_all_is_a_point_and_one_above_others_is_not(tmp_path: Path) -> None:
    source = tmp_path / "规定.txt"
    source.write_text("值班规定\n一、检查\n（一）抽查\n1. 每季度抽查2次\n2. 结果要通报。\n", encoding="utf-8")
    course = inspect(made(tmp_path / "new", source)).course
    assert [point.label for _, point in course.points()] == ["每季度抽查2次", "结果要通报"]


def test_the_home_page_shows_roles_as_soon_as_they_bind_something(tmp_path: Path) -> None:
    root = made(tmp_path / "new", SPEECH)
    assemble(root)
    home = root / "build/docs/index.md"
    assert "course-roles" not in home.read_text(encoding="utf-8")
    assert "还没有题目。" in (root / "build/docs/quizzes/index.md").read_text(encoding="utf-8")
    assert "<table" not in (root / "build/docs/reports/documents.md").read_text(encoding="utf-8")
    # There is no term yet, only a list to choose from, which no reader sees.
    assert '"术语"' not in (root / "build/mkdocs.yml").read_text(encoding="utf-8")
    head, page = root / "course.yml", root / "docs/study/part-1.md"
    text = head.read_text(encoding="utf-8")
    assert "# about: " in text
    head.write_text(
        text.replace("# roles:", "roles:").replace("#   - {id: member", "  - {id: member"), encoding="utf-8"
    )
    page.write_text(page.read_text(encoding="utf-8").replace("#r1-1 ", '#r1-1 data-for="member" '), encoding="utf-8")
    assemble(root)
    assert "<strong>全体人员</strong><small>1 项要求" in home.read_text(encoding="utf-8")


def test_the_unit_file_works_as_soon_as_its_lines_are_uncommented(tmp_path: Path) -> None:
    root = made(tmp_path / "new", SPEECH)
    unit = root / "local/unit.yml"
    assert inspect(root).course.unit.name == ""
    lines = unit.read_text(encoding="utf-8").splitlines()
    unit.write_text("\n".join((*lines[:2], *(line.removeprefix("# ") for line in lines[2:]))), encoding="utf-8")
    outcome = inspect(root)
    assert {found.rule for found in outcome.diagnostics} == {"unfinished-page", "unfinished-exam"}
    assert (outcome.course.unit.short, len(outcome.course.unit.branches)) == ("某某局", 2)


def test_commands_in_the_folder_of_a_course_act_on_it(tmp_path: Path) -> None:
    root = made(tmp_path / "新 课'$x", SPEECH)
    done = subprocess.run(["./course", "points"], cwd=root, capture_output=True, text=True, check=True)
    assert "（开头的话，study/part-1.md）" in done.stdout
    elsewhere = subprocess.run([root / "course", "points"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert elsewhere.stdout == done.stdout
    starter = root / "course"
    starter.write_text(
        re.sub("(?m)^program=.*", "program=/gone", starter.read_text(encoding="utf-8")), encoding="utf-8"
    )
    moved = subprocess.run(["./course", "points"], cwd=root, capture_output=True, text=True, check=False)
    assert moved.returncode == 1
    assert moved.stderr == f"找不到程序：/gone。请把 {root}/course 里 program= 后面改成程序的文件夹\n"


def test_the_command_file_of_windows_names_the_program_from_its_own_folder(tmp_path: Path) -> None:
    text = launchers(tmp_path / "课程", tmp_path / "100%/main")["course.cmd"]
    assert 'set "program=%~dp0../100%%/main"'.replace("/", "\\") in text
    assert "chcp" not in text
    assert text.count("\r\n") == text.count("\n")
    assert "chcp 65001" in launchers(tmp_path / "a", tmp_path / "程序")["course.cmd"]


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_file_to_click_on_opens_the_desk_of_its_folder(tmp_path: Path, *, elsewhere: bool) -> None:
    root = made(tmp_path / "新 课'$x", SPEECH)
    file = root / "维护台.desktop"
    assert file.stat().st_mode & 0o111
    (root / "course").write_text('#!/bin/sh\npwd -P\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (line,) = re.findall("(?m)^Exec=(.*)$", file.read_text(encoding="utf-8"))
    # The desktop puts the path of the file itself in the place of %k.
    command = [str(file) if part == "%k" else part for part in shlex.split(line)]
    done = subprocess.run(command, cwd=tmp_path if elsewhere else root, capture_output=True, text=True, check=True)
    assert done.stdout == f"{root.resolve()}\ndesk\n"


def test_the_file_to_click_on_in_windows_calls_the_command_beside_it(tmp_path: Path) -> None:
    root = made(tmp_path / "new", SPEECH)
    text = (root / "维护台.cmd").read_bytes()
    assert b'call "%~dp0course.cmd" desk\r\n' in text
    assert text.isascii()
    assert text.count(b"\r\n") == text.count(b"\n")


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("分号；不分，冒号：也不分", ["分号；不分，冒号：也不分"]),
        ("他说：“先学。再做。”大家都同意。", ["他说：“先学。再做。”", "大家都同意。"]),
        ("抓“三会一训”。（见附件。）完了。", ["抓“三会一训”。", "（见附件。）完了。"]),
        ("没有关上的“引号。还是要分。", ["没有关上的“引号。", "还是要分。"]),
        ("真的？！是的……", ["真的？！", "是的……"]),
        ("", []),
    ],
)
def test_sentences_end_at_three_marks_and_quotations_stay_whole(paragraph: str, found: list[str]) -> None:
    assert sentences(paragraph) == found


def test_a_source_has_a_sentence_a_line() -> None:
    assert source_text(["题", "一句。两句。"]) == "题\n\n一句。\n两句。\n"


@given(st.text(alphabet="。！？“”（）《》‘’字a ", max_size=60))
def test_no_letter_of_a_paragraph_is_lost(text: str) -> None:
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("学习,不能只看 ; 要做(对)", "学习，不能只看；要做（对）"),
        ("二○二五年的XX工作", "二〇二五年的某某工作"),
        ("9:30开会,3,000人", "9:30开会，3,000人"),
        ("<b>{ #一 }</b>", "＜b＞｛＃一｝＜/b＞"),
        ("没有“关上", "没有关上"),
        ("“外“里”外”", "外里外"),
        ("⼀个\u200b字", "一个字"),
        ("第一章 .", "第一章。"),
    ],
)
def test_what_goes_into_pages_is_plain(text: str, result: str) -> None:
    assert plain(text) == result


def test_a_long_quotation_ends_behind_a_clause() -> None:
    assert quotation("要学“原文”，要做笔记，要谈体会。", 12) == "“要学‘原文’，要做笔记……”"


# Word files


class Word:
    """A Word file under construction, with a numbering of several levels."""

    def __init__(self, *levels: tuple[str, str]) -> None:
        self.file = Document()
        root: Any = self.file.part.numbering_part.element
        written = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{written}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="900"><w:abstractNumId w:val="900"/></w:num>'))

    def add(self, text: str, style: str | None = None, level: int | None = None) -> Any:
        paragraph: Any = self.file.add_paragraph(text, style=style)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 900
        return paragraph

    def saved(self, folder: Path) -> Path:
        file = folder / "办法.docx"
        self.file.save(str(file))
        return file


def test_word_styles_and_automatic_numbers_make_the_outline(tmp_path: Path) -> None:
    word = Word(("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "第%2条"), ("decimal", "（%3）"))
    word.add("会议室管理办法", "Title")
    word.add("总则", "Heading 1", 0)
    word.add("为了管好会议室，制定本办法。", level=1)
    word.add("各部门都应当遵守。", level=1)
    word.add("使用", "Heading 1", 0)
    word.add("有下列情形的优先：", level=1)
    word.add("应急会议；", level=2)
    word.add("科室会议。", level=2)
    word.file.add_table(1, 1).cell(0, 0).text = "附表"
    assert shown(read_outline(word.saved(tmp_path))[1]) == (
        "会议室管理办法\n"
        "第一章｜总则｜0\n"
        "第一章第一条｜为了管好会议室｜1\n"
        "第一章第二条｜各部门都应当遵守｜1\n"
        "第二章｜使用｜0\n"
        "第二章第一条｜有下列情形的优先｜1\n"
        "第二章第一条（1）｜应急会议｜0\n"
        "第二章第一条（2）｜科室会议｜0\n"
    )
    made(tmp_path / "new", tmp_path / "办法.docx")


def test_word_headings_without_numbers_are_named_by_their_titles(tmp_path: Path) -> None:
    word = Word()
    word.add("关于学习的意见", "Title")
    for text, style in (("总体要求", "Heading 1"), ("要学。", None), ("保障", "Heading 1"), ("经费", "Heading 2")):
        word.add(text, style)
    word.add("要用好。")
    assert shown(read_outline(word.saved(tmp_path))[1]) == (
        "关于学习的意见\n总体要求｜总体要求｜1\n保障｜保障｜0\n保障·经费｜经费｜1\n"
    )


def test_a_heading_that_lacks_its_style_ranks_like_the_others_of_its_kind() -> None:
    found = outline([Paragraph("一、甲", 1), Paragraph("（一）乙", 2), Paragraph("二、丙"), Paragraph("（一）丁", 2)])
    assert [place.locator for place in found.places()] == ["一", "一（一）", "二", "二（一）"]


def test_styles_that_are_based_on_each_other_end(tmp_path: Path) -> None:
    word = Word()
    styles: Any = word.file.styles
    for name, base in (("Heading 1", "Heading 2"), ("Heading 2", "Heading 1")):
        styles[name].base_style = styles[base]
        for outline_level in styles[name].element.iter(qn("w:outlineLvl")):
            outline_level.getparent().remove(outline_level)
    word.add("甲", "Heading 1")
    word.add("要学。")
    assert [one.level for one in read_source(word.saved(tmp_path))] == [1, None]


def test_tracked_changes_are_refused_at_their_paragraph(tmp_path: Path) -> None:
    word = Word()
    word.add("一、学习")
    word.add("要学。")._p.append(OxmlElement("w:ins"))  # noqa: SLF001
    with pytest.raises(RefusedError, match=r"第 2 段：.*修订.*\[tracked-changes\]"):
        read_source(word.saved(tmp_path))


# What a file can do wrong


def many(texts: Sequence[str]) -> str:
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b"", "里没有文字"),
        ("空白.md", "\n \u3000\n\u200b\n".encode(), "里没有文字"),
        ("x.docx", b"not a zip", "damaged-file"),
        ("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-format"),
        ("x.pdf", b"%PDF", "不能读 x.pdf"),
        ("x.txt", b"\xff" * 9, "text-encoding"),
        ("x.txt", many(["字"] * 30_000).encode(), "text-too-large"),
        ("x.md", ("字" * 30_000).encode(), "text-too-large"),
        ("x.txt", b"x" * 20_000_001, "超过 20 MB"),
        ("x.txt", many([f"第{number}章 甲" for number in range(1, MOST_PARTS + 2)]).encode(), "认出的标题太多"),
        ("x.txt", many(["一、甲", *(["1. 乙"] * 2_000)]).encode(), "认出的标题太多"),
    ],
)
def test_what_cannot_be_a_source_is_refused(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RefusedError, match=message):
        read_outline(tmp_path / name)


def test_a_file_in_the_encoding_of_chinese_windows_is_read(tmp_path: Path) -> None:
    for suffix in (".txt", ".md"):
        file = tmp_path / f"旧{suffix}"
        file.write_bytes("通知\r\n\r\n一、学习\r\n\r\n要学。\r\n".encode("gb18030"))
        assert shown(read_outline(file)[1]) == "通知\n一｜学习｜1\n"


def test_the_largest_part_fits_on_a_page(tmp_path: Path) -> None:
    sentence = "要把这件事做到底，一项一项落实，不得半途而废，做完以后向大家报告，听取意见，再改进，直到满意为止，一直坚持下去。"
    source = tmp_path / "长.txt"
    source.write_text(
        many(["长文", "一、甲", *(f"（一）乙{number}。{sentence * 9}" for number in range(400))]), encoding="utf-8"
    )
    assert {found.rule for found in inspect(made(tmp_path / "new", source)).diagnostics} == {
        "unfinished-page",
        "unfinished-exam",
    }


NUMBERS = ["一、", "（一）", "1.", "（1）", "一是", "第一章 ", "第二条 ", "1.1 ", "2.1.1 ", "# ", "## ", ""]
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("要学习。，“”《》（）[]{}<>`*_#&|!\"':;-=0１A XＸ○"), st.characters(codec="utf-8")
    ),
    max_size=40,
)


@settings(max_examples=examples(12))
@given(
    lines=st.lists(st.tuples(st.sampled_from(NUMBERS), WORDS), min_size=1, max_size=12),
    suffix=st.sampled_from((".txt", ".md")),
)
@example(lines=[("# ", "'"), ("## ", "' it's")], suffix=".md")
def test_whatever_a_file_says_a_course_comes_of_it(
    lines: list[tuple[str, str]], suffix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    source = folder / f"来源{suffix}"
    source.write_text(many(["关于学习的通知", *itertools.starmap("{}{}".format, lines)]), encoding="utf-8")
    assert {found.rule for found in inspect(made(folder / "new", source)).diagnostics} == {
        "unfinished-page",
        "unfinished-exam",
    }


# The command


def test_the_command_shows_the_outline_asks_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new"
    line = ["new", str(target), "--from", str(SPEECH), "--id", "xin-ke"]
    monkeypatch.setattr("sys.stdin.readline", lambda: "\n", raising=False)
    assert cli.main(line) == 1
    printed = capsys.readouterr()
    assert "一  提高归档质量\n  （一）  实实在在抓归档\n" in printed.out
    assert printed.err == "没有写入。\n"
    assert not target.exists()
    assert cli.main([*line, "--yes", "--title", "学习规定"]) == 0
    assert f"课程已写入 {target}" in capsys.readouterr().out
    assert cli.main(["check", "--root", str(target)]) == 0
    assert inspect(target).course.title == "学习规定"


@pytest.mark.parametrize(
    ("name", "message"),
    [("Xin", "课程的编号不能写“Xin”"), ("ab", "课程的编号不能写“ab”"), ("xin-ke", "已经有了，里面有文件")],
)
def test_the_command_refuses_a_folder_with_files_and_a_bad_id(
    name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "xin-ke":
        (tmp_path / "有.txt").write_text("有", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    assert cli.main(["new", str(tmp_path), "--from", str(SPEECH), "--id", name, "--yes"]) == 1
    assert message in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before


def test_a_source_that_is_not_there_is_one_line_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", str(tmp_path / "new"), "--from", str(tmp_path / "没有.txt"), "--id", "xin-ke"]) == 1
    assert capsys.readouterr().err == f"没有建课程：{tmp_path / '没有.txt'}：找不到这个文件或文件夹。请检查名称和位置\n"


def test_what_commands_and_the_desk_leave_in_a_new_course_is_not_committed(tmp_path: Path) -> None:
    folder = made(tmp_path / "new", SPEECH)
    subprocess.run(["git", "init", "-q", folder], check=True)
    before = committed(folder)
    assert {"course.yml", ".gitignore", ".course/base.tar.xz"} <= before
    assemble(folder)
    write_together(folder, {"docs/index.md": "---\ntitle: 首页\n---\n\n# 首页\n"}, "改首页")
    ImportStore(folder).begin("题.txt", "1. 题".encode())
    remember(folder, "reviewer", "张三")
    for name in ("dist/papers/A.docx", "site/index.html", ".course/interrupted.json", "docs/.course-abcd.part"):
        write_text(folder / name, "{}")
    assert committed(folder) == before


def committed(folder: Path) -> set[str]:
    """Return what git would commit of a folder."""
    listed = ["git", "-C", str(folder), "ls-files", "--others", "--exclude-standard", "-z"]
    return set(subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split("\0")) - {""}
