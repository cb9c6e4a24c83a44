"""Questions out of a GIFT file, as Moodle's importer reads it (question/format/gift).

Blank lines part questions; a sign with a backslash in front is a letter. What a bank cannot say is refused with the
line on which the question begins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from course.formats import tags as course_tags
from course.formats.cases import StandaloneQuestion, group_cases, is_enough, texts_of
from course.formats.html_in import UnclearError, gapped, html_text, literal, text, tree
from course.formats.html_out import FIXED, REFERENCE
from course.formats.import_types import ImportedFile, ImportProblem
from course.model.bank import ID_PATTERN

LARGEST = 20_000_000
MOST_LINES = 500_000
LONGEST_LINE = 300_000
MOST_MARKS = 300_000
"""Signs = and ~ in a file; about six to a question. Each begins an answer, which is read as HTML."""
_MOST_ANSWERS = 500
_ID = re.compile(ID_PATTERN)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# An escaped sign becomes a control character, of which the file has none.
_SIGNS = {
    r"\\": "\x01",
    r"\:": "\x02",
    r"\#": "\x03",
    r"\=": "\x04",
    r"\{": "\x05",
    r"\}": "\x06",
    r"\~": "\x07",
    r"\n": "\x08",
}
_ESCAPED = re.compile("|".join(map(re.escape, _SIGNS)))
_LETTERS = str.maketrans({code: sign[1] if sign != r"\n" else "\n" for sign, code in _SIGNS.items()})
_NOTE = re.compile(r"^//.*$", re.MULTILINE)
# With an end: what is never closed would be looked through again from each beginning.
_OWN_ID = re.compile(r"\[id:(.{1,200}?)(?<!\\)\]")
_TAG = re.compile(r"\[tag:(.{1,400}?)\]")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_GAP = "_____"
_OPTION = re.compile(r"[~=]")
_FULL = 100
_NEARLY = 0.1


_NAMED = re.compile(r"^\s*(?:::|\$CATEGORY:)", re.MULTILINE)
_ANSWERED = re.compile(r"(?<![\\{])\{\s{0,20}(?:[=~#]|(?:T|F|TRUE|FALSE)\s{0,20}[#}])")
_HEAD = 100_000
_LINE_OF_TEXT = re.compile(r"^\s*(要点|难度|解析|答案|术语|依据|题型)\s*[:：]", re.MULTILINE)


def is_gift(text: str) -> bool:
    """Return whether a text is GIFT: it has braces with answers, or with anything below the name of a question."""
    head = text[:_HEAD]
    return bool(_ANSWERED.search(head)) or bool("{" in head and _NAMED.search(head))


@dataclass(frozen=True, slots=True)
class _Block:
    """One question as it stands in the file: where, without its notes, signs coded; id and tags from the notes."""

    line: int
    source: str
    own_id: str
    tags: tuple[str, ...]


def read_gift(data: bytes, name: str) -> ImportedFile:
    """Return what a GIFT file brings; `name`, the file's, is for messages that concern all of it."""
    try:
        source = _decoded(data, name)
    except UnclearError as error:
        return ImportedFile((), (ImportProblem("第 1 行", str(error), "incoming-file"),))
    singles: list[StandaloneQuestion] = []
    problems: list[ImportProblem] = []
    for block in _blocks(source):
        if block.source.startswith("$CATEGORY:"):
            continue
        if is_enough(singles, problems, f"第 {block.line} 行"):
            break
        try:
            singles.append(_single(block))
        except _RuleError as error:
            problems.append(ImportProblem(f"第 {block.line} 行", str(error), error.rule))
        except UnclearError as error:
            problems.append(ImportProblem(f"第 {block.line} 行", str(error), "incoming-markup"))
    return group_cases(singles, problems)


