"""What the unit that uses a course writes for itself, in `local`: read, checked and shown as its own."""

import json
import re
from pathlib import Path

import pytest

from course.check import inspect
from course.coverage.local_terms import left_places
from course.edit.local_glossary import place_rows
from course.environment import program_version
from course.load.course import load_course
from course.office.booklet import booklet_file
from course.office.paper_request import make, read_request
from course.site.assemble import BUILD, assemble
from course.site.engine import build
from course.site.words import words_of
from course.text.diagnostics import format_text
from support.word_reading import part

HEAD = "name: 示例市某局\nshort: 某局\ncontact: 档案总室，内线 1234\nbranches: [第一科室, 第二科室]\n"


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def found(root: Path) -> list[str]:
    return list(format_text(inspect(root).diagnostics))


def page(root: Path, path: str) -> str:
    return (root / BUILD / "docs" / path).read_text(encoding="utf-8")


def test_a_project_without_the_folder_has_a_unit_that_says_nothing(root: Path) -> None:
    outcome = assemble(root)
    assert outcome.course.unit.name == ""
    assert outcome.course.contact == outcome.course.group.staff
    settings = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["copyright"] == f"程序版本 {program_version()}"
    assert "course-unit" not in page(root, "index.md")


def test_name_and_contact_stand_in_the_footer_on_the_front_page_and_in_duty_lists(root: Path) -> None:
    write(root, "local/unit.yml", HEAD)
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    assert outcome.course.unit.branches == ("第一科室", "第二科室")
    settings = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["copyright"] == (
        f"示例市某局　内容有错、有疑问，请找档案总室，内线 1234　程序版本 {program_version()}"
    )
    assert "<strong>示例市某局</strong>　内容有错、有疑问，请找档案总室，内线 1234。" in page(root, "index.md")
    role = next(iter(outcome.course.roles))
    assert "<span>单位：示例市某局</span>" in page(root, f"duties/{role}.md")
    words = words_of(outcome.course)
    assert (words["unit"], words["contact"]) == ("示例市某局", "档案总室，内线 1234")


def test_papers_and_answer_sheets_have_the_name_above_their_title(root: Path) -> None:
    write(root, "local/unit.yml", HEAD)
    write(
        root,
        "quizzes/exams/small.yml",
        "title: 小卷\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n"
        "  - {title: 单选题, type: single, count: 1, marks: 2}\n",
    )
    course, _ = load_course(root)
    (request,), _ = read_request(course, "small", ["1"], [], lambda: 1)
    made = make(course, request, sealed=False).files
    for kind in ("试卷", "答题卡"):
        content = next(content for name, content in made.items() if kind in name)
        assert "示例市某局　示例课程" in part(content, "word/document.xml")


def test_what_is_wrong_in_the_unit_is_reported_at_its_place(root: Path) -> None:
    write(root, "local/unit.yml", 'nmae: 某局\ncontact: "找<b>他</b>"\n')
    assert found(root) == [
        "local/unit.yml:1:1: 这里没有 nmae 这个字段。是不是想写 name？ [unknown-field]",
        "local/unit.yml:2:10: contact 要写成一行文字，不用引号、尖括号、花括号、反斜杠和 & $ 这些符号 [wrong-value]",
    ]


def test_a_file_of_comments_alone_says_nothing(root: Path) -> None:
    write(root, "local/unit.yml", "# name: 某局\n")
    assert found(root) == []


def test_the_unit_s_meaning_stands_below_the_course_s_and_never_in_its_place(root: Path) -> None:
    write(
        root,
        "local/glossary.md",
        "### 会议记录本\n\n由办公室统一印制，写明<时间>：\n\n- 地点\n- 决定\n\n保管三年。\n",
    )
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    text = page(root, "glossary.md")
    places = [
        text.index(needle)
        for needle in (
            "### 三会一训",
            "### 会议记录本",
            "记下议题、发言和决定的本子。格式以本单位规定为准。",
            "- 依据：本单位文件",
            "<p><strong>本单位的规定：</strong>由办公室统一印制，写明&lt;时间&gt;：</p>",
            "<p>地点</p>",
            "<p>保管三年。</p>",
        )
    ]
    assert places == sorted(places)
    assert text.count("本单位的规定") == 1
    data = (root / BUILD / "docs/quizzes/data/index.js").read_text(encoding="utf-8")
    assert "办公室" not in data


