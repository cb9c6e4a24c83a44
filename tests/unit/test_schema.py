"""The JSON Schema that editors use says what the loader says."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from course.load.banks import read_bank
from course.load.shape_messages import ShapeRule
from course.model.bank import Bank
from course.site.assemble import assemble
from course.site.json_schema import SCHEMAS, bank_schema, course_schema, documents_schema, exam_schema
from course.text.yaml_reader import Value, read
from support.generated_banks import banks
from support.sample_course import CASES
from support.site_build import ARCHIVES

SCHEMA: dict[str, Any] = json.loads(bank_schema())
DOCUMENTS_SCHEMA: dict[str, Any] = json.loads(documents_schema())
EXAM_SCHEMA: dict[str, Any] = json.loads(exam_schema())
VALIDATOR = Draft202012Validator(SCHEMA)
BANKS = sorted(set((ARCHIVES / "quizzes").glob("*.yml")) - {ARCHIVES / "quizzes/ids.yml"})
SHAPES = sorted(get_args(ShapeRule))


def plain(value: Value) -> Any:
    """Return a value as a JSON reader would have it."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def as_python_reads(schema: str) -> str:
    """Return a schema without the classes of Unicode that editors know and Python's expressions do not."""
    return schema.replace(r"\\p{L}\\p{N}", r"\\w")


def refused_by_schema(value: Any) -> set[int | None]:
    """Return the indexes of the questions that the schema refuses; None for the rest of the bank."""
    paths = [list(error.absolute_path) for error in VALIDATOR.iter_errors(value)]
    return {int(path[1]) if path[:1] == ["questions"] and len(path) > 1 else None for path in paths}


def refused_by_loader(text: str, path: str) -> set[int | None]:
    bank, _ = read_bank(text, path)
    document, _ = read(text, path)
    items = document.value.get("questions") if isinstance(document.value, dict) else None
    count = len(items) if isinstance(items, tuple) else 0
    refused: set[int | None] = {index for index in range(count) if index not in bank.indexes}
    return refused | ({None} if not bank.title else set())


def test_assembling_writes_the_schemas_that_files_name(root: Path) -> None:
    assemble(root)
    for name, schema in SCHEMAS:
        assert (root / f"build/schema/{name}.json").read_text(encoding="utf-8") == schema()


def test_the_blueprints_fit_their_schema() -> None:
    validator = Draft202012Validator(EXAM_SCHEMA)
    files = sorted((ARCHIVES / "quizzes/exams").glob("*.yml"))
    assert files
    for file in files:
        document, _ = read(file.read_text(encoding="utf-8"), file.name)
        assert [error.message for error in validator.iter_errors(plain(document.value))] == []
        assert file.read_text(encoding="utf-8").startswith(
            "# yaml-language-server: $schema=../../build/schema/exam.json\n"
        )


def test_the_register_of_documents_fits_its_schema() -> None:
    text = (ARCHIVES / "documents.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=build/schema/documents.json\n")
    document, _ = read(text, "documents.yml")
    assert [error.message for error in Draft202012Validator(DOCUMENTS_SCHEMA).iter_errors(plain(document.value))] == []


def test_the_course_fits_its_schema() -> None:
    text = (ARCHIVES / "course.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=build/schema/course.json\n")
    schema = json.loads(as_python_reads(course_schema()))
    document, _ = read(text, "course.yml")
    assert [error.message for error in Draft202012Validator(schema).iter_errors(plain(document.value))] == []


def test_the_schemas_are_schemas() -> None:
    for _, schema in SCHEMAS:
        Draft202012Validator.check_schema(json.loads(as_python_reads(schema())))


@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.name)
def test_the_banks_fit_the_schema(file: Path) -> None:
    document, _ = read(file.read_text(encoding="utf-8"), file.name)
    assert [error.message for error in VALIDATOR.iter_errors(plain(document.value))] == []
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../build/schema/bank.json\n")


@given(banks())
def test_every_bank_that_breaks_no_rule_fits_the_schema(bank: Bank) -> None:
    record = bank.model_dump(mode="json", exclude_none=True)
    assert [error.message for error in VALIDATOR.iter_errors(record)] == []


FIXTURES = [
    file
    for kind in ("bad", "good")
    for rule in SHAPES
    for file in sorted((CASES / kind / rule).glob("quizzes/*.yml"))
    if file.name != "ids.yml"
]


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.relative_to(CASES).as_posix())
def test_schema_and_loader_refuse_the_same_questions(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    document, _ = read(text, file.name)
    assert refused_by_schema(plain(document.value)) == refused_by_loader(text, file.name)


def test_every_field_has_a_chinese_description() -> None:
    for schema_name, schema in SCHEMAS:
        whole = json.loads(schema())
        for name, definition in (*whole.get("$defs", {}).items(), (schema_name, whole)):
            assert definition["additionalProperties"] is False, name
            for field, about in definition["properties"].items():
                assert about.get("description"), f"{name}.{field}"
