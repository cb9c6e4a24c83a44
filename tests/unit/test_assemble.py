"""What a site engine reads is put together from the course, the theme, the handbook and the player."""

import json
from pathlib import Path

import pytest

from course.environment import PROGRAM
from course.model.placeholders import PLACEHOLDERS
from course.site.assemble import BUILD, assemble, assemble_notice
from course.site.blocks import BEGIN, END, Blocks, marked
from course.site.pages import render


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def page(root: Path, path: str) -> str:
    return (root / BUILD / "docs" / path).read_text(encoding="utf-8")


def test_assembling_a_second_time_writes_nothing(root: Path) -> None:
    first = assemble(root)
    assert sorted(first.written.changed) == sorted(contents(root / BUILD))
    second = assemble(root)
    assert (second.written.changed, second.written.removed) == ((), ())


def test_nothing_is_written_outside_the_folder(root: Path) -> None:
    before = contents(root)
    assemble(root)
    after = contents(root)
    assert {path: after[path] for path in before} == before
    assert {path.split("/")[0] for path in set(after) - set(before)} == {BUILD}


def test_a_course_with_errors_leaves_the_last_good_state(root: Path) -> None:
    assemble(root)
    before = contents(root / BUILD)
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    outcome = assemble(root)
    assert outcome.failed
    assert (outcome.written.changed, outcome.written.removed) == ((), ())
    assert contents(root / BUILD) == before


def test_files_that_the_course_no_longer_has_are_removed(root: Path) -> None:
    assemble(root)
    stray = root / BUILD / "docs/study/old.md"
    stray.write_text("# 旧", encoding="utf-8")
    (root / BUILD / "theme/old.html").write_text("旧", encoding="utf-8")
    assert set(assemble(root).written.removed) == {"docs/study/old.md", "theme/old.html"}
    assert not stray.exists()


def test_a_study_page_gets_its_opening_self_checks_and_closing_where_they_belong(root: Path) -> None:
    parts = render(assemble(root).course)
    text = page(root, "study/meeting.md")
    _, _, written = (root / "docs/study/meeting.md").read_text(encoding="utf-8").rpartition("\n---\n")
    places = [
        text.index(needle)
        for needle in (
            'title: "开好科室会议"',
            parts["parts/opening/meeting.md"].strip(),
            "## 会前准备",
            "- **备好材料**",
            parts["parts/self-check/r1-1-1.md"].strip(),
            "## 会上讨论",
            "- **人人发言**",
            parts["parts/self-check/r1-1-2.md"].strip(),
            "## 常见差错",
            "## 自查清单",
            parts["parts/closing/meeting.md"].strip(),
        )
    ]
    assert places == sorted(places)
    lines = text.split("\n")
    assert [line for line in lines if line in set(written.split("\n"))] != []
    assert [line for line in written.split("\n") if line and line not in lines] == []


@pytest.mark.parametrize(
    ("written", "head"),
    [
        ("# 写作 `</title><script>` & 别的\n", '---\ntitle: "写作 &lt;/title&gt;&lt;script&gt; &amp; 别的"\n---\n'),
        ("正文\n", '---\ntitle: "extra"\n---\n'),
        # Without front matter the engine would read fields from lines of this kind.
        ("template: redirect.html\n\n# 一页\n", '---\ntitle: "一页"\n---\ntemplate: redirect.html\n'),
        (
            "---\ntitle: >-\n  一\n  页\nhide: [toc]\nsearch: {exclude: true}\n---\n\n# 别的\n",
            '---\ntitle: "一 页"\nhide: ["toc"]\nsearch: {"exclude": true}\n---\n',
        ),
    ],
)
def test_the_engine_reads_only_the_fields_that_a_page_may_have(written: str, head: str, root: Path) -> None:
    (root / "docs/extra.md").write_text(written, encoding="utf-8")
    assert not assemble(root).failed
    assert page(root, "extra.md").startswith(head)


def test_a_heading_inside_code_ends_no_requirement(root: Path) -> None:
    file = root / "docs/study/minutes.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\n## 常见差错", "\n```\n## 不是标题\n```\n\n## 常见差错"), encoding="utf-8")
    parts = render(assemble(root).course)
    made = page(root, "study/minutes.md")
    check = parts["parts/self-check/r2-1-1.md"].strip()
    assert made.index("## 不是标题") < made.index(check) < made.index("## 常见差错")