def test_a_term_that_the_unit_has_not_described_says_whom_to_ask(root: Path) -> None:
    assemble(root)
    assert f"本单位还没有写明，请问{load_course(root)[0].group.staff}。" in page(root, "glossary.md")
    write(root, "local/unit.yml", HEAD)
    assemble(root)
    text = page(root, "glossary.md")
    assert "本单位还没有写明，请问档案总室，内线 1234。" in text
    # A term with a public basis is not left to the unit.
    assert text.count("本单位还没有写明") == 1
    assert text.index("### 会议记录本") < text.index("本单位还没有写明")


def test_a_heading_after_the_entry_comes_after_the_unit_s_meaning(root: Path) -> None:
    glossary = root / "docs/glossary.md"
    head, term = glossary.read_text(encoding="utf-8").split("### 三会一训")
    first, second = term.split("### 会议记录本")
    glossary.write_text(f"{head}### 会议记录本{second}\n## 会议\n\n### 三会一训{first}", encoding="utf-8")
    assert not assemble(root).failed
    text = page(root, "glossary.md")
    assert text.index("### 会议记录本") < text.index("本单位还没有写明") < text.index("\n## 会议\n")


def test_the_built_glossary_shows_the_meaning_as_html(root: Path, tmp_path: Path) -> None:
    write(root, "local/glossary.md", "### 会议记录本\n\n由办公室统一印制。\n")
    assert not assemble(root).failed
    build(root / BUILD, tmp_path / "site")
    html = (tmp_path / "site/glossary.html").read_text(encoding="utf-8")
    assert re.search(
        r'<div class="course course-local">\s*<p><strong>本单位的规定：</strong>由办公室统一印制。</p>\s*</div>', html
    )
    index = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "site/search").iterdir())
    assert "由办公室统一印制" in index


