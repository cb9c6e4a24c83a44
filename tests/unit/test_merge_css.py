"""The one style sheet of a release: what stays, what goes, and how pages find it."""

from pathlib import Path

import pytest

from course.release.merge_css import MERGED, merge_styles

THEME = "assets/stylesheets/main.0123abcd.min.css"
HEAD = '<link rel="stylesheet" href="{0}assets/stylesheets/main.0123abcd.min.css">\n<link rel="stylesheet" href="{0}assets/site.css">\n'

# What the theme has, and what of it is left on a site with one page `<p class="used" dir="ltr" data-kind="note">` and one
# script that names `byScript`, `--by-script`, `dataset.madeHere` and parts of the theme that no site has.
CASES = {
    ".used{color:red}": ".used{color:red}",
    ".unused{color:red}": "",
    ".used .unused,.used>p{color:red}": ".used>p{color:red}",
    ".used:not(.unused){color:red}": ".used:not(.unused){color:red}",
    "p::before{content:'}'}": "p::before{content:'}'}",
    ".byScript{color:red}": ".byScript{color:red}",
    "[data-made-here]{color:red}": "[data-made-here]{color:red}",
    "[data-kind=note]{color:red}": "[data-kind=note]{color:red}",
    "[data-kind=tip]{color:red}": "",
    "[dir=rtl] .used{left:0}": "",
    "[dir=ltr] .used{left:0}": "[dir=ltr] .used{left:0}",
    ".md-version__list{color:red}": "",
    "#nobody{color:red}": "",
    "@media print{.unused{color:red}}": "",
    "@media print{.used{color:red}.unused{color:red}}": "@media print{.used{color:red}}",
    "@supports (mask:none){@media print{.used{mask:none!important}}}": "@supports (mask:none){@media print{.used{mask:none!important}}}",
    "@keyframes k{0%{top:0}}": "@keyframes k{0%{top:0}}",
    ":root{--seen:1;--unread:2;--by-script:3}p{top:var(--seen)}": ":root{--seen:1;--by-script:3}p{top:var(--seen)}",
    ":root{--icon:url('data:image/svg+xml;charset=utf-8,<svg>{}</svg>')}": "",
    ":root{--a:var(--b);--b:1}": "",
    ".used{background:url(../images/a.png)}": ".used{background:url(images/a.png)}",
    "p{width:1px;width:min(1px,2px)}": "p{width:1px;width:min(1px,2px)}",
    "/* note */p{color:red;/* note */}": "p{color:red}",
}


def site(folder: Path, theme: str, own: str = "") -> Path:
    files = {
        "index.html": f'{HEAD.format("")}<p class="used" dir="ltr" data-kind="note">',
        "study/a.html": f'{HEAD.format("../")}<link rel="stylesheet" href="../assets/more.css">\n<p>',
        "404.html": f"{HEAD.format('/')}<p>",
        THEME: f'@charset "UTF-8";{theme}',
        "assets/site.css": own,
        "assets/more.css": "/* why */\nb { top: var(--more) }",
        "assets/player/player.js": "a.dataset.madeHere='';b('byScript','--by-script','rtl','md-version__list')",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("theme", CASES)
def test_what_nobody_names_goes(tmp_path: Path, theme: str) -> None:
    merge_styles(site(tmp_path, theme))
    assert (tmp_path / MERGED).read_text(encoding="utf-8") == '@charset "utf-8";' + CASES[theme].replace("'", '"')


def test_rules_of_the_course_all_stay_behind_those_of_the_theme(tmp_path: Path) -> None:
    merge_styles(
        site(tmp_path, "p{top:0}", ".made-of-parts {\n  top: 0; /* why */\n  --mine: 1;\n}\n.used { top: var(--mine) }")
    )
    merged = (tmp_path / MERGED).read_text(encoding="utf-8")
    assert merged == '@charset "utf-8";p{top:0}.made-of-parts{top:0;--mine:1}.used{top:var(--mine)}'


def test_every_page_asks_for_it_from_where_it_stands(tmp_path: Path) -> None:
    merge_styles(site(tmp_path, "p{top:0}"))
    link = '<link rel="stylesheet" href="{}assets/styles.css">\n'
    assert (tmp_path / "index.html").read_text(encoding="utf-8").startswith(link.format("") + "<p")
    assert (tmp_path / "404.html").read_text(encoding="utf-8").startswith(link.format("/") + "<p")
    # What only some pages ask for stays beside it.
    more = '<link rel="stylesheet" href="../assets/more.css">\n<p>'
    assert (tmp_path / "study/a.html").read_text(encoding="utf-8") == link.format("../") + more
    assert sorted(file.name for file in tmp_path.rglob("*.css")) == ["more.css", "styles.css"]


def test_a_sheet_of_some_pages_is_as_short_and_has_what_it_reads(tmp_path: Path) -> None:
    merge_styles(site(tmp_path, ":root{--more:1px;--unread:1px}"))
    assert (tmp_path / MERGED).read_text(encoding="utf-8") == '@charset "utf-8";:root{--more:1px}'
    assert (tmp_path / "assets/more.css").read_text(encoding="utf-8") == '@charset "utf-8";b{top:var(--more)}'
