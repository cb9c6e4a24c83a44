"""Questions out of a Moodle XML file, be it ours or Moodle's own.

What the importer of Moodle makes of a file (question/format/xml) is the measure; what a bank cannot say of it is
refused with its line.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from course.formats import tags as course_tags
from course.formats.cases import StandaloneQuestion, group_cases, is_enough, texts_of
from course.formats.html_in import UnclearError, gapped, html_text, literal, text, tree
from course.formats.html_out import FIXED, GAP_HTML
from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.xml_in import Element, XmlError, read_xml
from course.model.bank import ID_PATTERN

_Fields = dict[str, object]
_Places = dict[str, str]

_ID = re.compile(ID_PATTERN)
_INNER = re.compile(r"\{\d{0,9}:([A-Z_]{1,30}):(.*?)(?<!\\)\}", re.DOTALL)
_INNER_START = re.compile(r"\{\d{0,9}:[A-Z_]")
_MOST_INNER = 100
# A reference such as &#35; holds a sign that is none of the notation's.
_ALTERNATIVE = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<![\\&])#")
_PERCENT = 100
_NEARLY = 0.1
_NOT_OURS = {
    "description": "一段说明，不是题目。请在导出前删去，或把它写进案例的情境",
    "numerical": "数值题，题库里没有。请改成填空题",
    "calculated": "计算题，题库里没有",
    "calculatedmulti": "计算题，题库里没有",
    "calculatedsimple": "计算题，题库里没有",
    "gapselect": "选词填空题，题库里没有。请改成填空题或连线题",
    "ddwtos": "拖放题，题库里没有。请改成连线题",
    "ddmarker": "拖放题，题库里没有",
    "ddimageortext": "拖放题，题库里没有",
    "randomsamatch": "随机匹配题，题库里没有",
}


def read_moodle(data: bytes, name: str) -> ImportedFile:
    """Return what a Moodle XML file brings; `name`, the file's, is for messages that concern all of it."""
    try:
        root = read_xml(data)
    except XmlError as error:
        return ImportedFile((), (ImportProblem(_at(error.line), str(error), "incoming-file"),))
    if root.name != "quiz":
        reason = f"{name} 不是 Moodle XML：最外层应当是 <quiz>，这里是 <{root.name}>"
        return ImportedFile((), (ImportProblem(_at(root.line), reason, "incoming-file"),))
    singles: list[StandaloneQuestion] = []
    problems: list[ImportProblem] = []
    for element in root.inside:
        if element.name == "question" and element.attributes.get("type") == "category":
            continue
        if is_enough(singles, problems, _at(element.line)):
            break
        try:
            singles.append(_single(element))
        except _PlacedError as error:
            problems.append(ImportProblem(error.place, str(error), error.rule))
        except UnclearError as error:
            problems.append(ImportProblem(_at(element.line), str(error), "incoming-markup"))
    return group_cases(singles, problems)


class _PlacedError(UnclearError):
    def __init__(self, message: str, element: Element, rule: str) -> None:
        super().__init__(message)
        self.place = _at(element.line)
        self.rule = rule


def _at(line: int) -> str:
    return f"第 {line} 行"


def _single(element: Element) -> StandaloneQuestion:
    kind = element.attributes.get("type", "")
    read = _READERS.get(kind)
    if element.name != "question" or read is None:
        what = _NOT_OURS.get(kind, f"“{kind or element.name}”，题库里没有这种题")
        raise _PlacedError(f"这是{what}", element, "incoming-type")
    for hint in element.all("hint"):
        if hint.child_text("text"):
            raise _PlacedError("这道题有“提示”，题库里没有。请在原平台删去", hint, "incoming-field")
    metadata = course_tags.read_metadata(
        tag.child_text("text") for tags in element.all("tags") for tag in tags.all("tag")
    )
    stem = _hypertext(element, "questiontext")
    fields, places = read(element)
    inner, answers = _inner_answers(element, stem) if kind == "cloze" else (stem, None)
    try:
        texts = texts_of(inner, _hypertext(element, "generalfeedback"), metadata.part)
        final_stem = gapped(texts.stem) if kind == "shortanswer" else texts.stem
    except UnclearError as error:
        raise _PlacedError(str(error), element.first("questiontext") or element, "incoming-markup") from error
    own_id = element.child_text("idnumber")
    fields = {
        **({"id": own_id} if _ID.fullmatch(own_id) else {}),
        **metadata.fields,
        **fields,
        "stem": final_stem,
        **({"answers": answers} if answers is not None else {}),
        **({"explanation": texts.explanation} if texts.explanation else {}),
    }
    for path, names in (("stem", "questiontext"), ("explanation", "generalfeedback")):
        if found := element.first(names):
            places[path] = _at(found.line)
    return StandaloneQuestion(fields, places, _at(element.line), metadata, texts.frame)


