"""Pictures in SVG are let through only if they can neither run anything nor call another host."""

import pytest

from course.load.svg import refused_in_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
PUBLIC = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def refused(picture: str) -> list[str]:
    return [what for _, what in refused_in_svg(picture.encode())]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("<script>x</script>", ["<script>"]),
        ('<g onload="x"/>', ['onload="x"']),
        ('<use href="https://host.test/a.svg#a"/>', ['href="https://host.test/a.svg#a"']),
        ('<use xlink:href="javascript:x"/>', ['href="javascript:x"']),
        ('<style>@import "https://host.test/"</style>', ["style 里的地址"]),
        ('<style><![CDATA[@im\\port "x"]]></style>', ["style 里的地址"]),
        ('<style>a{background:image-set("//host.test/" 1x)}</style>', ["style 里的地址"]),
        ('<g style="fill:url( https://host.test/)"/>', ['style="fill:url( https://host.test/)"']),
        ('<g fill="url(//host.test/#a)"/>', ['fill="url(//host.test/#a)"']),
        ("<foreignObject/>", ["<foreignObject>"]),
        ('<a href="x"/>', ["<a>", 'href="x"']),
        ('<image href="x"/>', ["<image>", 'href="x"']),
        ("<animate/>", ["<animate>"]),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', ["<script>"]),
        ('<?xml-stylesheet href="x"?>', ["<? 或 & 开头的写法"]),
        ("<g", ["不合 XML 写法的内容"]),
    ],
)
def test_what_acts_is_refused(part: str, expected: list[str]) -> None:
    assert refused(SVG.format(part)) == expected


@pytest.mark.parametrize(
    "picture",
    [
        f'<?xml-stylesheet href="https://host.test/"?>{SVG}',
        f'<!DOCTYPE svg [<!ENTITY a "&#60;script/>">]>{SVG.format("&a;")}',
        f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]>{SVG}',
        f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://host.test/"> %a;]>{SVG}',
        "<html/>",
        "",
    ],
)
def test_what_stands_around_a_picture_is_looked_at(picture: str) -> None:
    assert refused(picture) != []


def test_the_encoding_hides_nothing() -> None:
    picture = f'<?xml version="1.0" encoding="utf-16"?>{SVG.format("<script/>")}'
    assert [what for _, what in refused_in_svg(picture.encode("utf-16"))] == ["<script>"]


@pytest.mark.parametrize(
    "picture",
    [
        SVG.format('<defs><path id="a" d="M0 0"/></defs><use xlink:href="#a"/><g style="fill:url(#a)"/>'),
        SVG.format("<style>.a{fill:red}</style><!-- x --><text>&amp;</text>"),
        PUBLIC + SVG,
    ],
)
def test_a_plain_picture_is_let_through(picture: str) -> None:
    assert refused(picture) == []
