"""The JSON Schemas of the files that people write in YAML, for editors. Derived from the models, so they cannot differ."""

import json
from typing import Any

from course.load.head import CourseFile
from course.load.ids import Ids
from course.load.unit import LocalDocumentsFile, UnitFile
from course.model.bank import TYPE_LABELS, Bank, LocalReviews, Strict
from course.model.documents import Documents
from course.model.exam import Exam
from course.model.sentences import Trace


def bank_schema() -> str:
    """Return the schema of one bank file as formatted JSON."""
    return _schema(Bank, "题库", "一个题库文件；由程序里的题目模型生成")


def exam_schema() -> str:
    """Return the schema of one blueprint file as formatted JSON."""
    return _schema(Exam, "组卷方案", "一个组卷方案；由程序里的模型生成")


def documents_schema() -> str:
    """Return the schema of the register of documents as formatted JSON."""
    return _schema(Documents, "文件登记表", "术语和题目所依据的公开文件；由程序里的模型生成")


def course_schema() -> str:
    """Return the schema of `course.yml` as formatted JSON."""
    return _schema(CourseFile, "课程", "这是哪门课，各样东西怎样称呼；由程序里的模型生成")


def unit_schema() -> str:
    """Return the schema of `local/unit.yml` as formatted JSON."""
    return _schema(UnitFile, "本单位", "使用这门课的单位；由程序里的模型生成")


def local_documents_schema() -> str:
    """Return the schema of `local/documents.yml` as formatted JSON."""
    return _schema(LocalDocumentsFile, "本单位的文件", "本单位自己的文件；由程序里的模型生成")


def trace_schema() -> str:
    """Return the schema of `trace.yml` as formatted JSON."""
    return _schema(Trace, "核对记录", "要点最近一次和原文核对时，原句是什么；由程序里的模型生成")


def local_reviews_schema() -> str:
    """Return the schema of `local/reviews.yml` as formatted JSON."""
    return _schema(LocalReviews, "本单位的审核", "本单位审核了哪些题；由程序里的模型生成")


def ids_schema() -> str:
    """Return the schema of the lists of ids as formatted JSON."""
    return _schema(Ids, "编号", "发布过的编号和停用的编号；由程序里的模型生成")


SCHEMAS = (
    ("bank", bank_schema), ("exam", exam_schema), ("documents", documents_schema), ("course", course_schema),
    ("unit", unit_schema), ("local-documents", local_documents_schema),
    ("local-reviews", local_reviews_schema), ("ids", ids_schema), ("trace", trace_schema),
)  # fmt: skip
"""Every schema by the name of its file."""


def _schema(model: type[Strict], title: str, about: str) -> str:
    schema = model.model_json_schema()
    for name, definition in (*schema.get("$defs", {}).items(), (title, schema)):
        _relabel(name, definition)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["description"] = about
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _relabel(name: str, definition: dict[str, Any]) -> None:
    """Show editors the Chinese name of a question type instead of the class and its docstring."""
    definition.pop("description", None)
    kind = definition.get("properties", {}).get("type", {}).get("const")
    definition["title"] = TYPE_LABELS.get(
        kind,
        {
            "Option": "选项",
            "Accepted": "认可的提示",
            "Pair": "一对",
            "Section": "大题",
            "DifficultyMix": "难度比例",
            "PublicDocument": "一份文件",
            "_DocumentShape": "一份文件",
            "_SourceShape": "讲的是哪份文件",
            "_RoleShape": "一个角色",
            "_GroupShape": "一起学习的集体",
            "_HeadingShape": "提纲里的一处",
            "_PageShape": "学习页的样子",
            "_MixShape": "比例",
            "_PathShape": "一条学习路线",
            "BankReview": "一个题库的审核",
            "QuestionReview": "一道题的审核",
            "_Known": "发布过的一道题",
        }.get(name, name),
    )
    for field in definition.get("properties", {}).values():
        field.pop("title", None)
        _refuse_null(field)


def _refuse_null(field: dict[str, Any]) -> None:
    """Let an optional field be left out, not left empty: the loader takes an empty one for forgotten."""
    alternatives = [item for item in field.get("anyOf", ()) if item != {"type": "null"}]
    if len(alternatives) == 1:
        del field["anyOf"]
        field.pop("default", None)
        field.update(alternatives[0])
