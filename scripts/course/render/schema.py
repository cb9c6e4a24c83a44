"""The JSON Schema of a bank, for editors. Derived from the model, so it cannot say anything else."""

import json
from typing import Any

from course.model.bank import TYPE_LABELS, Bank


def bank_schema() -> str:
    """Return the schema of one bank file as formatted JSON."""
    schema = Bank.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "题库"
    schema["description"] = "一个题库文件；由 make schema 从程序里的题目模型生成，请勿手改"
    for name, definition in schema["$defs"].items():
        _relabel(name, definition)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _relabel(name: str, definition: dict[str, Any]) -> None:
    """Show editors the Chinese name of a question type instead of the class and its docstring."""
    definition.pop("description", None)
    kind = definition.get("properties", {}).get("type", {}).get("const")
    definition["title"] = TYPE_LABELS.get(kind, {"Option": "选项", "Pair": "一对"}.get(name, name))
