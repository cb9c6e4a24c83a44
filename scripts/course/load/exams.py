"""Exam blueprints."""

from course.load.shapes import Shape
from course.model.exam import Exam, ExamFile
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import read

_EXAM: Shape[Exam] = Shape(Exam)


def read_exam(text: str, path: str) -> tuple[ExamFile | None, list[Diagnostic]]:
    """Read one blueprint."""
    document, found = read(text, path)
    exam, problems = _EXAM.fit(document.value, document)
    found += problems
    if exam is None:
        return None, found
    return ExamFile(path, path.rsplit("/", 1)[-1].removesuffix(".yml"), exam, document.place), found
