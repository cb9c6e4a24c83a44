"""What a course calls things, in texts that belong to the program: its pages, the handbook and the player.

Such a text says `@{source}` where it means the course's source document.
"""

import re
from collections.abc import Callable, Mapping

from course.model.course import Course
from course.model.study import DEMAND, Requirement

_WORD = re.compile(r"@\{([a-z-]+)\}")


# What Python-Markdown lets a backslash stand before.
_MARKS = re.compile(r"[\\`*_\[\]()#!|]")


def in_markdown(text: str) -> str:
    """Return a name as Markdown that shows it as it is."""
    return _MARKS.sub(r"\\\g<0>", text)


def words_of(course: Course, plain: Callable[[str], str] = str) -> dict[str, str]:
    """Return the course's words, and examples of how something is written that really exist in it.

    `plain` lets a name stand in the texts as it is.
    """
    example = course.example
    page, requirement = _example(course)
    bank = next((bank.name for bank in course.banks if bank.page == page), "题库名")
    roles = "、".join(f"`{name}`（{plain(label)}）" for name, label in course.roles.items())
    return {
        "title": plain(course.title),
        "source": course.source.name,
        "group": course.group.name,
        "head": course.group.head,
        "staff": course.group.staff,
        "unit": plain(course.unit.name or "本单位"),
        "contact": plain(course.contact),
        "records": plain(course.unit.records or course.group.head),
        # A list in a script of the player: the names exclude what would end it or a line.
        "branches": "\\n".join(course.unit.branches),
        "locator": plain(requirement.locator if requirement else example.locator),
        "requirement": requirement.id if requirement else example.requirement,
        "point": requirement.points[0].id if requirement else f"{example.requirement}-a",
        "page": page,
        "bank": bank,
        "id": course.identity.id,
        "role": next(iter(course.roles), "member"),
        "roles": roles or "这门课没有分角色",
        "sections": "、".join(f"**{plain(title)}**" for title in course.sections) or "没有固定的小节",
    }


def _example(course: Course) -> tuple[str, Requirement | None]:
    """Return the path of a study page that asks for something, and the requirement there."""
    for study in course.study:
        for requirement in study.requirements:
            if requirement.id and requirement.points and requirement.kind == DEMAND:
                return study.page.path, requirement
    return course.example.page, None


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return a text with the words in their places. Raises KeyError for one that no course has."""
    return _WORD.sub(lambda match: words[match[1]], text)
