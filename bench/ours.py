"""A workload in our own format: the project's tools around generated pages and banks."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from workload import Question, Requirement, StudyPage

from course.edit.ids import ids_file
from course.load.course import load_course

ROOT = Path(__file__).resolve().parents[1]
LARGEST_BANK = 200
ROLES = {"custodian": "负责人", "filer": "经办人", "reader": "成员"}


def write_course(folder: Path, pages: Sequence[StudyPage]) -> None:
    """Write a project with these pages: what people write, and the settings with which the engine serves it."""
    for path, text in files(pages).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    course, _ = load_course(folder)
    (folder / "quizzes/ids.yml").write_text(ids_file(course), encoding="utf-8")


def files(pages: Sequence[StudyPage]) -> dict[str, str]:
    """Return everything that a person would write, by path."""
    written = {"course.yml": _outline(pages), "documents.yml": DOCUMENTS}
    written["docs/index.md"] = "---\ntitle: 首页\n---\n\n# 量一量\n\n{{ map }}\n"
    written["docs/glossary.md"] = GLOSSARY
    for page in pages:
        written[f"docs/study/{page.name}.md"] = study_page(page)
        written |= dict(banks(page))
    return written


DOCUMENTS = """documents:
  - title: 江城档案馆科室工作条例（试行）
    issuer: 江城市局
    edition: 2018
    validity: 现行
"""

GLOSSARY = """---
title: 术语
---

# 术语

### 三会一训 { #term-san-hui-yi-xun }

科室员工大会、科室委员会、馆小组会和内训的合称。

- 出处：1
- 依据：《江城档案馆科室工作条例（试行）》（2018年）
"""


DOCUMENTS = """documents:
  - {title: 江城档案馆科室工作条例（试行）, issuer: 江城市局, edition: 2018}
"""


def _outline(pages: Sequence[StudyPage]) -> str:
    lines = ["id: liangyiliang", "title: 量一量", "roles:"]
    lines += [f"  - {{id: {role}, label: {label}}}" for role, label in ROLES.items()]
    lines.append("outline:")
    for number, page in enumerate(pages, 1):
        lines.append(f"  - label: '{number}'\n    title: {page.title}\n    parts:")
        lines += [f"      - {{label: ·{one}, title: 要求 {one}}}" for one in range(1, len(page.requirements) + 1)]
    return "\n".join(lines) + "\n"


def study_page(page: StudyPage) -> str:
    number = int(page.name.removeprefix("part-"))
    parts = [f"---\ntitle: {page.title}\nlocator: '{number}'\ngoals:\n  - 能说出这一部分要做什么\n---\n"]
    parts.append(f"{page.intro}\n")
    parts.append("开会的事归 [三会一训] 管。\n")
    parts += [_requirement(one, f"{number}·{at}") for at, one in enumerate(page.requirements, 1)]
    parts.append("## 常见差错\n\n| 这样做 | 不这样做 |\n| --- | --- |\n| 说清完成时间 | 只报一个数字 |\n")
    parts.append("## 议一议\n\n1. 上一次是怎样做的？\n\n    **带学提示**：请每人说一件事。\n")
    parts.append("## 自查清单\n\n- [ ] 我看过自己的一份\n")
    return "\n".join(parts)


def _requirement(one: Requirement, locator: str) -> str:
    points = "\n".join(f"- **{point.label}**{{ #{point.id} }}：{point.text}" for point in one.points)
    head = f'## {one.title} {{ #{one.id} data-locator="{locator}" data-for="custodian filer reader" }}'
    return f"{head}\n\n{one.text}\n\n{points}\n"


def banks(page: StudyPage) -> Iterator[tuple[str, str]]:
    """Yield a page's banks, each as large as a bank may be."""
    for start in range(0, len(page.questions), LARGEST_BANK):
        name = page.name if start == 0 else f"{page.name}-{start // LARGEST_BANK + 1}"
        asked = page.questions[start : start + LARGEST_BANK]
        head = f"title: {page.title}\npage: study/{page.name}.md\nquestions:\n"
        yield f"quizzes/{name}.yml", head + "".join(map(question, asked))


def question(one: Question) -> str:
    """Return a question as people write it."""
    head = f"  - id: {one.id}\n    type: {one.type}\n    points: [{one.point.id}]\n    difficulty: {one.level}\n"
    return f"{head}    stem: {_scalar(one.stem)}\n{_body(one)}    explanation: {one.explanation}\n"


def _body(one: Question) -> str:
    match one.type:
        case "single" | "multiple":
            return "    options:\n" + "".join(
                f"      - {{text: {text}{', correct: true' if at in one.right else ''}}}\n"
                for at, text in enumerate(one.options)
            )
        case "truefalse":
            return f"    answer: {'true' if one.right == (1,) else 'false'}\n"
        case "blank":
            return f"    answers: [[{', '.join(one.options)}]]\n"
        case "order":
            return f"    items: [{', '.join(one.options)}]\n"
        case "match":
            pairs = zip(one.options, one.more, strict=True)
            return "    pairs:\n" + "".join(f"      - {{left: {left}, right: {right}}}\n" for left, right in pairs)
        case "case":
            told, stem = one.more
            options = "".join(
                f"          - {{text: {text}{', correct: true' if at in one.right else ''}}}\n"
                for at, text in enumerate(one.options)
            )
            return (
                f"    material: （示例）{told}\n    questions:\n      - type: single\n        stem: {stem}，该补哪一步？\n"
                f"        options:\n{options}        explanation: 照要求补上。\n"
            )
        case _:
            return "    reference:\n" + "".join(f"      - {text}\n" for text in one.options)


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if "{" in text else text
