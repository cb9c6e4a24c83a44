"""The files of a new course: everything that its source says by itself, for people to write the rest."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

from course.authoring.headings import Numbered, Outline, Place, outline
from course.authoring.launcher import COMMANDS, launchers
from course.authoring.plain import beginning, clipped, plain, quotation
from course.authoring.sentences import ENDS, source_text
from course.authoring.source_file import Paragraph, read_source
from course.edit.assign_ids import Named, named
from course.edit.base import keep_base
from course.edit.question_yaml import in_braces, quoted
from course.environment import PROGRAM
from course.errors import RefusedError
from course.files import write_output
from course.model.course import COURSE_ID_PATTERN
from course.whole_folders import lent_folder, move_in

_SOURCES = ("讲话", "意见", "条例", "规定", "办法", "规则", "通知")
_MOST_PAGES = 8
"""Pages of a source whose parts are too short for one each."""
_PARTS_OF_PAGE = 6
"""How many short parts a page holds, as long as that makes no more pages."""
_LONG_PART = 4
"""Requirements of a part that is worth a page of its own."""
_MOST_POINTS = 8
_MOST_POINTS_OF_PAGE = 400
_LONGEST_QUOTATION = 60
_LONGEST_LABEL = 12
_LONGEST_TITLE = 60
_DEMANDS = re.compile("要|应当|必须|不得|坚持|加强|落实|严格")
_HAN = re.compile("[\u4e00-\u9fff]")
_PHRASE = re.compile("“([^“”，。；：！？]{2,20})”")
_MOST_PHRASES = 100
_HOME = """\
---
title: 首页
hide: [navigation, toc]
---

# {title}

{{{{ next }}}}

{{{{ map }}}}

{{{{ roles }}}}
"""
_ROLES = """\
# 要求分别是对谁提的，写在 roles 里，再给每项要求写 data-for。要用下面两行，删去前面的“# ”，改成自己的：
# roles:
#   - {id: member, label: 全体人员}
"""
_IGNORED = """\
# 由命令生成的，和只属于这台电脑的，不进版本库。
/build/
/dist/
/site/
/.cache/
/.course/changes/
/.course/desk/
/.course/interrupted.json
.course-*.part*
"""
_UNIT = """\
# yaml-language-server: $schema=../build/schema/unit.json
# 本单位的名称、联系人等，都可以不写，写法见手册“填写本单位的内容”。要写哪一样，删去它前面的“# ”，改成自己的：
# name: 某某市某某局
# short: 某某局
# contact: 办公室，内线 1234
# records: 各小组的学习委员
# branches: [第一小组, 第二小组]
"""


def read_outline(file: Path) -> tuple[Sequence[Paragraph], Outline]:
    """Return what a file says and the outline that its headings make. Raises RefusedError if that is not certain."""
    paragraphs = read_source(file)
    return paragraphs, outline(paragraphs)


def outline_lines(found: Outline) -> Iterator[str]:
    """Yield a line for each place of an outline, indented by its depth."""
    for part in found.parts:
        yield from _outline_lines(part, 0)


def _outline_lines(place: Place, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{place.label}  {place.title}"
    for part in place.parts:
        yield from _outline_lines(part, depth + 1)


def refuse_folder(folder: Path, name: str) -> None:
    """Raise RefusedError if a new course cannot be written into a folder, or cannot have this id."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(f"{folder} 已经有了，里面有文件。请换一个还没有的文件夹")
    if not re.fullmatch(COURSE_ID_PATTERN, name):
        raise RefusedError(f"课程的编号不能写“{name}”。请写 3 至 40 个小写字母、数字和短横线，以字母开头")


def write_course(folder: Path, files: Mapping[str, str]) -> Named:
    """Write the files of a new course, record the ids of its requirements and keep all that as its base.

    Return what stands in the way of recording ids.
    """
    starters = launchers(folder, PROGRAM)
    with lent_folder(folder) as made:
        write_output({made / path: text.encode() for path, text in {**files, **starters}.items()}, force=False)
        for name in COMMANDS:
            (made / name).chmod(0o755)
        done = named(made)
        write_output({made / path: text.encode() for path, text in done.files.items()}, force=True)
        keep_base(made)
        move_in(made, folder)
    return done