def _hypertext(parent: Element, name: str) -> str:
    """Return the text of a field as HTML, whatever format Moodle has it in."""
    found = parent.first(name)
    return _as_html(found) if found else ""


def _as_html(element: Element) -> str:
    content, form = element.child_text("text"), element.attributes.get("format", "html")
    if element.first("file"):
        raise _PlacedError("这里带着图片或别的文件，题库里放不下。请在原平台删去", element, "incoming-markup")
    match form:
        case "html":
            return content
        case "moodle_auto_format":
            return content.replace("\n", "<br>")
        case "plain_text":
            return escape(content).replace("\n", "<br>")
        case _:
            reason = f"这里的文字是 {form} 格式，不能准确转换。请在原平台改成 HTML 格式"
            raise _PlacedError(reason, element, "incoming-markup")


def _text(element: Element) -> str:
    try:
        return html_text(_as_html(element))
    except _PlacedError:
        raise
    except UnclearError as error:
        raise _PlacedError(str(error), element, "incoming-markup") from error


def _fraction(answer: Element) -> float:
    try:
        return float(answer.attributes.get("fraction", "0"))
    except ValueError as error:
        raise _PlacedError("这里的分值不是数字", answer, "incoming-answer") from error


def _choice(element: Element) -> tuple[_Fields, _Places]:
    answers = list(element.all("answer"))
    fractions = [_fraction(answer) for answer in answers]
    right = [fraction for fraction in fractions if fraction > 0]
    single = (element.child_text("single") or "true") not in {"false", "0"}
    if single and right != [_PERCENT]:
        raise _PlacedError("单选题要恰好一个选项得 100%，其余不得分", element, "incoming-answer")
    if not single and abs(sum(right) - _PERCENT) > _NEARLY:
        raise _PlacedError("多选题各个正确选项的分值加起来要是 100%", element, "incoming-answer")
    options: list[_Fields] = []
    places: _Places = {}
    for index, (answer, fraction) in enumerate(zip(answers, fractions, strict=True)):
        options.append(_option(answer, correct=fraction > 0))
        places[f"options.{index}"] = _at(answer.line)
    return {"type": "single" if single else "multiple", "options": options}, places


def _option(answer: Element, *, correct: bool) -> _Fields:
    why = answer.first("feedback")
    content = _text(why) if why else ""
    fixed = tree(_as_html(answer)).find(FIXED) is not None
    return {
        "text": _text(answer),
        **({"correct": True} if correct else {}),
        **({"why": content} if content else {}),
        **({"fixed": True} if fixed else {}),
    }


def _judgement(element: Element) -> tuple[_Fields, _Places]:
    right = [answer.child_text("text") for answer in element.all("answer") if _fraction(answer) == _PERCENT]
    _without_feedback(element)
    if right not in (["true"], ["false"]):
        raise _PlacedError("判断题要么 true 得 100%，要么 false 得 100%", element, "incoming-answer")
    return {"type": "truefalse", "answer": right == ["true"]}, {}


def _without_feedback(element: Element) -> None:
    for answer in element.all("answer"):
        feedback = answer.first("feedback")
        if feedback and _text(feedback):
            reason = "这个答案带有反馈，题库里这种题没有地方放。请移到“一般反馈”里，它会成为解析"
            raise _PlacedError(reason, feedback, "incoming-field")


