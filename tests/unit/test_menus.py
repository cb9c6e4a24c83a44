"""Entries of menus that are alike on all pages of a folder are made once."""

from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.theme import Theme

from course.site.mkdocs_menus import Menus, share_entries


def page(url: str) -> Any:
    return SimpleNamespace(url=url)


ELSEWHERE: Any = SimpleNamespace(active=False)
HERE: Any = SimpleNamespace(active=True)


@pytest.mark.parametrize(
    ("first", "second", "entry", "made"),
    [
        (page("quizzes/a.html"), page("quizzes/b.html"), ELSEWHERE, 1),
        (page("quizzes/a.html"), page("reports/a.html"), ELSEWHERE, 2),
        (page("quizzes/a.html"), page("quizzes/b.html"), HERE, 2),
        (None, None, ELSEWHERE, 2),
    ],
    ids=["one folder", "two folders", "leads to the page", "no page"],
)
def test_an_entry_is_made_once_where_it_is_alike(first: Any, second: Any, entry: Any, made: int) -> None:
    menus, calls = Menus(), []

    def make(*arguments: object) -> str:
        calls.append(arguments)
        return "entry"

    assert [menus.entry(one, make, entry, "__nav_1", 1) for one in (first, second)] == ["entry", "entry"]
    assert calls == [(entry, "__nav_1", 1)] * made


def test_entries_at_two_places_and_below_sections_with_the_page_are_made_for_themselves() -> None:
    menus, beside = Menus(), page("study/a.html")
    places = [("__nav_1_1", ELSEWHERE), ("__nav_1_2", ELSEWHERE), ("__nav_1_2", HERE)]
    made = [
        menus.entry(beside, lambda _, path, level, above: f"{path} {level} {above.active}", ELSEWHERE, path, 2, above)
        for path, above in places
    ]
    assert made == ["__nav_1_1 2 False", "__nav_1_2 2 False", "__nav_1_2 2 True"]


@pytest.mark.parametrize("template", ["partials/nav.html", "partials/nav-item.html"])
def test_the_menus_of_the_theme_get_their_entries_from_there(template: str) -> None:
    env = Theme(name="material").get_env()
    assert env.loader
    before = env.loader.get_source(env, template)[0]
    share_entries(env)
    after = env.loader.get_source(env, template)[0]
    assert "course_menus.entry(" in after
    assert len(after.splitlines()) == len(before.splitlines())