def test_a_requirement_that_ends_its_page_is_followed_by_its_self_check(root: Path) -> None:
    file = root / "docs/study/minutes.md"
    head, _, rest = file.read_text(encoding="utf-8").partition("## 如实记录")
    first, _, last = rest.partition("## 常见差错")
    file.write_text(f"{head}## 常见差错{last}\n## 如实记录{first}", encoding="utf-8")
    outcome = assemble(root)
    assert not outcome.failed
    parts = render(outcome.course)
    made = page(root, "study/minutes.md")
    check, closing = (parts[f"parts/{name}.md"].strip() for name in ("self-check/r2-1-1", "closing/minutes"))
    assert made.index("**写全三样**") < made.index(check) < made.index(closing)


@pytest.mark.parametrize(
    "name", [name for name, path in PLACEHOLDERS.items() if not (PROGRAM / "theme/pages" / path).exists()]
)
def test_a_placeholder_is_replaced_by_what_it_stands_for(name: str, root: Path) -> None:
    file = root / "docs" / PLACEHOLDERS[name]
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"---\ntitle: 一页\n---\n\n# 一页\n\n{{{{ {name} }}}}\n\n末尾\n", encoding="utf-8")
    parts = render(assemble(root).course)

    text = page(root, PLACEHOLDERS[name])
    assert f"# 一页\n\n{marked(parts[f'parts/{name}.md'])}\n\n末尾\n" in text


def test_pages_of_the_program_are_on_every_site_and_in_its_menus(root: Path) -> None:
    assemble(root)
    settings = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    menus = json.dumps(settings["nav"])
    own = [file.relative_to(PROGRAM / "theme/pages").as_posix() for file in (PROGRAM / "theme/pages").rglob("*.md")]
    handbook = [f"maintain/{file.name}" for file in (PROGRAM / "handbook").iterdir()]
    for path in (*own, *handbook):
        assert (root / BUILD / "docs" / path).is_file()
        assert f'"{path}"' in menus


def test_every_menu_names_pages_that_are_there(root: Path) -> None:
    (root / "docs/more.md").write_text("---\ntitle: 补充材料\n---\n\n# 补充材料\n", encoding="utf-8")
    assemble(root)
    settings = json.loads((root / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    named = [
        path
        for menu in settings["nav"]
        for pages in menu.values()
        for path in ([pages] if isinstance(pages, str) else pages)
    ]
    assert [path for path in named if not (root / BUILD / "docs" / path).is_file()] == []
    assert len(named) == len(set(named))
    study = next(menu["学习"] for menu in settings["nav"] if "学习" in menu)
    assert study == ["study/meeting.md", "study/minutes.md", "more.md", "booklet.md"]
    assert settings["site_name"] == "示例课程"


def test_a_course_that_never_was_sound_gets_a_page_that_says_so(root: Path) -> None:
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    assemble_notice(root, assemble(root).course)
    assert "课程还不能显示" in page(root, "index.md")
    # It does not replace a course that was sound before.
    (root / "quizzes/minutes.yml").unlink()
    before = contents(root / BUILD)
    assemble_notice(root, assemble(root).course)
    assert contents(root / BUILD) == before


HTML = '<div class="course">\n<p id="a">一</p>\n</div>'


def block(html: str) -> str:
    return f"{BEGIN}\n{html}\n{END}"


def test_blocks_are_taken_out_and_come_back_as_they_were() -> None:
    written = f"# 题\n\n{block(HTML)}\n\n文字\n\n{block(HTML.replace('一', '二').replace('a', 'b'))}\n"
    blocks = Blocks(written)
    assert "一" not in blocks.markdown
    assert "文字" in blocks.markdown
    assert blocks.ids == {"a", "b"}
    assert blocks.put_back(blocks.markdown) == written.replace(f"{BEGIN}\n", "").replace(f"\n{END}", "")


def test_what_questions_say_cannot_take_the_place_of_a_later_block() -> None:
    first = '<ul id="x">&lt;div id="course-block-1"&gt;</ul>'
    blocks = Blocks(f"{block(first)}\n{block('<ul> </ul>')}\n")
    assert blocks.put_back(blocks.markdown) == f"{first}\n<ul> </ul>\n"


def test_marks_within_a_line_are_text() -> None:
    written = f"一行里的 {BEGIN}\n不算\n{END} 也不算\n"
    assert Blocks(written).markdown == written
