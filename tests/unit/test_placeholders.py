"""Generated HTML that waits beside the page while Markdown works."""

from course.site.placeholders import Placeholders

HTML = '<div class="course">\n<p id="a">一</p>\n</div>\n'
MIXED = '## 标题\n\n<div class="course"></div>\n'


def test_a_page_of_html_waits_and_comes_back_as_it_was() -> None:
    aside = Placeholders()
    left = aside.page(HTML)
    assert "一" not in left
    assert aside.ids == {"a"}
    assert aside.put_back(f"<article>{left}</article>") == f"<article>{HTML.strip()}</article>"


def test_snippets_of_html_wait_and_others_are_left_to_markdown() -> None:
    parts = {"one.md": HTML, "two.md": MIXED, "three.md": HTML.replace("一", "三").replace('"a"', '"c"')}
    written = '# 题\n\n--8<-- "one.md"\n\n--8<-- "two.md"\n\n--8<-- "three.md"\n'
    aside = Placeholders()
    left = aside.snippets(written, parts.__getitem__)
    assert '--8<-- "two.md"' in left
    assert left.count("--8<--") == 1
    assert aside.left == MIXED
    assert aside.ids == {"a", "c"}
    back = aside.put_back(left)
    assert back == written.replace('--8<-- "one.md"', HTML.strip()).replace(
        '--8<-- "three.md"', parts["three.md"].strip()
    )


def test_what_questions_say_cannot_take_the_place_of_a_later_block() -> None:
    aside = Placeholders()
    left = aside.snippets(
        '--8<-- "a"\n--8<-- "b"\n',
        {"a": '<ul id="x">&lt;div id="course-aside-1"&gt;</ul>', "b": "<ul> </ul>"}.__getitem__,
    )
    assert aside.put_back(left) == '<ul id="x">&lt;div id="course-aside-1"&gt;</ul>\n<ul> </ul>\n'


def test_a_page_with_text_beside_its_html_is_left_to_markdown() -> None:
    assert Placeholders().page(MIXED) == MIXED
