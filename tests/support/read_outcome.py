"""What a reader makes of a file, as data: questions with what was decided about them, problems with their questions, notes."""

from pathlib import Path

import yaml

from course.formats.importers import read_file
from course.importing.preview import problem_lines


def read_outcome(file: Path) -> str:
    """Return all that is read of a file."""
    imported = read_file(file)
    parts = {
        "questions": [
            {
                "number": question.number,
                "place": question.place,
                **question.fields,
                "decided": [f"{one.place}：{one.message} [{one.kind}]" for one in question.inferences],
            }
            for question in imported.questions
        ],
        "problems": [
            {line: problem.question}
            for line, problem in zip(problem_lines(imported.problems), imported.problems, strict=True)
        ],
        "notes": list(imported.notes),
    }
    return yaml.safe_dump(parts, allow_unicode=True, sort_keys=False, width=120)