def test_the_page_for_staff_lists_what_is_left_to_the_unit_and_whether_it_is_filled(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    text = bank.read_text(encoding="utf-8").replace("points: [r2-1-1-a]", "points: [r2-1-1-a], terms: [会议记录本]")
    bank.write_text(text, encoding="utf-8")
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    empty = page(root, "reports/local.md")
    assert "共 1 个，已经补充 0 个" in empty
    assert "<strong>没有写</strong>" in empty
    assert '<a href="../study/minutes.html">' in empty
    asked = sum("会议记录本" in question.terms for _, question in outcome.course.questions())
    assert asked
    assert f'<td class="course-whole">{asked}</td>' in empty
    # A term with a public basis is not in the list.
    assert "三会一训" not in empty

    write(root, "local/unit.yml", HEAD)
    write(root, "local/glossary.md", "### 会议记录本\n\n由办公室统一印制。\n\n保管三年。\n")
    assemble(root)
    filled = page(root, "reports/local.md")
    assert "共 1 个，已经补充 1 个" in filled
    assert "<td>由办公室统一印制。 保管三年。</td>" in filled
    assert "没有写" not in filled
    nav = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert "reports/local.md" in next(menu["维护"] for menu in nav if "维护" in menu)


def test_own_pages_stand_in_a_menu_of_their_own_and_are_checked_like_the_course_s(root: Path) -> None:
    write(root, "local/files/plan.txt", "安排\n")
    text = "---\ntitle: 安排\n---\n\n# 安排\n\n见[会议](../study/meeting.md)、[表](files/plan.txt)，写作 @{unit}。\n"
    write(root, "local/pages/plan.md", text)
    assert assemble(root).diagnostics == ()
    assert page(root, "local/plan.md") == text.replace("title: 安排", 'title: "安排"')
    assert page(root, "local/files/plan.txt") == "安排\n"
    nav = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    assert {"本单位": ["local/plan.md"]} in nav
    study = next(menu["学习"] for menu in nav if "学习" in menu)
    assert "local/plan.md" not in study

    write(root, "local/pages/plan.md", text.replace("plan.txt", "none.txt") + "\n<script>1</script>\n\n你好,世界\n")
    assert [line.partition(": ")[0] + line[line.rindex(" ") :] for line in found(root)] == [
        "local/pages/plan.md:7:30 [dangling-link]",
        "local/pages/plan.md:9:1 [page-markup]",
        "local/pages/plan.md:11:3 [half-width-mark]",
    ]


def test_a_page_of_the_course_cannot_take_the_place_of_one_of_the_unit_s(root: Path) -> None:
    write(root, "docs/local/plan.md", "# 安排\n")
    assert [line[line.rindex(" ") :] for line in found(root)] == [" [reserved-path]"]


def test_own_documents_are_listed_and_named_below_the_terms_that_they_describe(root: Path) -> None:
    write(root, "local/files/会议 办法.txt", "办法\n")
    write(root, "local/files/run.sh", "")
    write(
        root,
        "local/documents.yml",
        "documents:\n  - {title: 会议办法, number: 某局〔2020〕1号, file: 会议 办法.txt, terms: [会议记录本]}\n"
        "  - {title: 另一份, day: '2020-01-31', note: 只有纸质的}\n",
    )
    outcome = assemble(root)
    assert [(one.rule, one.severity) for one in outcome.diagnostics] == [("file-kind", "warning")]
    link = "local/files/%E4%BC%9A%E8%AE%AE%20%E5%8A%9E%E6%B3%95.txt"
    glossary = page(root, "glossary.md")
    assert f'本单位的规定见<a href="{link}">《会议办法》</a>（某局〔2020〕1号）。' in glossary
    assert "没有写明" not in glossary
    report = page(root, "reports/local.md")
    assert f'<li><a href="../{link}">《会议办法》</a>（某局〔2020〕1号）</li>' in report
    assert "<li>《另一份》，2020-01-31。只有纸质的</li>" in report
    assert "已经补充 1 个" in report
    assert page(root, "local/files/会议 办法.txt") == "办法\n"
    assert not (root / BUILD / "docs/local/files/run.sh").exists()


@pytest.mark.parametrize(
    "text", ["> " * 3000 + "深", "".join(f"{'    ' * depth}- 深\n" for depth in range(300)), "[" * 9000]
)
def test_a_glossary_that_nests_without_end_is_reported(text: str, root: Path) -> None:
    write(root, "local/glossary.md", f"### 会议记录本\n\n{text}\n")
    assert {line[line.rindex(" ") :] for line in found(root)} <= {" [page-too-complex]", " [local-term]"}
    assert found(root)


FULL = (
    "name: 示例市某局\nshort: 某局\ncontact: 档案总室，内线 1234\nrecords: 学习委员\n"
    "branches: [第一科室, 第二科室]\nlogo: 标志.png\npass_marks: {small: 2}\ncopy: 试用\n"
)
SMALL = (
    "title: 小卷\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n"
    "  - {title: 单选题, type: single, count: 1, marks: 2}\n"
)


@pytest.fixture
def full(root: Path) -> Path:
    """A unit that says everything."""
    write(root, "local/unit.yml", FULL)
    write(root, "quizzes/exams/small.yml", SMALL)
    write(root, "local/files/标志.png", "x")
    return root


def test_everything_that_unit_yml_says_is_shown(full: Path) -> None:
    write(full, "local/pages/plan.md", "---\ntitle: 安排\n---\n\n# 安排\n\n先学第一部分。\n")
    outcome = assemble(full)
    assert outcome.diagnostics == ()
    settings = json.loads((full / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["logo"] == "local/files/标志.png"
    assert settings["extra"]["course"]["copy"] == "试用"
    assert {"某局": ["local/plan.md"]} in settings["nav"]
    player = page(full, "assets/player/slip.js")
    assert "第一科室\\n第二科室" in player
    assert "交给学习委员" in player


@pytest.mark.parametrize("line", FULL.splitlines())
def test_each_line_of_unit_yml_can_stand_alone(line: str, full: Path) -> None:
    write(full, "local/unit.yml", f"{line}\n")
    assert assemble(full).diagnostics == ()


def test_without_branches_the_slip_offers_none(root: Path) -> None:
    assemble(root)
    assert "@{" not in page(root, "assets/player/slip.js")
    assert "交给科室主任" in page(root, "assets/player/slip.js")


def papers(root: Path, *, sealed: bool) -> dict[str, str]:
    course, _ = load_course(root)
    (request,), _ = read_request(course, "small", ["1"], [], lambda: 1)
    made = make(course, request, sealed=sealed).files
    return {
        kind: part(next(content for name, content in made.items() if kind in name), "word/document.xml")
        for kind in ("试卷", "答题卡")
    }


def test_papers_have_the_short_name_the_groups_and_the_unit_s_pass_mark(full: Path) -> None:
    for text in papers(full, sealed=False).values():
        assert "单位：某局" in text
        assert "□ 第一科室　□ 第二科室" in text
        assert "及格：2 分（本单位规定）" in text


def test_more_groups_than_fit_leave_a_line_to_write_on(full: Path) -> None:
    write(full, "local/unit.yml", f"branches: [{', '.join(f'第{number}科室' for number in range(13))}]\n")
    for text in papers(full, sealed=False).values():
        assert "科室：" in text
        assert "□ 第0科室" not in text
        assert "本单位规定" not in text


def test_a_logo_that_every_page_would_wait_for_is_refused(full: Path) -> None:
    write(full, "local/files/标志.png", "x" * 200_001)
    assert found(full) == [
        "local/files/标志.png:1:1: 这张图片超过 200 KB，每一页都要下载它。请缩小以后换上 [file-too-large]"
    ]


@pytest.mark.parametrize("logo", ["'<img>.png'", "../unit.yml", "sub/a.png", "a.gif", "a.html", ".png"])
def test_a_logo_is_a_picture_in_its_place(logo: str, full: Path) -> None:
    write(full, "local/unit.yml", f"logo: {logo}\n")
    assert [line[line.rindex(" ") :] for line in found(full)] == [" [wrong-value]"]


@pytest.mark.parametrize("key", ["name", "short", "contact", "records", "copy"])
@pytest.mark.parametrize("value", ["<b>", "a\\b", "@{unit}", "{{ x }}", "${x}", "a`b", "&amp;", "a\\nb"])
def test_no_value_can_become_markup_or_a_script(key: str, value: str, root: Path) -> None:
    write(root, "local/unit.yml", f"{key}: {json.dumps(value)}\n")
    assert [line[line.rindex(" ") :] for line in found(root)] == [" [wrong-value]"]


def test_nothing_is_read_through_a_link(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "unit.yml", HEAD)
    (root / "local").symlink_to(outside, target_is_directory=True)
    course, _ = load_course(root)
    assert course.unit.name == ""
    assert [line.partition(": ")[0] + line[line.rindex(" ") :] for line in found(root)] == ["local:1:1 [local-link]"]


def test_the_booklet_shows_what_the_unit_says_or_whom_to_ask(root: Path) -> None:
    assemble(root)
    staff = load_course(root)[0].group.staff
    assert f"<strong>本单位的规定：</strong>还没有写明，请问{staff}。" in page(root, "booklet.md")
    write(root, "local/glossary.md", "### 会议记录本\n\n由办公室统一印制，写明<时间>。\n\n保管三年。\n")
    write(root, "local/documents.yml", "documents:\n  - {title: 会议办法, number: 1号, terms: [会议记录本]}\n")
    assemble(root)
    text = page(root, "booklet.md")
    assert "<strong>本单位的规定：</strong>由办公室统一印制，写明&lt;时间&gt;。</p>" in text
    assert "见《会议办法》（1号）。" in text
    assert "还没有写明" not in text
    course, _ = load_course(root)
    written = part(booklet_file(course, {}), "word/document.xml")
    assert "本单位的规定：" in written
    assert "保管三年。" in written


def test_places_on_study_pages_that_are_left_to_the_unit_are_listed_until_a_document_rules_them(root: Path) -> None:
    study = root / "docs/study/meeting.md"
    text = study.read_text(encoding="utf-8")
    study.write_text(
        text.replace("## 常见差错", "多久开一次，规定没有写。看本单位的文件。\n\n## 常见差错", 1), encoding="utf-8"
    )
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    (place,) = left_places(outcome.course)
    assert (place.sentence, place.id, place.documents) == ("看本单位的文件。", "r1-1-2", ())
    report = page(root, "reports/local.md")
    assert "<td>看本单位的文件。</td>\n<td><strong>没有写</strong></td>" in report
    assert place_rows(outcome.course)[0].documents == ""
    write(root, "local/documents.yml", "documents:\n  - {title: 会议办法, requirements: [r1-1-2]}\n")
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    assert "<td>看本单位的文件。</td>\n<td>《会议办法》</td>" in page(root, "reports/local.md")
    assert "<strong>本单位的规定</strong>见《会议办法》。" in page(root, "study/meeting.md")
    write(root, "local/documents.yml", "documents:\n  - {title: 会议办法, requirements: [r1-1-3]}\n")
    assert found(root) == [
        "local/documents.yml:2:34: 没有要求 r1-1-3。是不是想写 r1-1-2？请照学习页上的编号改正，或者删去 [local-document]"
    ]