def course_files(name: str, title: str, paragraphs: Sequence[Paragraph], found: Outline) -> dict[str, str]:
    """Return the files of a new course by their paths; `name` is its id."""
    written = list(enumerate(pages_of(found), 1))
    pages = {f"docs/study/part-{number}.md": _page(number, parts) for number, parts in written}
    banks = {f"quizzes/part-{number}.yml": _bank(number, parts) for number, parts in written}
    return {
        ".gitignore": _IGNORED,
        "course.yml": _course(name, title, found),
        "documents.yml": "# 文件登记表：术语和题目所依据的公开文件，写法见手册“文件登记表”。\ndocuments: []\n",
        "mkdocs.yml": (PROGRAM / "mkdocs.yml").read_text(encoding="utf-8"),
        "source.txt": source_text(paragraph.text for paragraph in paragraphs),
        "docs/index.md": _HOME.format(title=title),
        "docs/study/index.md": "---\ntitle: 课程地图\nhide: [navigation, toc]\n---\n\n# 课程地图\n\n{{ study-map }}\n",
        "docs/glossary.md": _glossary(found),
        "local/unit.yml": _UNIT,
        "quizzes/exams/quick.yml": _exam([parts for _, parts in written]),
        **pages,
        **banks,
    }


def pages_of(found: Outline) -> list[Sequence[Place]]:
    """Return which parts of an outline each study page takes: one, or several neighbours where many are short.

    A set of rules without chapters has dozens of articles, of a paragraph each.
    """
    parts = found.parts
    if len(parts) <= _MOST_PAGES or len(_requirements(parts)) >= _LONG_PART * len(parts):
        return [(part,) for part in parts]
    count = min(_MOST_PAGES, -(-len(parts) // _PARTS_OF_PAGE))
    ends = [len(parts) * number // count for number in range(count + 1)]
    return [parts[start:end] for start, end in pairwise(ends)]


def _requirements(parts: Iterable[Place]) -> list[Place]:
    """Return the places that become requirements: those in each part, or the part itself where it has none."""
    return [place for part in parts for place in part.parts or (part,)]


def title_of(found: Outline, file: Path) -> str:
    """Return the title of a course: that of its source, or the name of its file."""
    return plain(clipped(found.title, _LONGEST_TITLE)) or plain(clipped(file.stem, _LONGEST_TITLE)) or "新课程"


def _course(name: str, title: str, found: Outline) -> str:
    return "\n".join((
        "# yaml-language-server: $schema=build/schema/course.json",
        f"id: {name}",
        f"title: {in_braces(title)}",
        "# about: 这门课是什么，一句话",
        f"source: {{name: {_source_name(title)}}}",
        f"{_ROLES}outline:",
        *(line for part in found.parts for line in _yaml_place(part, "  ")),
        "page: {sections: []}",
        "",
    ))  # fmt: skip


def _source_name(title: str) -> str:
    """Return what kind of document a title names: the last of the words that it holds."""
    return max(_SOURCES, key=title.rfind) if any(word in title for word in _SOURCES) else "原文"


def _yaml_place(place: Place, indent: str) -> Iterator[str]:
    yield f"{indent}- label: {in_braces(place.label)}"
    yield f"{indent}  title: {in_braces(place.title)}"
    if place.parts:
        yield f"{indent}  parts:"
        for part in place.parts:
            yield from _yaml_place(part, indent + "    ")


def _page_title(parts: Sequence[Place]) -> str:
    return parts[0].title if len(parts) == 1 else f"{parts[0].label}至{parts[-1].label}"


def _bank(number: int, parts: Sequence[Place]) -> str:
    """Return the bank of a page, in which questions are still to be written."""
    return "\n".join((
        "# yaml-language-server: $schema=../build/schema/bank.json",
        f"title: {in_braces(_page_title(parts))}",
        f"page: study/part-{number}.md",
        "questions:",
        "",
    ))  # fmt: skip


def _exam(pages: Iterable[Sequence[Place]]) -> str:
    """Return the blueprint of a short paper, which can be filled once most points on the pages have a question."""
    points = sum(len(points) for parts in pages for _, points in _drafted(parts))
    single, multiple = max(1, min(10, points // 3)), min(4, points // 8)
    sections = [("一、单项选择题", "single", single, 1), ("二、多项选择题", "multiple", multiple, 2)]
    marks = sum(count * each for _, _, count, each in sections)
    return "\n".join((
        "# yaml-language-server: $schema=../../build/schema/exam.json",
        "title: 快速卷",
        f"about: 从全部学习页里出 {single + multiple} 道题，测一测学得怎样。",
        f"minutes: {single + 2 * multiple}",
        f"passing: {-(-marks * 6 // 10)}",
        "sections:",
        *(
            f"  - {{title: {title}, type: {kind}, count: {count}, marks: {each}}}"
            for title, kind, count, each in sections
            if count
        ),
        "",
    ))  # fmt: skip


def _drafted(parts: Sequence[Place]) -> list[tuple[Place, Sequence[tuple[str, Numbered]]]]:
    """Return the requirements of a page with the points that are drafted for each."""
    requirements = _requirements(parts)
    most = max(1, min(_MOST_POINTS, _MOST_POINTS_OF_PAGE // len(requirements)))
    return [(place, _points(place, most)) for place in requirements]


def _page(number: int, parts: Sequence[Place]) -> str:
    """Return the study page of some parts with their requirements."""
    title = _page_title(parts)
    inner = title.translate(str.maketrans("“”", "‘’", "‘’"))
    goal = f"能说出“{inner}”这一部分有哪些要求"
    return "\n".join((
        "---",
        f"title: {in_braces(title)}",
        f"locator: {in_braces(parts[0].locator)}",
        f"goals: [{quoted(goal)}]",
        "---",
        *(
            line
            for index, (place, points) in enumerate(_drafted(parts), 1)
            for line in _requirement(f"r{number}-{index}", place, points)
        ),
        "",
    ))  # fmt: skip


def _requirement(name: str, place: Place, points: Sequence[tuple[str, Numbered]]) -> Iterator[str]:
    yield f'\n## {place.title} {{ #{name} data-locator="{place.locator}" }}\n'
    for letter, (where, sentence) in zip(ascii_lowercase, points, strict=False):
        elsewhere = f' data-locator="{where}"' if where != place.locator else ""
        label, text = _point_label(sentence.text), quotation(sentence.text, _LONGEST_QUOTATION)
        yield f'- **{label}**{{ #{name}-{letter}{elsewhere} data-source="{sentence.number}" }}：{text}'


def _points(place: Place, most: int) -> list[tuple[str, Numbered]]:
    """Return up to so many sentences of a place with their locators: its demands first, all in the source's order."""
    own = [(one.locator, sentence) for one in place.places() for sentence in _sayings(one)]
    ranked = sorted(range(len(own)), key=lambda index: (not _DEMANDS.search(own[index][1].text), index))
    return [own[index] for index in sorted(ranked[:most])]


def _sayings(place: Place) -> list[Numbered]:
    """Return the sentences directly under a place that say something; its heading, if that is all there is."""
    found = [sentence for sentence in place.sentences if _says_much(sentence.text)]
    return found if found or place.parts else [Numbered(place.number, place.title)]


def _says_much(sentence: str) -> bool:
    return len(_HAN.findall(sentence)) > 3 and sentence[-1] in ENDS + "”；："


def _point_label(sentence: str) -> str:
    """Return the first words of a sentence."""
    return beginning(plain(sentence), _LONGEST_LABEL).strip("、 ") or "要点"


def _glossary(found: Outline) -> str:
    """Return the glossary: no term yet, but the phrases that stand in quotation marks, the most frequent first."""
    counts: Counter[str] = Counter()
    places: dict[str, str] = {}
    for place in found.places():
        for sentence in (place.title, *(one.text for one in place.sentences)):
            for match in _PHRASE.finditer(sentence):
                if phrase := plain(match[1]):
                    counts[phrase] += 1
                    places.setdefault(phrase, place.locator)
    rows = [f"- “{phrase}”：{count} 次，最先在{places[phrase]}" for phrase, count in counts.most_common(_MOST_PHRASES)]
    # Within a comment: readers of a release get no list that is still to be worked through.
    note = "<!-- 原文加引号的说法。挑出要解释的，照手册“写术语”写在这一段的上面，写完把这一段删去："
    return "\n".join(("# 术语", "", *([note, "", *rows, "", "-->", ""] if rows else [])))
