"""What a person does at the desk that changes a course, each as a function that a child process can run."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from support.desks import DeskClient, form_fields

QUESTION = "/questions/meeting/meeting-01"


def save(root: Path) -> None:
    """Save another explanation of a question."""
    desk = DeskClient(root)
    fields = form_fields(desk.get(QUESTION), QUESTION)
    assert desk.post(QUESTION, {**fields, "explanation": "改过的解析。见办法。", "do": "save"})[0] == 200


def approve(root: Path) -> None:
    """Approve a whole bank among the unit's own reviews."""
    desk = DeskClient(root)
    fields = form_fields(desk.get("/reviews/meeting"), "")
    fields |= {"scope": "bank", "status": "approved", "by": "张三"}
    assert desk.post("/reviews/meeting", fields)[0] == 200


def fill_in(root: Path) -> None:
    """Fill in the name of the unit."""
    desk = DeskClient(root)
    fields = form_fields(desk.get("/unit/about"), "")
    assert desk.post("/unit/about", {**fields, "name": "市档案馆"})[0] == 200


def undo(root: Path) -> None:
    """Take back the last change."""
    desk = DeskClient(root)
    fields = form_fields(desk.get("/changes/"), "/changes/undo")
    assert desk.post("/changes/undo", fields)[0] == 200


def take_in(root: Path) -> None:
    """Take in a question that was pasted."""
    desk = DeskClient(root)
    text = "一、判断题\n1．会议要有记录，散会以后也能查。（√）\n解析：记录供以后查考。见办法。\n"
    page = desk.post("/imports/", {"text": text})[1]
    found = re.search(r'action="(/imports/[0-9a-f]{12})/remove"', page)
    assert found, page
    choosing = f"{found[1]}/choose?p=1"
    fields = form_fields(page, choosing)
    desk.post(choosing, {**fields, "bank": "quizzes/meeting.yml", "points": "r1-1-1-a", "difficulty": "1"})
    seen = form_fields(desk.get(found[1]), choosing)
    assert desk.post(f"{found[1]}/take-in", seen)[0] == 200


ACTIONS: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {"save": save, "approve": approve, "fill in": fill_in, "undo": undo, "take in": take_in}
)
