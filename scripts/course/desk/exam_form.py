"""A blueprint as the fields of a web form, and back.

Names of fields are those of the file; a field of a section is named by its number, such as `sections.0.count`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import request

from course.desk.question_form import Form, changed
from course.desk.typed import number, one_line
from course.edit.exam_yaml import SECTIONS, SectionEdit
from course.model.bank import KIND_LABELS, TYPE_LABELS
from course.model.exam import Exam
from course.text.diagnostics import Key
from course.text.yaml_reader import Value

LINES = {"title": "名称", "about": "适合什么时候用", "minutes": "考试时间", "passing": "及格分"}
SCOPES = {"all": "全部学习页", "pages": "只从勾选的学习页", "choose": "由考生自己选一个学习页"}
LEVELS = {"remember": "记忆", "understand": "理解", "apply": "应用"}
PARTLY = {"none": "不得分", "half": "得一半", "share": "按比例得分"}
"""What a partly correct answer is worth."""

_OF_SECTION = {"title": "大题名称", "type": "题型", "count": "题数", "marks": "每题几分", "partly": "部分正确"}
_FIELD = re.compile(r"sections\.([0-9]{1,2})\.[a-z]+")
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class ExamForm:
    """What the form holds. A row of `sections` has texts by name, `kinds`, and as `index` which section of the file it is."""

    lines: Mapping[str, str]
    scope: str
    pages: tuple[str, ...]
    levels: Mapping[str, str]
    sections: tuple[Form, ...]

    @property
    def full_marks(self) -> int:
        """Marks of a paper on which everything is right, as far as they are typed."""
        counts = ((number(row.get("count", "")), number(row.get("marks", ""))) for row in self.sections)
        return sum(count * marks for count, marks in counts if isinstance(count, int) and isinstance(marks, int))

    @property
    def values(self) -> dict[str, Value]:
        """The fields of the file beside its sections; empty ones are not to be there."""
        is_mixed = any(self.levels.values())
        return {
            **{name: self.lines[name] for name in ("title", "about")},
            **{name: number(self.lines[name]) for name in ("minutes", "passing")},
            "pages": self.pages if self.scope == "pages" else (),
            "choose_page": True if self.scope == "choose" else None,
            "difficulty": {name: number(share or "0") for name, share in self.levels.items()} if is_mixed else {},
        }

    @property
    def edits(self) -> list[SectionEdit]:
        """The sections of the file."""
        return [
            SectionEdit(
                int(row["index"]) if row.get("index", "").isdecimal() else None,
                {
                    "title": row.get("title") or f"{_numeral(at)}、{TYPE_LABELS[row['type']]}题",
                    "type": row["type"],
                    "kinds": tuple(row["kinds"]),
                    "count": number(row.get("count", "")),
                    "marks": number(row.get("marks", "")),
                    "partly": row["partly"],
                },
            )
            for at, row in enumerate(self.sections)
        ]

    @property
    def places(self) -> dict[str, tuple[Key, ...]]:
        """The keys in the file that lead to each field of the form."""
        top = (*LINES, "pages", "choose_page", "difficulty", SECTIONS)
        rows = range(len(self.sections))
        return {
            **{name: (name,) for name in top},
            **{f"{SECTIONS}.{at}": (SECTIONS, at) for at in rows},
            **{f"{SECTIONS}.{at}.{name}": (SECTIONS, at, name) for at in rows for name in (*_OF_SECTION, "kinds")},
        }

    @property
    def summary(self) -> list[str]:
        """What it says, in lines."""
        lines = [f"{label}：{self.lines[name]}" for name, label in LINES.items()]
        sections = (f"{row.get('title')}：{row.get('count')} 道，每题 {row.get('marks')} 分" for row in self.sections)
        return [*lines, f"出题范围：{SCOPES[self.scope]}", *sections]

    def missing(self) -> Iterator[tuple[str, str]]:
        """Yield the fields that have to be filled and are not, with what to do."""
        yield from ((name, f"没有写{label}。请写上") for name, label in LINES.items() if not self.lines[name])
        if self.scope == "pages" and not self.pages:
            yield "pages", "没有勾选学习页。请勾选，或者改选“全部学习页”"
        if not self.sections:
            yield SECTIONS, "还没有大题。请按“加一个大题”"
        for at, row in enumerate(self.sections):
            yield from (
                (f"{SECTIONS}.{at}.{name}", f"没有写{_OF_SECTION[name]}。请写上")
                for name in ("count", "marks")
                if not row.get(name)
            )

    def after_wish(self, wish: str) -> "ExamForm":
        """Return the form with a section added, moved or removed."""
        rows = changed({SECTIONS: list(self.sections)}, wish)[SECTIONS]
        return replace(self, sections=tuple(map(_row, rows)))


def _numeral(at: int) -> str:
    tens, ones = divmod(at + 1, 10)
    return f"{'二' if tens > 1 else ''}{'十' if tens else ''}{_NUMERALS[ones - 1] if ones else ''}"


def _row(row: Mapping[str, object]) -> Form:
    """Return a row of the form with a type and marks for part of an answer that can be chosen."""
    kinds = row.get("kinds")
    return {
        **{name: str(row.get(name) or "") for name in ("index", "title", "count", "marks")},
        "type": row.get("type") if row.get("type") in TYPE_LABELS else "single",
        "partly": row.get("partly") if row.get("partly") in PARTLY else "none",
        "kinds": [kind for kind in kinds if kind in KIND_LABELS] if isinstance(kinds, list | tuple) else [],
    }


def form_of_exam(values: Mapping[str, Value]) -> ExamForm:
    """Return the form of a blueprint with these values, of whatever shape."""
    pages, levels, sections = values.get("pages"), values.get("difficulty"), values.get(SECTIONS)
    pages = tuple(map(str, pages)) if isinstance(pages, tuple) else ()
    levels = levels if isinstance(levels, dict) else {}
    rows = [one if isinstance(one, dict) else {} for one in sections] if isinstance(sections, tuple) else []
    return ExamForm(
        {name: str(values.get(name) or "") for name in LINES},
        "choose" if values.get("choose_page") else "pages" if pages else "all",
        pages,
        {name: str(levels.get(name, "")) for name in LEVELS},
        tuple(_row({**row, "index": str(at)}) for at, row in enumerate(rows)),
    )


def copy_of_exam(exam: Exam) -> ExamForm:
    """Return the form of a new blueprint that says what another does."""
    form = form_of_exam(exam.model_dump(exclude_none=True))
    return replace(form, sections=tuple({**row, "index": ""} for row in form.sections))


def sent_exam() -> ExamForm:
    """Return what the present request says."""
    form = request.form
    numbers = sorted({int(found[1]) for name in form if (found := _FIELD.fullmatch(name))})
    rows = (
        {
            **{name: form.get(f"{SECTIONS}.{at}.{name}", "").strip() for name in ("index", *_OF_SECTION)},
            "kinds": form.getlist(f"{SECTIONS}.{at}.kinds"),
        }
        for at in numbers
    )
    return ExamForm(
        {name: one_line(form.get(name, "")) for name in LINES},
        form.get("scope", "") if form.get("scope") in SCOPES else "all",
        tuple(form.getlist("pages")),
        {name: form.get(f"difficulty.{name}", "").strip() for name in LEVELS},
        tuple(map(_row, rows)),
    )
