"""The front page: where each role begins."""

import re
from pathlib import Path

from course.load.course import load_course
from course.site.pages import render


def test_roles_stand_in_the_order_of_the_course(root: Path) -> None:
    head = root / "course.yml"
    first, second = (
        "  - {id: repositories, label: 各级档案室}\n",
        "  - {id: custodian, label: 档案室主任}\n",
    )
    head.write_text(head.read_text(encoding="utf-8").replace(first + second, second + first), encoding="utf-8")
    course, _ = load_course(root)
    listed = re.findall(r'href="duties/([a-z]+)\.html"', render(course)["parts/roles.md"])
    assert listed == ["custodian", "repositories", "deputy", "filer", "reader"]
