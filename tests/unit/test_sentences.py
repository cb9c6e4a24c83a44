"""The source by sentences: where points come from, what becomes of them when it changes, and that it stays private."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.check import inspect
from course.coverage.gaps import survey
from course.edit.trace import with_digests
from course.formats.export import select
from course.formats.exporters import EXPORTERS
from course.load.course import load_course
from course.load.sentences import read_sentences
from course.model.sentences import MOST_SENTENCES, numbers_in, numbers_text
from course.office.booklet import booklet_file
from course.site.assemble import BUILD, assemble
from course.text.diagnostics import format_text
from support.word_reading import opened

SOURCE = "关于会议的意见\n\n~ 同志们好！\n会前定好议题。\n备好材料。\n会上人人发言。\n会后写全记录。\n"
"""Seven lines, six sentences: a title, a greeting, and one for each point of the sample course."""

NUMBERS = {"r1-1-1-a": "3", "r1-1-1-b": "4", "r1-1-2-a": "5", "r2-1-1-a": "6"}


@pytest.fixture
def sourced(root: Path) -> Path:
    """The sample course with its source, and every point confirmed."""
    (root / "source.txt").write_text(SOURCE, encoding="utf-8")
    for name, numbers in NUMBERS.items():
        name_sources(root, name, numbers)
    assert cli.main(["confirm", "--all", "--root", str(root)]) == 0
    return root


def name_sources(root: Path, point: str, numbers: str) -> None:
    """Write after the id of a point or requirement which sentences it comes from."""
    for page in (root / "docs/study").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(f"{{ #{point} ", f'{{ #{point} data-source="{numbers}" '), encoding="utf-8")


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def report(root: Path) -> list[str]:
    """Return what `./course check` says about the course below `root`."""
    return list(format_text(inspect(root).diagnostics))


# The file


def test_every_line_that_is_not_empty_is_a_sentence_and_has_a_number() -> None:
    sentences, found = read_sentences("题目\n\n ～ 大家好。\n\t第一件事。\n~\n（见附件。）\n", "source.txt")
    assert found == []
    assert [(one.number, one.text, one.spare, one.needs_point, one.position.line) for one in sentences] == [
        (1, "题目", False, False, 1),
        (2, "大家好。", True, False, 3),
        (3, "第一件事。", False, True, 4),
        (4, "~", False, False, 5),
        (5, "（见附件。）", False, True, 6),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["source.txt:1:1: 文件里没有句子。请写上原文，一句一行；用不着就删去这个文件 [source-text]"]),
        (
            "句。\n" * (MOST_SENTENCES + 1),
            [
                "source.txt:10000:1: 原文有 10,000 句，最多 9,999 句。请检查是不是误粘贴了内容，或者拆成几门课 [source-text]"
            ],
        ),
        (
            "一句。\n又\u202e一句。\n",
            [
                "source.txt:2:2: 这里有一个看不见的字符（U+202E），请删去；找不到时，可把这几个字删掉重新输入 [control-character]"
            ],
        ),
    ],
)
def test_a_source_that_cannot_be_right_is_reported_at_its_line(text: str, lines: list[str]) -> None:
    assert list(format_text(read_sentences(text, "source.txt")[1])) == lines


def test_a_source_in_another_encoding_is_reported_and_nothing_follows_from_it(sourced: Path) -> None:
    (sourced / "source.txt").write_bytes(SOURCE.encode("gb18030"))
    assert report(sourced) == ["source.txt:1:1: 从这里起不是 UTF-8 编码。请用 UTF-8 另存这个文件 [encoding]"]


@pytest.mark.parametrize("written", ["", " ", "0", "5-3", "3,5", "3-", "-3", "12345", "三", "3–5"])
def test_what_names_no_sentences_is_not_taken_for_numbers(written: str) -> None:
    assert numbers_in(written) is None


@given(st.sets(st.integers(1, 60), min_size=1))
def test_numbers_are_written_as_they_are_read(numbers: set[int]) -> None:
    assert numbers_in(numbers_text(sorted(numbers))) == tuple(sorted(numbers))


# data-source


def test_points_have_the_sentences_of_their_requirement_unless_they_name_their_own(root: Path) -> None:
    name_sources(root, "r1-1-1", "3-4")
    name_sources(root, "r1-1-1-b", "4 6")
    course, _ = load_course(root)
    requirement = next(course.requirements())
    assert [point.sentences for point in requirement.points] == [(3, 4), (4, 6)]
    assert requirement.sentences == (3, 4, 6)


def test_sentences_without_a_source_are_one_error(root: Path) -> None:
    name_sources(root, "r1-1-1", "3-4")
    name_sources(root, "r2-1-1-a", "6")
    assert report(root) == [
        (
            "docs/study/meeting.md:11:11: 写了 data-source（共 2 处），课程里却没有原文。"
            "请把原文一句一行写进 source.txt，或删去 data-source [sentence-number]"
        )
    ]


# What changes


def test_white_space_width_and_quotation_marks_change_no_sentence(sourced: Path) -> None:
    rewrite(sourced / "source.txt", "会上人人发言。", "\u3000会上 “人人”发言。")
    rewrite(sourced / "source.txt", "同志们好！", "同志们，大家好！")
    assert report(sourced) == []


def test_a_changed_sentence_makes_its_points_suspect_until_they_are_confirmed(sourced: Path) -> None:
    rewrite(sourced / "source.txt", "会后写全记录。", "会后写全记录，当天交到办公室，由专人登记，年底归档备查。")
    assert report(sourced) == [
        (
            "docs/study/minutes.md:12:13: 提醒：要点“写全三样”存疑：第 6 句现在是“会后写全记录，当天交到办公室，由专人登记，年底……”；"
            "上次核对的有 1 句原文里已经没有。请对照原文，要改的改好以后，运行 ./course confirm r2-1-1-a [changed-sentence]"
        )
    ]
    assert cli.main(["confirm", "写全三样", "--root", str(sourced)]) == 0
    assert report(sourced) == []


def test_a_sentence_put_in_before_changes_numbers_and_nothing_else(sourced: Path) -> None:
    trace = (sourced / "trace.yml").read_bytes()
    rewrite(sourced / "source.txt", "会上人人发言。", "会上不接电话。\n会上人人发言。")
    assert report(sourced) == [
        (
            'docs/study/meeting.md:22:13: 提醒：要点“人人发言”存疑：上次核对的原句现在是第 6 句。请把 data-source 改成 "6"；'
            "出处确实换成了第 5 句的，核对以后，运行 ./course confirm r1-1-2-a [changed-sentence]"
        ),
        (
            'docs/study/minutes.md:12:13: 提醒：要点“写全三样”存疑：上次核对的原句现在是第 7 句。请把 data-source 改成 "7"；'
            "出处确实换成了第 6 句的，核对以后，运行 ./course confirm r2-1-1-a [changed-sentence]"
        ),
    ]
    rewrite(sourced / "docs/study/meeting.md", 'data-source="5"', 'data-source="6"')
    rewrite(sourced / "docs/study/minutes.md", 'data-source="6"', 'data-source="7"')
    assert report(sourced) == []
    assert (sourced / "trace.yml").read_bytes() == trace


def test_numbers_that_stand_at_the_heading_are_to_be_changed_there(root: Path) -> None:
    (root / "source.txt").write_text(SOURCE, encoding="utf-8")
    name_sources(root, "r1-1-2", "4-5")
    assert cli.main(["confirm", "--all", "--root", str(root)]) == 0
    rewrite(root / "source.txt", "会前", "先说会前。\n会前")
    assert report(root) == [
        (
            "docs/study/meeting.md:22:13: 提醒：要点“人人发言”存疑：上次核对的原句现在是第 5-6 句。"
            '请把要求标题的 data-source 改成 "5-6"；出处确实换成了第 4-5 句的，核对以后，'
            "运行 ./course confirm r1-1-2-a [changed-sentence]"
        )
    ]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("3-4", "第 4 句现在是“备好材料。”。请对照原文，要改的改好以后"),
        ("2", '上次核对的原句现在是第 3 句。请把 data-source 改成 "3"；出处确实换成了第 2 句的，核对以后'),
    ],
)
def test_a_point_that_names_other_sentences_is_suspect(numbers: str, told: str, sourced: Path) -> None:
    rewrite(sourced / "docs/study/meeting.md", 'data-source="3"', f'data-source="{numbers}"')
    assert report(sourced) == [
        f"docs/study/meeting.md:15:13: 提醒：要点“定好议题”存疑：{told}，运行 ./course confirm r1-1-1-a [changed-sentence]"
    ]


def test_a_point_that_names_fewer_sentences_is_suspect(sourced: Path) -> None:
    rewrite(sourced / "docs/study/meeting.md", 'data-source="3"', 'data-source="3-6"')
    assert cli.main(["confirm", "r1-1-1-a", "--root", str(sourced)]) == 0
    rewrite(sourced / "docs/study/meeting.md", 'data-source="3-6"', 'data-source="3 5"')
    assert report(sourced) == [
        (
            "docs/study/meeting.md:15:13: 提醒：要点“定好议题”存疑：上次核对的第 4 6 句不在出处里了。"
            "请对照原文，要改的改好以后，运行 ./course confirm r1-1-1-a [changed-sentence]"
        )
    ]


def test_many_changed_sentences_are_counted(sourced: Path) -> None:
    rewrite(sourced / "docs/study/meeting.md", 'data-source="3"', 'data-source="2-6"')
    assert report(sourced) == [
        (
            "docs/study/meeting.md:15:13: 提醒：要点“定好议题”存疑：第 2 句现在是“同志们好！”；第 4 句现在是“备好材料。”；"
            "第 5 句现在是“会上人人发言。”；还有 1 句没有核对过。"
            "请对照原文，要改的改好以后，运行 ./course confirm r1-1-1-a [changed-sentence]"
        )
    ]


def test_a_point_that_was_never_confirmed_is_no_warning(sourced: Path) -> None:
    (sourced / "trace.yml").unlink()
    assert report(sourced) == []
    course, _ = load_course(sourced)
    assert [(gap.name, gap.lack) for gap in survey(course).gaps if gap.kind == "page"] == [
        ("开好科室会议", "3 个要点没有和原文核对过"),
        ("管好会议记录", "1 个要点没有和原文核对过"),
    ]


# trace.yml


def test_confirming_writes_a_line_for_each_point_in_the_order_of_ids(sourced: Path) -> None:
    lines = (sourced / "trace.yml").read_text(encoding="utf-8").splitlines()
    course, _ = load_course(sourced)
    assert lines[2:] == [
        "points:",
        *(f'  {name}: ["{course.sentences[int(number) - 1].digest}"]' for name, number in NUMBERS.items()),
    ]


def test_confirming_changes_what_changed_and_nothing_else(sourced: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sourced / "trace.yml"
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    mine = ["# 第一行", lines[2], lines[5] + "  # 会上", '  r9-9-9-z: ["0123456789"]', lines[3], "", "  # 末尾"]
    file.write_bytes(("\ufeff" + "\r\n".join(mine)).encode())
    rewrite(sourced / "source.txt", "人人发言", "逐个发言")
    capsys.readouterr()
    assert cli.main(["confirm", "--all", "--root", str(sourced)]) == 0
    assert capsys.readouterr().out == (
        "已登记 3 个要点：第一次核对的 2 个，原句变了、重新核对的 1 个；没有变化的 1 个。\n"
        "课程里已经没有、从 trace.yml 删去的：r9-9-9-z\n"
    )
    course, _ = load_course(sourced)
    now = {name: f'  {name}: ["{course.trace[name][0]}"]' for name in NUMBERS}
    # What is dropped stood where the last one belongs.
    expected = [
        mine[0], mine[1], now["r1-1-1-b"], f"{now['r1-1-2-a']}  # 会上", now["r2-1-1-a"], mine[4], "", "  # 末尾",
    ]  # fmt: skip
    assert file.read_bytes().decode() == "\ufeff" + "\r\n".join(expected)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('points:\n  r1-1-a: ["0"]', 'points:\n  r1-1-a: ["0"]\n  r1-2-a: ["1"]\n  r1-10-a: ["1"]\n'),
        (
            'points:\n    r1-3-a: ["0"]\n    r1-11-a: ["0"]\n',
            'points:\n    r1-2-a: ["1"]\n    r1-3-a: ["0"]\n    r1-10-a: ["1"]\n    r1-11-a: ["0"]\n',
        ),
    ],
)
def test_new_points_go_where_their_ids_belong(before: str, after: str) -> None:
    filled = {name: name * 10 for name in "01"}
    texts = [before, after]
    for short, long in filled.items():
        texts = [text.replace(f'"{short}"', f'"{long}"') for text in texts]
    new = {"r1-10-a": (filled["1"],), "r1-2-a": (filled["1"],)}
    assert with_digests(texts[0], new) == texts[1]


def test_a_file_that_cannot_be_changed_in_place_stays(sourced: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sourced / "trace.yml").write_text('points: {r1-1-1-a: ["0123456789"]}\n', encoding="utf-8")
    assert cli.main(["confirm", "--all", "--root", str(sourced)]) == 1
    assert capsys.readouterr().err == (
        "没有登记：trace.yml 的写法特别，没法替您改。请改成每个要点一行的样子，或者删去它，再运行 ./course confirm\n"
    )
    assert (sourced / "trace.yml").read_text(encoding="utf-8") == 'points: {r1-1-1-a: ["0123456789"]}\n'


def test_what_no_command_wrote_is_refused_at_its_place(sourced: Path) -> None:
    (sourced / "trace.yml").write_text("points:\n  r1-1-1-a: [x]\n  R1: []\nmore: 1\n", encoding="utf-8")
    assert report(sourced) == [
        "trace.yml:2:14: r1-1-1-a 的第 1 项是由 ./course confirm 写的，请不要手改。删去这一行，再运行一次 ./course confirm [wrong-value]",
        "trace.yml:3:3: 编号只能用小写字母、数字和短横线，以字母开头，如 meeting-01 [malformed-id]",
        "trace.yml:4:1: 这里没有 more 这个字段，请删去或改名。这里可用：points [unknown-field]",
    ]


# The command


def failed(arguments: list[str], root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run `course confirm`, which must change nothing, and return what it says."""
    before = (root / "trace.yml").read_bytes()
    capsys.readouterr()
    assert cli.main(["confirm", *arguments, "--root", str(root)]) == 1
    assert (root / "trace.yml").read_bytes() == before
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_the_command_refuses_what_it_cannot_record(sourced: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usage = "要么写要点，要么写 --all。用法见：course confirm --help\n"
    assert failed([], sourced, capsys) == usage
    assert failed(["r1-1-1-a", "--all"], sourced, capsys) == usage
    assert failed(["写全两样"], sourced, capsys) == "没有登记：没有要点“写全两样”。相近的有：写全三样（r2-1-1-a）\n"
    rewrite(sourced / "docs/study/minutes.md", ' data-source="6"', "")
    assert failed(["写全三样"], sourced, capsys) == (
        '没有登记：要点都没有写原文的句号。请在要点的编号后面写 data-source="句号"，'
        "句号见 ./course coverage 的表里“原文”一张\n"
    )
    rewrite(sourced / "docs/study/meeting.md", 'data-source="3"', 'data-source="9"')
    assert failed(["--all"], sourced, capsys) == (
        "docs/study/meeting.md:15:13: 原文没有第 9 句，最后是第 6 句。请照 source.txt 改正 data-source [sentence-number]\n"
        "请先改好上面的错误，再登记。trace.yml 没有改动。\n"
    )


def test_the_command_says_which_points_name_no_sentence(sourced: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(sourced / "docs/study/minutes.md", ' data-source="6"', "")
    capsys.readouterr()
    assert cli.main(["confirm", "r1-1-1", "r2-1-1", "--root", str(sourced)]) == 0
    assert capsys.readouterr().out == (
        "已登记 0 个要点：第一次核对的 0 个，原句变了、重新核对的 0 个；没有变化的 2 个。\n"
        "没有写 data-source、没有登记的：r2-1-1-a\n"
    )


# Coverage


def test_sentences_and_places_without_a_point_are_gaps(sourced: Path) -> None:
    rewrite(sourced / "docs/study/minutes.md", 'data-source="6"', 'data-source="5"')
    rewrite(sourced / "course.yml", "outline:\n", "outline:\n  - {label: 附, title: 附则}\n")
    course, _ = load_course(sourced)
    gaps = [gap for gap in survey(course).gaps if gap.kind in {"place", "sentence"}]
    assert [(gap.kind, gap.whole_name, gap.lack, gap.remedy, str(gap.position)) for gap in gaps] == [
        ("place", "附 附则", "没有要点", "补上出处是它的要点", f"course.yml:{gaps[0].position.line}:13"),
        (
            "sentence",
            "第 6 句：会后写全记录。",
            "没有要点",
            '在要点里写 data-source="6"，没有就补一个；不用学的，在这一行前面写 ~',
            "source.txt:7:1",
        ),
    ]


def test_what_has_no_question_is_listed_from_the_first_question_on(sourced: Path) -> None:
    for bank in ("meeting", "minutes"):
        (sourced / f"quizzes/{bank}.yml").unlink()
    course, _ = load_course(sourced)
    assert [gap.kind for gap in survey(course).gaps] == []


def workbook_of(root: Path) -> list[list[object]]:
    assert cli.main(["coverage", "--force", "--root", str(root)]) == 0
    book = openpyxl.load_workbook(io.BytesIO((root / "dist/coverage.xlsx").read_bytes()))
    return [[cell.value for cell in line] for line in book["原文"].iter_rows(min_row=2)]


def test_the_workbook_has_every_sentence_with_its_points(sourced: Path) -> None:
    rewrite(sourced / "docs/study/minutes.md", 'data-source="6"', 'data-source="5"')
    assert workbook_of(sourced) == [
        [1, 1, None, None, None],
        [2, 3, None, None, None],
        [3, 4, None, "定好议题（r1-1-1-a）", None],
        [4, 5, None, "备好材料（r1-1-1-b）", None],
        [5, 6, None, "人人发言（r1-1-2-a）、写全三样（r2-1-1-a）", None],
        [6, 7, None, None, "没有要点"],
    ]
    publish(sourced)
    texts = ["关于会议的意见", "同志们好！", "会前定好议题。", "备好材料。", "会上人人发言。", "会后写全记录。"]
    assert [row[2] for row in workbook_of(sourced)] == texts


def test_what_a_release_leaves_out_is_no_gap_of_it(sourced: Path) -> None:
    rewrite(sourced / "source.txt", "会后写全记录。\n", "会后写全记录。\n还有一句。\n")
    (sourced / "quizzes/minutes.yml").unlink()
    ids = sourced / "quizzes/ids.yml"
    lines = ids.read_text(encoding="utf-8").splitlines(keepends=True)
    ids.write_text("".join(line for line in lines if "  minutes-" not in line), encoding="utf-8")
    served = assemble(sourced).course
    assert "规定共 7 句，1 句还没有要点。" in page(sourced, "reports/coverage.md")
    released = assemble(sourced, drafts=False).course
    assert [study.name for study in released.study] == ["meeting"]
    assert "规定共 7 句，1 句还在编写，1 句还没有要点。" in page(sourced, "reports/coverage.md")
    for course in (served, released):
        gaps = survey(course).gaps
        assert [gap.name for gap in gaps if gap.kind in {"place", "sentence"}] == ["第 7 句"]


# On the site


def publish(root: Path) -> None:
    rewrite(root / "course.yml", "source: {name: 规定}", "source: {name: 规定, publish: true}")


def page(root: Path, path: str) -> str:
    return (root / BUILD / "docs" / path).read_text(encoding="utf-8")


def test_a_published_source_stands_folded_after_its_requirement_and_is_escaped(sourced: Path) -> None:
    publish(sourced)
    rewrite(sourced / "source.txt", "会前定好议题。", "会前定好<b>议题</b>&amp;“材料”。")
    assert not assemble(sourced).failed
    text = page(sourced, "study/meeting.md")
    written = (
        '<details class="course-originals">\n<summary>原文</summary>\n<ol>\n'
        '<li value="3">会前定好&lt;b&gt;议题&lt;/b&gt;&amp;amp;“材料”。</li>\n<li value="4">备好材料。</li>\n</ol>\n</details>'
    )
    places = [text.index(needle) for needle in ("**备好材料**", written, "自测：会前准备", "## 会上讨论")]
    assert places == sorted(places)


def test_a_published_source_stands_small_after_its_requirement_in_the_booklet_and_in_word(sourced: Path) -> None:
    publish(sourced)
    rewrite(sourced / "source.txt", "会前定好议题。", "会前定好<b>议题</b>&amp;“*材料*”。")
    assert not assemble(sourced).failed
    text = page(sourced, "booklet.md")
    written = (
        '<div class="course-sentences"><p><strong>原文</strong></p>'
        "<p>3. 会前定好&lt;b&gt;议题&lt;/b&gt;&amp;amp;“*材料*”。</p><p>4. 备好材料。</p></div>"
    )
    places = [text.index(needle) for needle in (">备好材料</strong>", written, ">会上讨论</h3>")]
    assert places == sorted(places)
    word = [
        (one.style.name, one.text) for one in opened(booklet_file(load_course(sourced)[0], {})).paragraphs if one.style
    ]
    begin = word.index(("说明", "原文"))
    assert word[begin : begin + 4] == [
        ("说明", "原文"),
        ("说明", "3. 会前定好<b>议题</b>&amp;“*材料*”。"),
        ("说明", "4. 备好材料。"),
        ("Heading 2", "会上讨论"),
    ]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes()


def unpacked(name: str, content: bytes) -> Iterator[bytes]:
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(part) for part in archive.namelist())
    else:
        assert not name.endswith((".zip", ".xlsx", ".docx", ".apkg"))


def test_nothing_of_a_source_that_is_not_published_leaves_the_project(sourced: Path) -> None:
    # A sentence without a point is what coverage would quote.
    (sourced / "source.txt").write_text(SOURCE.replace("会", "潜龙勿用会") + "潜龙勿用。\n", encoding="utf-8")
    assert not assemble(sourced).failed
    assert cli.main(["coverage", "--root", str(sourced)]) == 0
    assert cli.main(["export", "excel", "--root", str(sourced)]) == 0
    course, _ = load_course(sourced)
    exported = [
        (name, form.export(select(course, "", 0)).content) for name, form in EXPORTERS.items() if not form.takes_site
    ]
    booklet = ("booklet.docx", booklet_file(course, {}))
    made = [*contents(sourced / BUILD), *contents(sourced / "dist"), *exported, booklet]
    assert len(made) > 20
    assert [name for name, content in made for part in unpacked(name, content) if "潜龙勿用".encode() in part] == []
    publish(sourced)
    assert not assemble(sourced).failed
    assert "潜龙勿用会前定好议题" in page(sourced, "study/meeting.md")


# Names of points


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["r1-1-1"], ["r1-1-1-a", "r1-1-1-b"]),
        (["r1-1-1-b"], ["r1-1-1-b"]),
        (["备好 材料"], ["r1-1-1-b"]),
        (["会前", "材料"], ["r1-1-1-b"]),
        ([], ["r1-1-1-a", "r1-1-1-b", "r1-1-2-a", "r2-1-1-a"]),
    ],
)
def test_points_are_found_by_id_requirement_title_and_words(
    words: list[str], ids: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["points", *words, "--format", "json", "--root", str(root)]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ids


def test_the_nearest_points_are_offered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["points", "写好材料", "--root", str(root)]) == 1
    assert capsys.readouterr().err == "没有要点“写好材料”。相近的有：备好材料（r1-1-1-b）\n"
    assert cli.main(["points", "甲乙丙丁", "--root", str(root)]) == 1
    assert capsys.readouterr().err == "没有要点“甲乙丙丁”。列出全部要点：./course points\n"