def _short_answer(element: Element) -> tuple[_Fields, _Places]:
    _without_feedback(element)
    if element.child_text("usecase") == "1":
        raise _PlacedError("这道题要区分大小写，题库里的填空不分。请在原平台改过来", element, "incoming-answer")
    accepted: list[str] = []
    for answer in element.all("answer"):
        if _fraction(answer) != _PERCENT:
            raise _PlacedError("填空题的每个答案都要得 100%。只得部分分数的，请删去", answer, "incoming-answer")
        accepted.append(_literal(answer.child_text("text"), answer))
    return {"type": "blank", "answers": [accepted]}, {}


def _literal(answer: str, element: Element) -> str:
    try:
        return literal(answer)
    except UnclearError as error:
        raise _PlacedError(str(error), element, "incoming-answer") from error


def _inner_answers(element: Element, stem: str) -> tuple[str, list[list[str]]]:
    """Return the stem with its blanks marked, and the accepted texts of each."""
    answers: list[list[str]] = []
    if len(_INNER_START.findall(stem)) > _MOST_INNER:
        raise _PlacedError(f"这道题里嵌着超过 {_MOST_INNER} 个空。请拆成几道题", element, "incoming-answer")
    for kind, inner in _INNER.findall(stem):
        if kind not in {"SHORTANSWER", "SA", "MW"}:
            reason = f"这道题里嵌着 {kind}，题库里只能嵌填空。请拆成几道题"
            raise _PlacedError(reason, element, "incoming-type")
        answers.append([_alternative(one, element) for one in _ALTERNATIVE.split(inner)])
    if not answers:
        raise _PlacedError("这道内嵌答案题里没有找到空", element, "incoming-answer")
    return _INNER.sub(GAP_HTML, stem), answers


def _alternative(coded: str, element: Element) -> str:
    mark = re.match(r"=|%100(?:\.0*)?%", coded)
    if mark is None or _FEEDBACK.search(coded):
        reason = "填空的每个答案都要得满分、不带反馈。请在原平台改过来"
        raise _PlacedError(reason, element, "incoming-answer")
    return _literal(unescape(coded[mark.end() :]).replace(r"\}", "}").replace(r"\#", "#"), element)


def _order(element: Element) -> tuple[_Fields, _Places]:
    answers = list(element.all("answer"))
    fractions = [_fraction(answer) for answer in answers]
    if fractions != sorted(fractions):
        raise _PlacedError("排序题的各项没有按正确顺序写", element, "incoming-answer")
    if element.child_text("selecttype") not in {"", "0", "ALL"}:
        raise _PlacedError("这道排序题每次只抽几项，题库里没有这种做法", element, "incoming-answer")
    places = {f"items.{index}": _at(answer.line) for index, answer in enumerate(answers)}
    return {"type": "order", "items": [_text(answer) for answer in answers]}, places


def _pairs(element: Element) -> tuple[_Fields, _Places]:
    pairs: list[_Fields] = []
    distractors: list[str] = []
    places: _Places = {}
    for pair in element.all("subquestion"):
        left, answer = _text(pair), pair.first("answer")
        right = _text(answer) if answer else ""
        if left:
            places[f"pairs.{len(pairs)}"] = _at(pair.line)
            pairs.append({"left": left, "right": right})
        elif right:
            places[f"distractors.{len(distractors)}"] = _at(pair.line)
            distractors.append(right)
    return {"type": "match", "pairs": pairs, **({"distractors": distractors} if distractors else {})}, places


def _essay(element: Element) -> tuple[_Fields, _Places]:
    info = element.first("graderinfo")
    if info is None:
        return {"type": "short"}, {}
    try:
        whole = tree(_as_html(info))
        points = [text(point.opened()) for point in whole.named("li")] or text(whole).split("\n")
    except _PlacedError:
        raise
    except UnclearError as error:
        raise _PlacedError(str(error), info, "incoming-markup") from error
    points = [point for point in points if point]
    return {"type": "short", **({"reference": points} if points else {})}, {"reference": _at(info.line)}


def _cloze(_: Element) -> tuple[_Fields, _Places]:
    return {"type": "blank"}, {}


_READERS: Mapping[str, Callable[[Element], tuple[_Fields, _Places]]] = {
    "multichoice": _choice,
    "truefalse": _judgement,
    "shortanswer": _short_answer,
    "cloze": _cloze,
    "ordering": _order,
    "matching": _pairs,
    "essay": _essay,
}
