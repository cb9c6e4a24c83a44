"""Everything the generator writes, as a mapping from path to text.

Pages are Markdown with one raw HTML block each: both site engines pass that through untouched. Parts of
hand-written pages are snippets, which the pages name with `--8<--`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from course.build_cache import NO_CACHE, NoCache
from course.model.bank import TYPE_LABELS, BankFile, Question
from course.model.changes import Changes
from course.model.course import Course
from course.model.glossary import Term
from course.model.study import ROLES, Point, Requirement, StudyPage
from course.site.booklet import booklet
from course.site.changes import changes_page
from course.site.course_map import paths_by_role, paths_by_time, study_map
from course.site.coverage_page import coverage_page
from course.site.documents import documents_page
from course.site.duties import duty_pages
from course.site.html import address, front
from course.site.player_data import index, script, shard
from course.site.questions import question_list
from course.site.self_check import SelfChecks
from course.site.term_links import Explainer


def render(course: Course, changes: Changes | None = None, cache: NoCache = NO_CACHE) -> dict[str, str]:
    """Return every generated file of a course that has no errors; with `changes`, a page that lists them."""
    return dict(_files(course, changes, cache))


def _files(course: Course, changes: Changes | None, cache: NoCache) -> Iterator[tuple[str, str]]:
    addresses = cache.call(_addresses, course.study)
    explainer = cache.call(Explainer, course.terms)
    # A question is shown on its page, in its data and in self-checks.
    shown = {bank.name: cache.call(_explained, bank, explainer) for bank in course.banks}
    version = course.version
    for bank in course.banks:
        explained = shown[bank.name]
        yield (
            f"docs/quizzes/{bank.name}.md",
            cache.call(_quiz, bank, explained, _page_title(course, bank), addresses),
        )
        data = shard(course, bank, explained, version, cache)
        yield f"docs/quizzes/data/{bank.name}.js", script("courseShards", data)
    yield "docs/quizzes/data/index.js", script("courseIndex", index(course))
    yield "docs/quizzes/index.md", _quiz_list(course, changes)
    yield from cache.call(duty_pages, course.study, explainer)
    if changes:
        yield "docs/reports/changes.md", changes_page(course, changes)
    yield "docs/reports/coverage.md", coverage_page(course)
    yield "docs/reports/documents.md", documents_page(course)
    yield "generated/booklet.md", booklet(course, cache)
    yield "generated/map.md", _map(course)
    yield "generated/roles.md", _roles(course)
    yield "generated/study-map.md", study_map(course)
    yield "generated/paths-by-time.md", paths_by_time(course)
    yield "generated/paths-by-role.md", paths_by_role(course)
    checks = SelfChecks(course.banks)
    by_id = {question.id: question for explained in shown.values() for question in explained}
    for number, study in enumerate(course.study):
        following = course.study[number + 1] if number + 1 < len(course.study) else None
        yield f"generated/opening/{study.name}.md", _opening(study, _banks_of(course, study))
        yield f"generated/closing/{study.name}.md", _closing(course, study, following)
        for requirement in study.requirements:
            bank_name, chosen = checks.choose(study.page.path, requirement.id)
            asked = [by_id[question.id] for question in chosen]
            yield f"generated/self-check/{requirement.id}.md", _self_check(requirement, bank_name, asked, addresses)


def _addresses(pages: Iterable[StudyPage]) -> dict[str, tuple[Point, str]]:
    """Return every point and where it is taught, by its id."""
    return {
        point.id: (point, f"{study.page.path}#{point.id}")
        for study in pages
        for requirement in study.requirements
        for point in requirement.points
    }


def _explained(bank: BankFile, explainer: Explainer) -> tuple[Question, ...]:
    return tuple(explainer.explained(question) for question in bank.questions)


def _quiz(bank: BankFile, shown: Sequence[Question], taught_on: str, addresses: Mapping[str, tuple[Point, str]]) -> str:
    title = f"自测：{bank.title}"
    return (
        f"{front(title, searched=False, bank=bank.name)}"
        '<div class="course" data-search-exclude>\n'
        f"<h1>{escape(title)}</h1>\n"
        f'<p class="course-meta">共 {len(bank.questions)} 题，考查学习页'
        f'“<a href="../{escape(address(bank.page))}">{escape(taught_on)}</a>”。'
        '<a href="index.html">看全部自测</a></p>\n'
        f'<course-quiz data-bank="{escape(bank.name)}">\n'
        f"{question_list(shown, dict(addresses), with_ids=True)}\n"
        "</course-quiz>\n</div>\n"
    )


def _page_title(course: Course, bank: BankFile) -> str:
    return next(study.title for study in course.study if study.page.path == bank.page)


def _quiz_list(course: Course, changes: Changes | None) -> str:
    news = '<p><a href="../reports/changes.html">本次更正了哪些题</a></p>\n' if changes else ""
    rows = "\n".join(
        f'<li class="course-card"><h2><a href="{escape(bank.name)}.html">{escape(bank.title)}</a></h2>'
        f'<p class="course-meta">{_by_type(bank)}</p>'
        f'<p class="course-actions"><a class="course-button course-button--primary" href="{escape(bank.name)}.html">'
        f'做自测（{len(bank.questions)} 题）</a><a class="course-button" href="../{escape(address(bank.page))}">'
        "看学习页</a></p></li>"
        for study in course.study
        for bank in _banks_of(course, study)
    )
    return (
        f"{front('自测', searched=False)}"
        '<div class="course" data-search-exclude>\n<h1>自测</h1>\n'
        "<p>每套自测对应一个学习页。做完一题就能看到对错、每个选项错在哪里，以及它出自学习页的哪一条要点。</p>\n"
        f"{news}"
        f'<ul class="course-cards">\n{rows}\n</ul>\n</div>\n'
    )


def _by_type(bank: BankFile) -> str:
    counts = {name: sum(question.type == name for question in bank.questions) for name in TYPE_LABELS}
    return "、".join(f"{TYPE_LABELS[name]} {count}" for name, count in counts.items() if count)


def _opening(study: StudyPage, banks: list[BankFile]) -> str:
    points = sum(len(requirement.points) for requirement in study.requirements)
    questions = sum(len(bank.questions) for bank in banks)
    goals = "".join(f"<li>{escape(goal)}</li>" for goal in study.goals)
    rows = "".join(_overview_row(requirement) for requirement in study.requirements)
    return (
        '<div class="course course-opening" data-search-exclude>\n'
        f'<p class="course-meta">出处：{escape(study.locator)}。阅读约 {study.minutes} 分钟；'
        f"{len(study.requirements)} 项要求，{points} 个要点，{questions} 道题。</p>\n"
        f'<section class="course-goals"><p><strong>学完这一页，你</strong></p><ul>{goals}</ul></section>\n'
        '<table class="course-overview"><caption>本页要求与要点</caption>'
        '<thead><tr><th scope="col">要求</th><th scope="col">要点</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>\n</div>\n"
    )


def _overview_row(requirement: Requirement) -> str:
    points = "".join(
        f'<li><a href="#{escape(point.id)}">{escape(point.label)}</a></li>' for point in requirement.points
    )
    roles = "、".join(ROLES[role] for role in requirement.roles)
    return (
        f'<tr><th scope="row"><a href="#{escape(requirement.id)}">{escape(requirement.title)}</a>'
        f"<small>出处：{escape(requirement.locator)}</small><small>对象：{roles}</small></th>"
        f'<td><ul class="course-points">{points}</ul></td></tr>'
    )


def _closing(course: Course, study: StudyPage, following: StudyPage | None) -> str:
    terms = {term.id: term for term in course.terms}
    used = [terms[name] for name in study.page.terms]
    entries = "".join(
        f'<dt><a href="../glossary.html#{escape(term.id)}">{escape(term.name)}</a></dt><dd>{escape(term.meaning)}</dd>'
        for term in used
    )
    quizzes = "".join(
        f'<li><a href="../quizzes/{escape(bank.name)}.html">做一做“{escape(bank.title)}”的全部 {len(bank.questions)} 道题</a></li>'
        for bank in _banks_of(course, study)
    )
    onward = (
        f'<li><a href="../{escape(address(following.page.path))}">下一页：{escape(following.title)}</a></li>'
        if following
        else '<li><a href="../index.html">回到首页</a></li>'
    )
    glossary = (
        f'## 本页术语\n\n<div class="course" data-search-exclude>\n<dl class="course-terms">{entries}</dl>\n</div>\n\n'
        if used
        else ""
    )
    return (
        f'{glossary}## 接下来 {{ .course-screen }}\n\n<div class="course" data-search-exclude>\n<ul class="course-onward">{quizzes}{onward}</ul>\n</div>\n\n'
        f"{_definitions(used)}"
    )


def _definitions(terms: list[Term]) -> str:
    """Return the link definitions that let the page write a term as `[三会一课]`, its meaning as the title."""
    return "".join(
        f'[{name}]: ../glossary.md#{term.id} "{term.meaning.replace(chr(34), "”")}"\n'
        for term in terms
        for name in term.names
    )


def _self_check(
    requirement: Requirement,
    bank: str,
    questions: list[Question],
    addresses: Mapping[str, tuple[Point, str]],
) -> str:
    names = " ".join(question.id or "" for question in questions)
    return (
        '<div class="course" data-search-exclude>\n'
        f'<course-self-check data-bank="{escape(bank)}" data-questions="{escape(names)}">\n'
        f'<p class="course-self-check-title"><strong>自测：{escape(requirement.title)}</strong></p>\n'
        f"{question_list(questions, dict(addresses), with_ids=False)}\n"
        "</course-self-check>\n</div>\n"
    )


def _banks_of(course: Course, study: StudyPage) -> list[BankFile]:
    return [bank for bank in course.banks if bank.page == study.page.path]


def _roles(course: Course) -> str:
    """Return where each role begins: its duties, and how many they are."""
    return (
        '<ul class="course course-roles" data-search-exclude>\n'
        # From the single member up to the organisation: most readers find themselves at once.
        f"{''.join(_role(course, role) for role in reversed(ROLES))}\n</ul>\n"
    )


def _role(course: Course, role: str) -> str:
    bound = list(course.duties(role))
    points = sum(len(points) for _, _, points in bound)
    return (
        f'<li><a href="duties/{role}.html"><strong>{ROLES[role]}</strong> '
        f"<span>{len(bound)} 项要求，{points} 个要点</span> <span>看责任清单</span></a></li>"
    )


def _map(course: Course) -> str:
    """Return the course as a map: the speech's parts, in each the pages that teach it."""
    titles = {heading.locator: heading.title for heading in course.outline}
    parts: dict[str, list[StudyPage]] = {}
    for study in course.study:
        part = next((locator for locator in titles if _heads(locator, study.locator)), study.locator)
        parts.setdefault(part, []).append(study)
    blocks = "".join(
        f'<section class="course-part"><h3><span>{escape(part)}</span>{escape(titles.get(part, ""))}</h3>'
        f'<ol class="course-cards">{"".join(_card(course, study) for study in pages)}</ol></section>'
        for part, pages in parts.items()
    )
    return f'<div class="course course-map" data-search-exclude>\n{blocks}\n</div>\n'


def _heads(part: str, locator: str) -> bool:
    """Tell whether `part` is a main part of the speech and `locator` a place in it."""
    return locator.startswith(part) and not any(mark in part for mark in "（·")


def _card(course: Course, study: StudyPage) -> str:
    page = escape(address(study.page.path))
    requirements = "".join(
        f'<li><a href="{page}#{escape(requirement.id)}">{escape(requirement.title)}</a>'
        f"<small>{len(requirement.points)} 个要点</small></li>"
        for requirement in study.requirements
    )
    quizzes = "".join(
        f'<a class="course-button" href="quizzes/{escape(bank.name)}.html">自测（{len(bank.questions)} 题）</a>'
        for bank in _banks_of(course, study)
    )
    return (
        f'<li class="course-card"><p class="course-locator">{escape(study.locator)}</p>'
        f'<h4><a href="{page}">{escape(study.title)}</a></h4><ul>{requirements}</ul>'
        f'<p class="course-actions"><a class="course-button course-button--primary" href="{page}">'
        f"学习（约 {study.minutes} 分钟）</a>{quizzes}</p></li>"
    )
