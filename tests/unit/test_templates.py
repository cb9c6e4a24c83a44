"""Templates escape what they are not told to trust, refuse unknown names, and are where HTML is written."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from course.site.html import site_templates
from course.site.questions import QuestionTexts, Shown, Solved
from course.site.quizzes import Quiz
from course.templates import SUFFIX, Templates
from support.sources import PACKAGE, SCRIPTS, tree

# Not a part of an address such as /<name>, nor the name of a group in a pattern.
TAG = re.compile(r"(?<![/P])</?[a-z][a-z0-9-]*[ />]")
# Markup of bank texts, fragments for other platforms, what is put into or taken out of HTML made by others, XML.
WRITERS = {
    "authoring/new.py", "formats/anki.py", "formats/gift/read.py", "formats/html_out.py", "formats/moodle/read.py",
    "formats/text/markdown.py", "office/libreoffice.py", "release/merge_css.py", "release/server_configs.py", "site/html.py", "site/blocks.py",
    "site/search_index.py", "text/yaml_errors.py",
}  # fmt: skip
TEMPLATES = sorted((SCRIPTS / "course").rglob(f"*{SUFFIX}"))


@dataclass(frozen=True, slots=True)
class View:
    text: str


def templates(folder: Path, text: str) -> Templates:
    (folder / f"page{SUFFIX}").write_text(text, encoding="utf-8")
    return Templates(folder, {})


def test_a_value_is_escaped_unless_it_is_markup(tmp_path: Path) -> None:
    made = templates(tmp_path, '<p title="{{ view.text }}">{{ view.text }}</p>\n')
    assert made.render("page", View("<b> & \"'")) == (
        '<p title="&lt;b&gt; &amp; &#34;&#39;">&lt;b&gt; &amp; &#34;&#39;</p>\n'
    )
    assert made.render("page", View(Markup("&amp;"))) == '<p title="&amp;">&amp;</p>\n'


def test_a_rendered_template_is_markup_in_another(tmp_path: Path) -> None:
    made = templates(tmp_path, "<p>{{ view.text }}</p>\n")
    assert made.render("page", View(made.fragment("page", View("<")))) == "<p><p>&lt;</p>\n</p>\n"


@pytest.mark.parametrize("text", ["{{ view.other }}", "{{ other }}", "{% if view.other %}{% endif %}"])
def test_a_name_that_the_view_lacks_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(UndefinedError):
        templates(tmp_path, text).render("page", View("一"))


def test_blocks_leave_no_blank_lines(tmp_path: Path) -> None:
    made = templates(tmp_path, "<ul>\n  {% for one in view.text %}\n<li>{{ one }}</li>\n  {% endfor %}\n</ul>\n")
    assert made.render("page", View("甲乙")) == "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"


def test_a_bank_text_keeps_its_markup_and_its_blanks_are_shown_as_the_template_says() -> None:
    question = Shown("q-1", "blank", "填空题", QuestionTexts("填 {{}}，**不** <b>"), Solved(), "", ())
    page = site_templates().render("quiz", Quiz("", "", "", "", (question,)))
    assert (
        '<p class="course-stem">填 <span class="course-gap">（　　　）</span>，<strong>不</strong> &lt;b&gt;</p>'
        in page
    )


@pytest.mark.parametrize("file", PACKAGE, ids=lambda file: file.relative_to(SCRIPTS).as_posix())
def test_html_is_written_in_templates(file: Path) -> None:
    if file.relative_to(SCRIPTS / "course").as_posix() not in WRITERS:
        assert [text for text in texts(tree(file)) if TAG.search(text)] == []


def texts(module: ast.Module) -> list[str]:
    """Return the strings of a module that are neither documentation nor patterns."""
    nodes = list(ast.walk(module))
    about = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    patterns = {
        id(inner)
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        for inner in ast.walk(node)
    }
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about | patterns
    ]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_template_switches_escaping_off(file: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape", file.read_text(encoding="utf-8"))