PASTED = "1. 【单选】会上先做什么？\nA. 发言\nB. 表决\n答案：A\n解析：先说后决。\n难度：2\n"


@pytest.mark.parametrize(
    ("named", "points"),
    [
        ("人人发言", "[r1-1-2-a]"),
        ("备好材料、人人发言", "[r1-1-1-b, r1-1-2-a]"),
        ("r1-1-1，人人发言", "[r1-1-1-a, r1-1-1-b, r1-1-2-a]"),
    ],
)
def test_an_import_takes_titles_of_points(named: str, points: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "题.txt").write_text(PASTED, encoding="utf-8")
    line = ["import", str(tmp_path / "题.txt"), "--bank", "quizzes/meeting.yml", "--points", named, "--yes"]
    assert cli.main([*line, "--root", str(root)]) == 0
    bank = (root / "quizzes/meeting.yml").read_text(encoding="utf-8")
    assert f"points: {points}" in bank[bank.index("会上先做什么") - 200 :]


def test_an_import_offers_the_nearest_points_and_an_ambiguous_title_is_refused(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "题.txt").write_text(PASTED, encoding="utf-8")
    line = ["import", str(tmp_path / "题.txt"), "--bank", "quizzes/meeting.yml", "--yes", "--root", str(root)]
    assert cli.main([*line, "--points", "人人说话"]) == 1
    assert capsys.readouterr().err == "没有要点“人人说话”。相近的有：人人发言（r1-1-2-a）\n"
    rewrite(root / "docs/study/minutes.md", "**写全三样**", "**人人发言**")
    assert cli.main([*line, "--points", "人人发言"]) == 1
    assert capsys.readouterr().err == "有 2 个要点叫“人人发言”。请写编号：r1-1-2-a、r2-1-1-a\n"
