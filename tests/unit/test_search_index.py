"""The search index: text without markup, each line told once."""

import json

from course.diagnostics import Position
from course.model.glossary import Term
from course.render.search import Section, plain_lines, search_files

TERM = Term("term-a", "三会一课", "……", ("3会1课",), (), "本单位文件", Position("docs/glossary.md", 1, 1))


def told(script: str) -> dict[str, object]:
    return dict(json.loads(script.removeprefix("(self.courseSearch=self.courseSearch||[]).push(").removesuffix(");\n")))


def test_blocks_become_lines_of_plain_text() -> None:
    html = (
        "<p>一&lt;二<em>三</em>\n四</p><ul><li>五</li><li>\n六 </li></ul><table><tr><td>七</td><td>八</td></tr></table>"
    )
    assert plain_lines(html) == ["一<二三 四", "五", "六", "七 八"]


def test_what_a_study_page_says_is_told_once() -> None:
    files = search_files(
        [
            Section("duties/staff.html#r1", "要求", "<li>一句话。二（一）</li><li>一句话。</li>"),
            Section("study/a.html", "甲", "<p>一句话。</p>"),
            Section("maintain/index.html", "维护", "<p>一句话。</p>"),
        ],
        [TERM],
    )
    assert told(files["search/course.js"]) == {
        "format": 1,
        "names": [["三会一课", "3会1课"]],
        "terms": ["三会一课"],
        "pages": [
            ["study/a.html", 1.0, [["", "甲", ["一句话。"]]]],
            ["duties/staff.html", 0.6, [["r1", "要求", [[0, "二（一）"], 0]]]],
        ],
    }
    assert told(files["search/staff.js"])["pages"] == [["maintain/index.html", 0.03, [["", "维护", ["一句话。"]]]]]
