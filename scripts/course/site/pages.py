"""Everything the generator writes, as a mapping from path to text.

Pages are Markdown with one raw HTML block each: both site engines pass that through untouched. Parts of
hand-written pages are put in by assembling (course/site/assemble.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from course.build_cache import NO_CACHE, NoCache
from course.model.bank import BankFile, Question
from course.model.changes import Changes
from course.model.course import Course
from course.model.study import Point, StudyPage
from course.model.unfinished import without_unfinished
from course.site.booklet import booklet
from course.site.cards import card_pages
from course.site.changes import changes_page
from course.site.course_map import study_map
from course.site.coverage_page import coverage_page
from course.site.documents import documents_page
from course.site.duties import duty_pages
from course.site.front_page import next_step, roles, study_cards
from course.site.html import site_templates
from course.site.local_page import local_page
from course.site.paths import path_rows, paths_by_role, paths_by_time
from course.site.player_data import index, script, shard
from course.site.practice import practice
from course.site.questions import marked
from course.site.quizzes import quiz, quiz_list, self_check
from course.site.self_check import SelfChecks
from course.site.study_parts import closing, opening, originals
from course.site.term_links import Explainer
from course.site.unit import local_meaning_parts, local_requirement_part, unit_part
from course.templates import Templates


def render(course: Course, changes: Changes | None = None, cache: NoCache = NO_CACHE) -> dict[str, str]:
    """Return every generated file of a course that has no errors; with `changes`, a page that lists them."""
    course = replace(course, banks=tuple(bank for bank in course.banks if not bank.is_empty))
    return dict(_files(course, changes, cache))


def _files(course: Course, changes: Changes | None, cache: NoCache) -> Iterator[tuple[str, str]]:
    others = cache.beside(len(course.study), _pages_around, course, changes, cache)
    yield from _pages_with_questions(course, cache)
    yield from others().items()


def _pages_with_questions(course: Course, cache: NoCache) -> Iterator[tuple[str, str]]:
    """Yield quiz pages, the player's data and the self-checks of study pages."""
    templates = _templates(course, cache)
    addresses = cache.call(_addresses, course.study)
    explainer = cache.call(Explainer, course.terms)
    # A question is shown on its page, in its data and in self-checks.
    shown = {bank.name: cache.call(_explained, bank, explainer) for bank in course.banks}
    version = course.version
    for bank in course.banks:
        explained = shown[bank.name]
        page = cache.call(quiz, bank, explained, _page_title(course, bank), addresses, templates)
        yield f"docs/quizzes/{bank.name}.md", page
        data = shard(course, bank, explained, version, cache)
        yield f"docs/quizzes/data/{bank.name}.js", script("courseShards", data)
    yield "docs/quizzes/data/index.js", script("courseIndex", index(course))
    by_id = {question.id: question for explained in shown.values() for question in explained}
    yield from _self_checks(course, by_id, addresses, templates)


def _pages_around(course: Course, changes: Changes | None, cache: NoCache) -> dict[str, str]:
    """Return the other pages, and the other parts of study pages."""
    return dict(_other_files(course, changes, _templates(course, cache), cache))


def _templates(course: Course, cache: NoCache) -> Templates:
    return cache.call(site_templates, course.source.name, course.group.name, course.unit.name)


def _other_files(
    course: Course, changes: Changes | None, templates: Templates, cache: NoCache
) -> Iterator[tuple[str, str]]:
    yield "parts/booklet.md", booklet(without_unfinished(course), cache)
    yield "docs/quizzes/index.md", quiz_list(course, changes, templates)
    yield from cache.call(duty_pages, course.study, course.roles, cache.call(Explainer, course.terms), templates)
    if changes:
        yield "docs/reports/changes.md", changes_page(course, changes, templates)
    yield "docs/reports/coverage.md", coverage_page(course, templates)
    yield "docs/reports/documents.md", documents_page(course, templates)
    yield "docs/reports/local.md", local_page(course, templates)
    yield from card_pages(without_unfinished(course), templates)
    yield from local_meaning_parts(course, templates)
    if course.unit.name or course.unit.contact:
        yield "parts/unit.md", unit_part(course, templates)
    yield "parts/next.md", next_step(course, templates)
    yield "parts/map.md", study_cards(course, templates)
    yield "parts/practice.md", practice(course, templates)
    yield "parts/roles.md", roles(course, templates)
    yield "parts/study-map.md", study_map(course, templates)
    yield "parts/paths-by-time.md", paths_by_time(course, templates)
    yield "parts/paths-by-role.md", paths_by_role(course, templates)
    yield from _parts_of_study_pages(course, templates)


def _parts_of_study_pages(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    for study, following in zip_longest(course.study, course.study[1:]):
        yield f"parts/opening/{study.name}.md", opening(course, study, templates)
        yield f"parts/closing/{study.name}.md", closing(course, study, following, templates)
        for requirement in study.requirements:
            if original := originals(course, requirement, templates):
                yield f"parts/originals/{requirement.id}.md", original


def _self_checks(
    course: Course,
    by_id: dict[str | None, Question],
    addresses: dict[str, tuple[Point, str]],
    templates: Templates,
) -> Iterator[tuple[str, str]]:
    checks = SelfChecks(course.banks)
    for study in course.study:
        for requirement in study.requirements:
            bank, chosen = checks.choose(study.page.path, requirement.id)
            asked = [by_id[question.id] for question in chosen]
            check = self_check(requirement, bank, asked, addresses, templates)
            local = local_requirement_part(course, requirement.id, templates)
            onward = path_rows(course, f"{study.page.path}#{requirement.id}", templates)
            yield f"parts/self-check/{requirement.id}.md", local + check + onward


def _addresses(pages: Iterable[StudyPage]) -> dict[str, tuple[Point, str]]:
    """Return every point and where it is taught, by its id."""
    return {
        point.id: (point, f"{study.page.path}#{point.id}")
        for study in pages
        for requirement in study.requirements
        for point in requirement.points
    }


def _explained(bank: BankFile, explainer: Explainer) -> tuple[Question, ...]:
    return tuple(marked(explainer.explained(question)) for question in bank.questions)


def _page_title(course: Course, bank: BankFile) -> str:
    return next(study.title for study in course.study if study.page.path == bank.page)
