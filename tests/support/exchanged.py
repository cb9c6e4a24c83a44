"""What the tests of exchange formats share: banks as files, and what of a question is to arrive."""

import json
import re
from typing import Any

from course.formats.export_types import Selection
from course.load.banks import read_bank
from course.model import inline
from course.model.bank import Bank, BankFile
from support.generated_banks import yaml_text


def bank_file(bank: Bank, name: str = "extra") -> BankFile:
    read, found = read_bank(yaml_text(bank, flow=False, width=80, unicode=True), f"quizzes/{name}.yml")
    assert found == []
    return read


def selection(*banks: BankFile, title: str = "示例课程") -> Selection:
    return Selection("course", title, banks, made=1_700_000_000)


def written(record: dict[str, Any]) -> BankFile:
    """Return a bank of one question, with only the fields that matter."""
    asked = {"id": "extra-1", "points": ["r1-1-1-a"], "difficulty": 2, "explanation": "解析。"}
    bank = {"title": "补充", "page": "study/meeting.md", "questions": [{**asked, **record}]}
    return bank_file(Bank.model_validate_json(json.dumps(bank)))


def as_read(value: Any) -> Any:
    """Return fields with texts as HTML carries them: white space closed up, links as text, nothing around them."""
    if isinstance(value, str):
        runs = (run if not isinstance(run, inline.Link) else run.text for run in inline.parse(value))
        said = re.sub(r"[ \t]+", " ", inline.markup(runs).replace("\r\n", "\n").replace("\r", "\n"))
        return re.sub(r" *\n *", "\n", said).strip()
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    return value
