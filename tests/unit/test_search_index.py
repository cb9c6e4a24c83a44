"""The search index: text without markup, each line told once."""

import json

from course.model.glossary import Term
from course.site.search_index import IndexedSection, page_sections, search_files
from course.site.traditional import pairs_for
from course.text.diagnostics import Position

TERM = Term("term-a", "三会一训", "……", ("3会1训",), (), "本单位文件", Position("docs/glossary.md", 1, 1))


def told(script: str) -> dict[str, object]:
    return dict(json.loads(script.removeprefix("(self.courseSearch=self.courseSearch||[]).push(").removesuffix(");\n")))


def lines_of(html: str) -> tuple[str, ...]:
    (section,) = page_sections("a.html", "题", html)
    return section.lines


def test_blocks_become_lines_of_plain_text() -> None:
    html = (
        "<p>一&lt;二<em>三</em>\n四</p><ul><li>五</li><li>\n六 </li></ul><table><tr><td>七</td><td>八</td></tr></table>"
    )
    assert lines_of(html) == ("一<二三 四", "五", "六", "七 八")


def test_what_a_study_page_says_is_told_once() -> None:
    files = search_files(
        [
            IndexedSection("duties/filer.html#r1", "要求", ("一句话。二（一）", "一句话。")),
            IndexedSection("study/a.html", "甲", ("一句话。",)),
            IndexedSection("maintain/index.html", "维护", ("一句话。",)),
        ],
        [TERM],
    )
    assert told(files["search/course.js"]) == {
        "format": 3,
        "names": [["三会一训", "3会1训"]],
        "terms": ["三会一训"],
        "traditional": "會会訓训話话",
        "pinyin": {"hui": "会", "jia": "甲", "qiu": "求", "san": "三", "xun": "训", "yao": "要", "yi": "一"},
        "pages": [
            ["study/a.html", 1.0, [["", "甲", ["一句话。"]]]],
            ["duties/filer.html", 0.6, [["r1", "要求", [[0, "二（一）"], 0]]]],
        ],
    }
    assert told(files["search/staff.js"])["pages"] == [["maintain/index.html", 0.03, [["", "维护", ["一句话。"]]]]]


def test_tags_end_where_they_end_and_hide_nothing() -> None:
    html = """<p title="一>二" data-x='三>'>四 < 五 &amp; 六</p><input data-tick="a">七<br/>八"""
    assert lines_of(html) == ("四 < 五 & 六", "七", "八")


def test_a_page_is_cut_at_its_anchors() -> None:
    html = (
        '<div><h1>责任</h1><p>开头</p><h2 id="a">甲<small>1</small></h2><ul><li>一</li></ul>'
        '<h3 class="course-point" id="b&amp;c">乙</h3>二</div>'
    )
    assert page_sections("duties/x.html", "题", html) == (
        IndexedSection("duties/x.html", "题", ("责任", "开头")),
        IndexedSection("duties/x.html#a", "甲1", ("一",)),
        IndexedSection("duties/x.html#b&c", "乙", ("二",)),
    )


def test_below_its_first_heading_a_page_has_its_own_address() -> None:
    link = '<a class="headerlink" href="#a" title="本节链接">&para;</a>'
    html = f'<h1 id="a">甲{link}</h1><p>一</p><h2 id="b">乙{link}</h2><p>二</p>'
    assert page_sections("study/a.html", "题", html) == (
        IndexedSection("study/a.html", "甲", ("一",)),
        IndexedSection("study/a.html#b", "乙", ("二",)),
    )


def test_what_is_not_to_be_searched_is_left_out() -> None:
    html = '<p>一</p><div class="course" data-search-exclude><dl><dt>术语</dt><h2 id="a">甲</h2></dl></div><p>二</p>'
    assert page_sections("study/a.html", "题", html) == (IndexedSection("study/a.html", "题", ("一", "二")),)


def test_all_that_stands_in_what_is_left_out_is_left_out() -> None:
    html = "<div data-search-exclude><div>一</div><div>二</div>三</div>四"
    assert lines_of(html) == ("四",)


def test_a_title_is_text() -> None:
    assert page_sections("a.html", "甲 &lt;乙&gt;", "<p>一</p>")[0].title == "甲 <乙>"


def test_what_nobody_closed_hides_nothing() -> None:
    # As in a browser: the heading ends the paragraph.
    html = '<p>一<p data-search-exclude>二<h2 id="a">甲</h2><div><h3 id="b">乙</h3>三'
    assert page_sections("study/a.html", "题", html) == (
        IndexedSection("study/a.html", "题", ("一",)),
        IndexedSection("study/a.html#a", "甲", ()),
        IndexedSection("study/a.html#b", "乙", ("三",)),
    )


def test_comments_are_not_found() -> None:
    html = '<p>一</p><!-- 待办 <h2 id="old">旧节</h2> --><p>二</p><!-- <p>三</p>'
    assert page_sections("study/a.html", "题", html) == (IndexedSection("study/a.html", "题", ("一", "二")),)


def test_only_a_title_that_begins_the_page_has_the_address_of_the_page() -> None:
    assert page_sections("a.html", "题", '<p>前言</p><h1 id="a">甲</h1><p>一</p>') == (
        IndexedSection("a.html", "题", ("前言",)),
        IndexedSection("a.html#a", "甲", ("一",)),
    )
    assert page_sections("a.html", "题", '<h1 id="a">甲</h1><p>一</p><h1 id="b">乙</h1><p>二</p>') == (
        IndexedSection("a.html", "甲", ("一",)),
        IndexedSection("a.html#b", "乙", ("二",)),
    )


def test_a_heading_that_is_not_to_be_searched_takes_its_section_along() -> None:
    html = '<h1 id="a">甲</h1><p>一</p><h2 data-search-exclude id="b">乙</h2><p>二</p><h2 id="c">丙</h2><p>三</p>'
    assert page_sections("a.html", "题", html) == (
        IndexedSection("a.html", "甲", ("一",)),
        IndexedSection("a.html#c", "丙", ("三",)),
    )


def test_the_index_has_the_traditional_characters_that_its_text_needs() -> None:
    files = search_files(
        [IndexedSection("study/a.html", "训", ("關",)), IndexedSection("maintain/index.html", "台", ())], ()
    )
    assert told(files["search/course.js"])["traditional"] == "訓训關关"
    assert told(files["search/staff.js"])["traditional"] == "檯台臺台颱台"


def test_no_simplified_character_of_the_table_is_a_traditional_one_too() -> None:
    pairs = pairs_for({chr(code) for code in range(0x3400, 0xA000)})
    assert not set(pairs[::2]) & set(pairs[1::2])
    assert len(set(pairs[::2])) == len(pairs) // 2