class _RuleError(UnclearError):
    def __init__(self, message: str, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise UnclearError(f"{name} 超过 {LARGEST // 1_000_000} MB。请分成几个文件")
    try:
        source = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UnclearError(f"{name} 不是 UTF-8 编码。请用记事本打开，另存为 UTF-8") from error
    lines, marks = source.count("\n"), source.count("=") + source.count("~")
    if lines > MOST_LINES or marks > MOST_MARKS:
        raise UnclearError(f"{name} 有 {lines:,} 行、{marks:,} 个答案，超过了上限。请分成几个文件")
    if (longest := max(map(len, source.split("\n")))) > LONGEST_LINE:
        raise UnclearError(f"{name} 里有一行 {longest:,} 个字符，不像一道题。请用原平台重新导出")
    if found := _CONTROLS.search(source):
        line = source.count("\n", 0, found.start()) + 1
        raise UnclearError(f"{name} 第 {line} 行有看不见的控制字符。请删去")
    return source


def _blocks(source: str) -> Iterator[_Block]:
    lines: list[str] = []
    for number, line in enumerate([*source.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            block = _block(lines, number - len(lines))
            if block.source:
                yield block
            lines = []


def _block(lines: list[str], line: int) -> _Block:
    notes = " ".join(one for one in lines if one.startswith("//"))
    content = "\n".join("" if one.startswith("//") else one for one in lines)
    own_id = _OWN_ID.search(notes)
    coded = _ESCAPED.sub(lambda sign: _SIGNS[sign[0]], content)
    before = len(coded) - len(coded.lstrip("\n"))
    tags = tuple(match[1] for match in _TAG.finditer(notes))
    return _Block(line + before, coded.strip(), own_id[1].strip() if own_id else "", tags)


def _single(block: _Block) -> StandaloneQuestion:
    rest = block.source
    if rest.startswith("::"):
        _, closed, rest = rest[2:].partition("::")
        if not closed:
            raise _RuleError("题目名称没有用 :: 结束", "incoming-file")
    if sum(map(rest.count, "=~")) > _MOST_ANSWERS:
        raise _RuleError(f"这道题有超过 {_MOST_ANSWERS} 个答案。请拆成几道题", "incoming-answer")
    before, opened, rest = rest.partition("{")
    answers, closed, after = rest.partition("}")
    if not opened and "}" not in before:
        raise _RuleError("这是一段说明，不是题目。请删去，或把它写进案例的情境", "incoming-type")
    if not closed or "{" in answers + after or "}" in before + after:
        raise _RuleError("花括号要恰好一对。文字里的花括号前面要加反斜线", "incoming-file")
    _refuse_lines_of_text(after)
    answers, feedback = _last(answers.strip(), "####")
    form, stem = _format(before.strip() + (f"{_GAP}{after}" if after.strip() else ""), "moodle")
    explained = _html(*_format(feedback, form))
    metadata = course_tags.read_metadata(block.tags)
    fields = _fields(answers.strip(), form)
    if fields["type"] == "short":
        fields |= _reference(explained)
    texts = texts_of(_html(form, stem), explained, metadata.part)
    fields["stem"] = gapped(texts.stem) if fields["type"] == "blank" else texts.stem
    return StandaloneQuestion(
        {
            **({"id": block.own_id} if _ID.fullmatch(block.own_id) else {}),
            **metadata.fields,
            **fields,
            **({"explanation": texts.explanation} if texts.explanation else {}),
        },
        {},
        f"第 {block.line} 行",
        metadata,
        texts.frame,
    )


def _refuse_lines_of_text(after: str) -> None:
    """Refuse lines such as 要点：…, which pasted text has, behind a question."""
    if line := _LINE_OF_TEXT.search(after):
        reason = (
            f"“{line[1]}：”不是 GIFT 的写法，会接到题干后面。请写在题目前面的注释里，如 // [tag:要点：编号] [tag:难度：理解]；"
            "或者删去，导入时用 --points、--difficulty 写明"
        )
        raise _RuleError(reason, "incoming-field")


def _last(source: str, mark: str) -> tuple[str, str]:
    """Cut at the last mark; without one everything stands before it."""
    before, found, after = source.rpartition(mark)
    return (before, after) if found else (source, "")


def _format(source: str, default: str) -> tuple[str, str]:
    """Return the format that a text names at its start, and the rest."""
    source = source.strip()
    named = _FORMAT.match(source)
    return (named[1], source[named.end() :].strip()) if named else (default, source)


def _letters(source: str) -> str:
    return source.translate(_LETTERS).strip()


def _html(form: str, source: str) -> str:
    content = _letters(source)
    match form:
        case "html":
            return content
        case "plain":
            return escape(content).replace("\n", "<br>")
        case "moodle":
            return content.replace("\n", "<br>")
        case _:
            raise _RuleError(f"这里的文字是 {form} 格式，不能准确转换。请改成 [html] 或 [plain]", "incoming-markup")


def _text(source: str, form: str) -> str:
    return html_text(_html(*_format(source, form)))


def _fields(answers: str, form: str) -> dict[str, object]:
    """Return type and answers, distinguished as Moodle does."""
    if not answers:
        return {"type": "short"}
    if answers.startswith("#"):
        raise _RuleError("这是数值题，题库里没有。请改成填空题", "incoming-type")
    if "~" in answers:
        return _choice(answers, form)
    if "=" in answers and "->" in answers:
        return _pairs(answers, form)
    content, *feedback = answers.split("#")
    if content.strip() in {"T", "TRUE", "F", "FALSE"}:
        if any(_text(one, form) for one in feedback):
            raise _RuleError("判断题的答案带有反馈，题库里没有地方放。请移到 #### 后面，它会成为解析", "incoming-field")
        return {"type": "truefalse", "answer": content.strip().startswith("T")}
    return _short_answer(answers, form)


def _choice(answers: str, form: str) -> dict[str, object]:
    single = "=" in answers
    cut = list(_OPTION.finditer(answers))
    if answers[: cut[0].start()].strip():
        raise _RuleError("第一个选项前面缺少 = 或 ~", "incoming-answer")
    ends = [*(mark.start() for mark in cut[1:]), len(answers)]
    options: list[dict[str, object]] = []
    weights: list[float] = []
    for mark, end in zip(cut, ends, strict=True):
        weight, source = _weighed(answers[mark.end() : end], _FULL if mark[0] == "=" else 0)
        weights.append(weight)
        options.append(_option(source, form, correct=weight > 0))
    right = [weight for weight in weights if weight > 0]
    if single and right != [_FULL]:
        raise _RuleError("单选题要恰好一个选项用 =，其余用 ~，不写正的分值", "incoming-answer")
    if not single and abs(sum(right) - _FULL) > _NEARLY:
        raise _RuleError("多选题各个正确选项的分值加起来要是 100", "incoming-answer")
    return {"type": "single" if single else "multiple", "options": options}


def _weighed(source: str, default: float) -> tuple[float, str]:
    """Return the weight in percent that an answer begins with, and the rest."""
    source = source.strip()
    weight = _WEIGHT.match(source)
    return (float(weight[1]), source[weight.end() :]) if weight else (default, source)


def _option(source: str, form: str, *, correct: bool) -> dict[str, object]:
    content, _, feedback = source.partition("#")
    why = _text(feedback, form)
    fixed = tree(_html(*_format(content, form))).find(FIXED) is not None
    return {
        "text": _text(content, form),
        **({"correct": True} if correct else {}),
        **({"why": why} if why else {}),
        **({"fixed": True} if fixed else {}),
    }


def _pairs(answers: str, form: str) -> dict[str, object]:
    first, *sources = answers.split("=")
    if first.strip() or any("->" not in source for source in sources):
        raise _RuleError("连线题的每一项都要写成 =左项 -> 右项", "incoming-answer")
    pairs: list[dict[str, str]] = []
    distractors: list[str] = []
    for source in sources:
        left, _, right = source.partition("->")
        content, partner = _text(left, form), html_text(_letters(right))
        if content:
            pairs.append({"left": content, "right": partner})
        else:
            distractors.append(partner)
    return {"type": "match", "pairs": pairs, **({"distractors": distractors} if distractors else {})}


def _short_answer(answers: str, form: str) -> dict[str, object]:
    first, *sources = answers.split("=")
    accepted: list[str] = []
    for source in [first, *sources] if first.strip() else sources:
        weight, content = _weighed(source, _FULL)
        content, _, feedback = content.partition("#")
        if weight != _FULL or _text(feedback, form):
            raise _RuleError("填空题的每个答案都要得 100%、不带反馈。请改过来", "incoming-answer")
        accepted.append(literal(_letters(_format(content, form)[1])))
    return {"type": "blank", "answers": [accepted]}


def _reference(explained: str) -> dict[str, object]:
    """Return the points that our own exports put behind the explanation of an open question."""
    found = tree(explained).find(REFERENCE)
    return {"reference": [text(point.opened()) for point in found.named("li")]} if found else {}
