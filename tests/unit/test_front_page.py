"""The front page: where each role begins."""

import re
from pathlib import Path

from course.load.course import load_course
from course.site.pages import render


def test_roles_stand_in_the_order_of_the_course(root: Path) -> None:
    head = root / "course.yml"
    first, second = (
        "  - {id: organisation, label: 各级党组织}\n",
        "  - {id: secretary, label: 党组织书记}\n",
    )
    head.write_text(head.read_text(encoding="utf-8").replace(first + second, second + first), encoding="utf-8")
    course, _ = load_course(root)
    listed = re.findall(r'href="duties/([a-z]+)\.html"', render(course)["parts/roles.md"])
    assert listed == ["secretary", "organisation", "leader", "staff", "member"]
