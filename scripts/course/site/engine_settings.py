"""What the site engines are given: the program's settings, with the title, menus and folders of one assembled course."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

from course.environment import PROGRAM, program_version
from course.model.course import Course
from course.site.html import address
from course.text.yaml_reader import read

SETTINGS = "mkdocs.yml"
_FIXED = PROGRAM / "theme/engine.yml"
# (menu, its pages in order); of pages that a course does not have, none is shown.
_PRACTICE = (
    "practice/index.md", "practice/review.md", "practice/mistakes.md", "practice/drill.md", "practice/recite.md",
    "quizzes/index.md", "practice/exam.md", "practice/sprint.md", "practice/progress.md", "practice/notes.md",
    "practice/slip.md", "practice/settings.md", "practice/branch.md",
)  # fmt: skip
_STAFF = (
    "maintain/index.md", "maintain/desk.md", "maintain/new.md", "maintain/questions.md", "maintain/review.md", "maintain/documents.md", "maintain/unit.md",
    "maintain/coverage.md", "reports/coverage.md", "reports/documents.md", "reports/local.md", "maintain/quality.md", "maintain/judging.md",
    "maintain/paper.md", "reports/cards.md", "reports/cards-leader.md", "maintain/excel.md", "maintain/messages.md", "maintain/host.md", "maintain/https.md",
    "maintain/server.md", "maintain/publish.md", "maintain/exchange.md",
)  # fmt: skip


# The bar at the bottom edge of phones: (icon, its words, the page, where the pages of that place begin).
_PLACES = (
    ("home", "首页", "index.md", ("index.html",)),
    ("study", "学习", "study/index.md", ("study/", "duties/", "glossary.html", "booklet.html")),
    ("practice", "练习", "practice/index.md", ("practice/", "quizzes/")),
    ("me", "我的", "practice/progress.md", ("practice/progress.html", "practice/settings.html", "practice/slip.html")),
)


def engine_settings(course: Course, pages: Sequence[str]) -> str:
    """Return the configuration of a folder in which a course is assembled, beside its `docs` and `theme`.

    `pages` are the paths of all assembled pages below `docs`. JSON is YAML.
    """
    document, _ = read(_FIXED.read_text(encoding="utf-8"), _FIXED.name)
    settings = _plain(document.value)
    settings["theme"]["custom_dir"] = "theme"
    if course.unit.logo:
        settings["theme"]["logo"] = f"local/files/{course.unit.logo}"
    settings |= {
        # A course whose name could not be read is shown only with its errors. The theme puts it into pages as HTML.
        "site_name": escape(course.title or "课程"),
        # The theme puts it into pages as HTML, too.
        "site_description": escape(course.about) or None,
        # The theme puts it into the footer of every page as HTML.
        "copyright": escape("　".join((*about_unit(course), f"程序版本 {program_version()}"))),
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": list(menus(course, pages)),
        "extra": {**settings["extra"], "course": asdict(course.identity), "places": list(_places(pages))},
        # The page is complete already: the plugin has nothing to assemble.
        "plugins": [{"search": {"lang": "zh"}}, {"course": {"assembled": True}}],
    }
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n"


def menus(course: Course, pages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the menus, each with the assembled pages that belong there."""
    there = set(pages)
    study = [study.page.path for study in course.study]
    placed = {*study, *_PRACTICE, *_STAFF, "index.md", "glossary.md", "study/index.md", "booklet.md"}
    # Pages that a course has beside its study pages.
    local = [page.path for page in course.pages if page.path.startswith("local/")]
    others = [page.path for page in course.pages if page.path not in {*placed, *local}]
    duties = ["duties/index.md", *(path for path in pages if path.startswith("duties/") and path != "duties/index.md")]
    for title, wanted in (
        ("首页", "index.md"),
        ("学习", ["study/index.md", *study, *others, "booklet.md"]),
        ("职责", duties),
        ("练习", _PRACTICE),
        ("术语", "glossary.md" if course.terms else []),
        (course.unit.short or "本单位", local),
        ("维护", _STAFF),
    ):
        if isinstance(wanted, str):
            found: Any = wanted if wanted in there else None
        else:
            found = [path for path in wanted if path in there]
        if found:
            yield {title: found}


def _places(pages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the places of the bottom bar that a course has. A page that two of them begin with belongs to the later one."""
    for icon, words, path, begins in _PLACES:
        if path in pages:
            yield {"icon": icon, "words": words, "page": address(path), "begins": list(begins)}


def about_unit(course: Course) -> tuple[str, ...]:
    """Return what readers see of the unit that uses the course."""
    contact = f"内容有错、有疑问，请找{course.unit.contact}" if course.unit.contact else ""
    return tuple(filter(None, (course.unit.name, contact)))


def _plain(value: Any) -> Any:  # noqa: ANN401 -- any YAML value
    """Return a value of our YAML reader, whose lists are tuples, as JSON has it."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
