"""Pages without indents."""

import pytest

from course.site.shrink import without_indents

CASES = {
    "between tags": ("<ul>\n\n    <li>一</li>\n  \n  <li>二</li>\n</ul>", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
    "around a text": ("<a>\n      首页\n    </a>", "<a>\n首页\n</a>"),
    "none where there was none": ("<b>一</b><i>二</i> <u>三</u>", "<b>一</b><i>二</i> <u>三</u>"),
    "a space stays a space": ("<b>一</b>  <i>二</i>", "<b>一</b>  <i>二</i>"),
    "inside of a text": ("<p>第一行\n  第二行</p>", "<p>第一行\n  第二行</p>"),
    "after a text": ("<p>一  \n  <b>二</b> \n</p>", "<p>一\n<b>二</b>\n</p>"),
    "wide spaces": ("<br>\n　　二\n　<b>三</b>", "<br>\n　　二\n　<b>三</b>"),
    "code": ("<pre>\n  a\n\n  <b>b</b>\n</pre>\n\n<p>", "<pre>\n  a\n\n  <b>b</b>\n</pre>\n<p>"),
    "scripts": ("<script>\n  if (a <\n  b) c()\n</script>\n  <i>", "<script>\n  if (a <\n  b) c()\n</script>\n<i>"),
}


@pytest.mark.parametrize("case", CASES)
def test_only_indents_go(case: str) -> None:
    before, after = CASES[case]
    assert without_indents(before) == after
    assert without_indents(after) == after
