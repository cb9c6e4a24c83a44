"""The program knows no word of the course that it is shipped with: what a course calls things stands in the course."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.load.course import load_course

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("scripts", "theme", "player/src", "player/dist", "handbook")
TEXTS = frozenset({".md", ".py", ".ts", ".mjs", ".js", ".css", ".html", ".j2", ".yml", ".json", ".svg", ".conf", ".xml"})
# Words of its subject, also where no title has them.
SUBJECT = ("党", "支部", "讲话")


def files() -> Iterator[Path]:
    for folder in PROGRAM:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXTS:
                yield path
