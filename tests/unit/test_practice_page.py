"""The page 练习 names the paper that its link begins."""

from dataclasses import replace

from course.load.course import load_course
from course.site.html import site_templates
from course.site.practice import practice
from support.site_build import ARCHIVES


def test_the_quick_paper_is_the_shortest_for_which_no_page_is_to_be_chosen() -> None:
    course, _ = load_course(ARCHIVES)
    # The one by page is shorter.
    assert "到岗卷：10 题，15 分钟" in practice(course, site_templates())


def test_without_such_a_paper_there_is_no_tile_for_it() -> None:
    course, _ = load_course(ARCHIVES)
    by_page = tuple(file for file in course.exams if file.exam.choose_page)
    assert "exam.html?quick" not in practice(replace(course, exams=by_page), site_templates())
