"""What questions of each type have beside the common fields: stem, options, answers. Whatever is not certain is refused."""

import re
from collections.abc import Sequence

from course.formats import cleaning
from course.formats.answers import (
    LETTERS,
    UNANSWERED,
    blank_answers,
    letters_by_text,
    letters_of,
    points_from,
    truth_by_figure,
    truth_of,
)
from course.formats.collected import Collected
from course.formats.grammar import narrow
from course.model.bank import BLANK

GAP = "____"
"""Stands where an answer was, or would be, in the stem of a choice: brackets with nothing in them have no place in print."""

ANSWER_IN_BRACKETS = re.compile(
    r"[（(【\[]\s*+(?:(?:正确)?答案\s?[:：]?\s?|选)?([A-J](?:[\s、，,;；|｜/／]*+[A-J])*+)\s*+[)）】\]]", re.IGNORECASE
)
_OF_A_NAME = re.compile(r"项(?!目)|类(?![似别])|级(?!别)|款(?![项式])|目(?![的标录])|号(?![召码])|条(?![例件])")
_BEFORE_A_BLANK = re.compile(r"(?:[第分为共有成设达于是的了可借由按取行定到至多少每]|下列|属于)$")
_BARE_LETTERS = re.compile(r"(?<=[。？?！!：:）)])\s?([A-J]{1,10})[。.]?$")
_EMPTY_BRACKETS = re.compile(r"[（(【\[〔][\s_＿]*[)）】\]〕]")
_MARK = r"√|✓|✔|×|✗|✘|X|V|对|错|正确|错误|是|否|T|F|Y|N|[Tt]rue|[Ff]alse|TRUE|FALSE|A|B"
TRUTH_AT_THE_END = re.compile(rf"\s?[（(【\[][\s_＿]*+({_MARK}|)[\s_＿]*+[)）】\]]\s?([。？！?!.]?)$")
_FIGURE_AT_THE_END = re.compile(r"\s?[（(]\s?([01])\s?[)）]\s?([。？！?!.]?)$")
_TRUTH_AND_REASON = re.compile(
    r"\s?[（(]\s?(√|✓|✔|×|✗|✘|对|错|正确|错误)\s?[,，。;；:：]\s?([^（(）)]{2,200})[)）]\s?[。.]?$"
)
_CORRECTION = r"[\s，,。；;]{0,3}((?:改正|更正|应改为|应为)\s?[:：为]?[^√✓✔×✗✘]{1,200})$"
_WRONG_AND_RIGHT = re.compile(rf"\s?[（(]\s?(×|✗|✘|错误?)\s?[)）]{_CORRECTION}")
_ANSWER_AND_RIGHT = re.compile(rf"[（(]?\s?(×|✗|✘|错误?)\s?[)）]?{_CORRECTION}")
"""A wrong statement with what would be right, such as “（×）改正：10年。”"""
_ALL_OF_THEM = frozenset(("全选", "全部选", "以上全选"))
_LETTERS_FROM_TO = re.compile(r"([A-J])\s?(?:[-—–~～至到]|--|——)\s?([A-J])")
TRUTH_AT_THE_START = re.compile(rf"[（(【\[]\s?({_MARK})\s?[)）】\]]\s*+(?=\S)")
BARE_TRUTH = re.compile(r"(?:\s?(?=[√✓✔×✗✘]$)|(?<=[。！])\s+)([√✓✔×✗✘]|对|错|正确|错误|[TFYN])$")
_OR = r"(?:[\s/／、,，|｜]{1,3}(?:或者?\s?)?|或者?\s?|(?<=[√✓✔×✗✘])(?=[√✓✔×✗✘]))"
_TRUTH_OR_FALSE = re.compile(
    rf"\s?[（(【\[]\s?(?:(?:√|✓|✔|对|正确|是|[TY]){_OR}(?:×|✗|✘|错误?|不对|否|[FN])"
    rf"|(?:×|✗|✘|错误?){_OR}(?:√|✓|✔|对|正确))\s?[)）】\]]\s?([。？！?!.]?)$"
)
"""Brackets that offer both, such as “（√/×）”: a place for the answer, like empty ones."""
_ONE_MORE_TRUTH = re.compile(
    rf"(?<![打画划填写用])(?:[（(【\[]\s?(?:{_MARK})\s?[)）】\]]"
    r"|(?:[（(【\[]\s?(?:[√✓✔×✗✘TF]|对|错|正确|错误)\s?[)）】\]]|(?<![是为“])[√✓✔×✗✘])[。！!.]?)\s?(?:或者?|[/／、])?$"
)
"""Where another mark stood behind; what stands behind a verb such as 打 is a part of the sentence."""
BLANKS = re.compile(r"[（(【\[〔](?:[\s_＿]*|\s?填空\s?\d{1,2}\s?)[)）】\]〕]|[_＿﹍﹎﹏]{2,}|\{\{\}\}")
_FILLED = re.compile(r"[（(【]([^（）()【】]+)[)）】]")
_ANSWER_WITHIN = re.compile(r"(?:正确|参考|标准)答案|答案\s*[】:：]")

_BEHIND_A_SENTENCE = re.compile(rf"(?<=[。！!])\s?{_EMPTY_BRACKETS.pattern}$")


def has_gap(stem: str) -> bool:
    """Return whether a stem has a blank that can be filled in: not only brackets behind its sentence."""
    return bool(BLANKS.search(_BEHIND_A_SENTENCE.sub("", stem)))


def body(draft: Collected, kind: str, places: dict[str, str]) -> dict[str, object]:
    """Return the fields that a question of a type has beside the common ones; their places go into `places`."""
    if kind not in {"single", "multiple"}:
        if kind != "truefalse" or (draft.options and not has_truth_options(draft)):
            for _, _, place in draft.options:
                draft.refuse(place, "只有单选题、多选题才有选项。请核对大题的标题", "field-not-used")
        for _, place in draft.lessons.values():
            draft.refuse(place, "只有单选题、多选题才有选项。请核对大题的标题", "field-not-used")
        if "fixed" in draft.fields:
            draft.refuse(draft.fields["fixed"][1], "只有单选题、多选题才有“不打乱”。请删去", "field-not-used")
    if kind != "short":
        for _, place in draft.entries:
            draft.refuse(place, "看不出这一行是题目的哪一部分。请并到上一行，或删去", "field-not-used")
    match kind:
        case "single" | "multiple":
            return _choice(draft, kind, places)
        case "truefalse":
            return _truefalse(draft)
        case "blank":
            return _blank(draft, places)
        case _:
            return _short(draft, places)


def _choice(draft: Collected, kind: str, places: dict[str, str]) -> dict[str, object]:
    answers = _answers_of_choice(draft)
    right = _letters(draft, kind, answers)
    fixed = _letters_at(draft, *draft.fields["fixed"]) if "fixed" in draft.fields else ""
    if len(draft.options) < 2:
        draft.refuse(draft.place, "没有读到选项。每个选项请另起一行，写成“A. 选项”", "options-missing")
    for letter, (_, place) in draft.lessons.items():
        if letter not in LETTERS[: len(draft.options)]:
            draft.refuse(place, f"没有选项 {letter}", "field-not-used")
    places |= {f"options.{index}": place for index, (_, _, place) in enumerate(draft.options)}
    places["options"] = answers[0][1] if answers else draft.place
    return {
        "stem": _finished_stem(draft),
        "options": [
            {
                "text": text,
                **({"correct": True} if letter in right else {}),
                **({"why": draft.corrected(*draft.lessons[letter])} if letter in draft.lessons else {}),
                **({"fixed": True} if letter in fixed else {}),
            }
            for letter, text, _ in draft.options
        ],
    }


def _answers_of_choice(draft: Collected) -> list[tuple[str, str]]:
    """Take the answers out of the stem; return them with those that stand elsewhere."""
    plain, answers = narrow(draft.stem), list(draft.answers)
    stated = _stated(draft, plain)
    if len(stated) > 1:
        draft.refuse(
            draft.place, "题干里有几处括号写着字母，不知道哪一个是答案。请另起一行写“答案：”", "answer-unclear"
        )
    elif stated:
        answers.insert(0, (stated[0][1], draft.place))
        draft.stem = _without(draft.stem, stated[0].start(), stated[0].end())
        beside = _is_tight(stated[0]) and _EMPTY_BRACKETS.search(draft.stem)
        if beside or _BARE_LETTERS.search(narrow(draft.stem)):
            message = f"题干的括号里写着“{stated[0][1]}”，旁边还有空的括号或别的字母，不知道哪里是答案。请只留一处"
            draft.refuse(draft.place, message, "answer-unclear")
        elif stated[0][1].islower() and plain[stated[0].end() :].strip("。.？?！!"):
            draft.note(draft.place, f"题干括号里的“{stated[0][1]}”按答案读", "inferred")
    elif bare := _BARE_LETTERS.search(plain):
        answers.insert(0, (bare[1], draft.place))
        draft.stem = draft.stem[: bare.start()]
        draft.note(draft.place, f"题干末尾的“{bare[1]}”按答案读", "inferred")
    while match := _EMPTY_BRACKETS.search(draft.stem):
        draft.stem = _without(draft.stem, match.start(), match.end())
    if not answers and 0 < len(draft.coloured) < len(draft.options):
        letters = "".join(draft.coloured)
        place = next(place for letter, _, place in draft.options if letter in letters)
        draft.note(place, f"选项 {letters} 的字颜色不同，按答案读", "inferred")
        answers.append((letters, place))
    return answers


def _stated(draft: Collected, plain: str) -> list[re.Match[str]]:
    """Return the brackets of a stem that hold its answer. That of a name such as 甲（A）类 does not, but can look like it."""
    found = _answers_in(plain)
    names = [one for one in found if _is_name(plain, one)]
    if len(names) < len(found) or not names:
        return found
    if _EMPTY_BRACKETS.search(plain):
        return []
    if draft.answers:
        said = {letters_of(text) for text, _ in draft.answers}
        if any(letters_of(one[1]) in said for one in names):
            return names
        draft.note(draft.place, f"题干括号里的“{names[0][1]}”按名称的一部分读，答案照“答案：”后面的", "inferred")
        return []
    message = f"不知道题干括号里的“{names[0][1]}”是答案，还是名称的一部分。请另起一行写“答案：”"
    draft.refuse(draft.place, message, "answer-unclear")
    return names[:1]


def _is_name(plain: str, found: re.Match[str]) -> bool:
    """Return whether brackets with a letter can belong to a name: no room is left in them, and a unit follows."""
    begins = _BEFORE_A_BLANK.search(plain[max(0, found.start() - 2) : found.start()])
    return bool(_is_tight(found) and not begins and _OF_A_NAME.match(plain, found.end()))


def _is_tight(found: re.Match[str]) -> bool:
    """Return whether brackets contain only letters; spaces around the letters show a place for the answer."""
    return not re.search(r"\s|答案", found[0])


def _answers_in(stem: str) -> list[re.Match[str]]:
    return list(ANSWER_IN_BRACKETS.finditer(narrow(stem)))


def _letters(draft: Collected, kind: str, answers: Sequence[tuple[str, str]]) -> str:
    """Return the letters of the correct options, on which all stated answers must agree."""
    found = [(_letters_at(draft, text, place), place) for text, place in answers]
    if not found and (_ANSWER_WITHIN.search(draft.stem) or len(_answers_in(draft.stem)) > 1):
        # That is refused for itself.
        return ""
    if not found:
        draft.refuse(draft.place, "没有答案。请另起一行写“答案：B”，或在题干的括号里写字母", "answer-missing")
        return ""
    right = found[0][0]
    for letters, place in found[1:]:
        if set(letters) != set(right):
            draft.refuse(place, f"这里的答案与{found[0][1]}的不一样，请核对", "answer-differs")
    count = len(set(right))
    if kind == "single" and count > 1:
        draft.refuse(found[0][1], "单选题只能有一个答案。确有几个正确的，请移到多选题", "answer-unclear")
    if kind == "multiple" and count == 1:
        draft.refuse(found[0][1], "多选题至少要有两个答案。只有一个正确的，请移到单选题", "answer-unclear")
    return right


def _letters_at(draft: Collected, text: str, place: str) -> str:
    letters = read_letters(draft, text)
    if letters is None:
        message = f"看不懂答案“{text}”，请只写选项的字母，如 B 或 ACD"
        if re.fullmatch("[①-⑩]+", text.strip()):
            message = f"答案“{text}”是序号，不知道是第几个选项，还是题干里的。请只写选项的字母，如 B 或 ACD"
        draft.refuse(place, message, "answer-unclear")
        return ""
    if letters_of(text) is None and _by_rule(draft, text) == letters:
        draft.note(place, f"答案“{text}”按 {letters} 读", "inferred")
    if any(letter not in LETTERS[: len(draft.options)] for letter in letters) or len(set(letters)) < len(letters):
        draft.refuse(place, f"答案“{text}”与选项对不上：字母重复，或没有这个选项", "answer-unclear")
    return letters


def read_letters(draft: Collected, text: str) -> str | None:
    letters = letters_of(text)
    if letters is None:
        letters = letters_by_text(text, [option for _, option, _ in draft.options])
    return _by_rule(draft, text) if letters is None else letters


def _by_rule(draft: Collected, text: str) -> str | None:
    """Return the option letters for an answer such as 全选, A-C or “B（P23）”; None for any other text."""
    bare = narrow(text).strip(" 。.（）()")
    if bare in _ALL_OF_THEM:
        return LETTERS[: len(draft.options)]
    if (span := _LETTERS_FROM_TO.fullmatch(bare.upper())) and span[1] < span[2]:
        return LETTERS[LETTERS.index(span[1]) : LETTERS.index(span[2]) + 1]
    tail = cleaning.stem_tail(text)
    return letters_of(tail.text) if tail.removed else None


def has_truth_options(draft: Collected) -> bool:
    return {truth_of(text) for _, text, _ in draft.options} == {True, False} and len(draft.options) == 2


def _truefalse(draft: Collected) -> dict[str, object]:
    answers, reason = _with_reasons(draft)
    answers[:0] = _truths_in_stem(draft)
    if _EMPTY_BRACKETS.search(draft.stem):
        draft.refuse(draft.place, "判断题的括号要放在句末，里面写 √ 或 ×；或者另起一行写“答案：对”", "answer-unclear")
    truths = [truth for text, place in answers if (truth := _truth_at(draft, text, place)) is not None]
    if not answers:
        draft.refuse(draft.place, "没有答案。请在句末写（√）或（×），或者另起一行写“答案：对”", "answer-missing")
    if len(set(truths)) > 1:
        draft.refuse(answers[-1][1], f"这里的答案与{answers[0][1]}的不一样，请核对", "answer-differs")
    return {"stem": _finished_stem(draft), "answer": truths[0] if truths else None, **reason}


def _with_reasons(draft: Collected) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """Take what is said behind a mark of right or wrong; return the answers, and it as an explanation if there is none."""
    answers = list(draft.answers)
    if "explanation" in draft.fields:
        return answers, {}
    if match := _TRUTH_AND_REASON.search(draft.stem) or _WRONG_AND_RIGHT.search(draft.stem):
        draft.stem, place = draft.stem[: match.start()], draft.place
        answers.insert(0, (match[1], place))
    elif len(answers) == 1 and (match := _ANSWER_AND_RIGHT.match(answers[0][0])):
        place = answers[0][1]
        answers = [(match[1], place)]
    else:
        return answers, {}
    draft.note(place, f"括号里的“{match[1]}”按答案读，后面的按解析读", "inferred")
    return answers, {"explanation": draft.corrected(match[2], place)}


def _truths_in_stem(draft: Collected) -> list[tuple[str, str]]:
    """Take the marks of right and wrong off the ends of a stem; return them as answers. Two at one end are refused."""
    _take_offer(draft)
    found: list[tuple[str, str]] = []
    for pattern in (TRUTH_AT_THE_END, _FIGURE_AT_THE_END, BARE_TRUTH):
        if match := pattern.search(draft.stem):
            rest = draft.stem[: match.start()]
            draft.stem = rest + ("" if pattern is BARE_TRUTH else match[2])
            found += [(match[1], draft.place)] if match[1] else []
            if _ONE_MORE_TRUTH.search(rest) or (pattern is _FIGURE_AT_THE_END and pattern.search(rest)):
                message = "句末有两个表示对错的记号，不知道哪一个是答案。请只留一个；句子里本来就有的，删去句末的，另起一行写“答案：对”"
                draft.refuse(draft.place, message, "answer-unclear")
            break
    _take_offer(draft)
    if match := TRUTH_AT_THE_START.match(draft.stem):
        draft.stem = draft.stem[match.end() :]
        found.insert(0, (match[1], draft.place))
        if TRUTH_AT_THE_START.match(draft.stem):
            message = "句子前面有两个表示对错的记号，不知道哪一个是答案。请只留一个"
            draft.refuse(draft.place, message, "answer-unclear")
    return found


def _take_offer(draft: Collected) -> None:
    if match := _TRUTH_OR_FALSE.search(draft.stem):
        draft.note(draft.place, f"去掉了题干末尾的“{match[0].strip(' 。')}”", "corrected")
        draft.stem = draft.stem[: match.start()] + match[1]


def _truth_at(draft: Collected, text: str, place: str) -> bool | None:
    letter = letters_of(text)
    by_letter = {letter: truth_of(option) for letter, option, _ in draft.options if has_truth_options(draft)}
    if letter in by_letter:
        return by_letter[letter]
    if not draft.options and letter in {"A", "B"}:
        draft.note(place, f"答案“{letter}”按“{'正确' if letter == 'A' else '错误'}”读：A 正确，B 错误", "inferred")
        return letter == "A"
    truth = truth_of(text)
    if truth is None and not draft.options and (truth := truth_by_figure(text)) is not None:
        draft.note(place, f"判断题的答案“{text}”按“{'对' if truth else '错'}”读", "inferred")
    if truth is None:
        draft.refuse(place, f"看不懂答案“{text}”，请写 √、×、对或错", "answer-unclear")
    return truth


def _blank(draft: Collected, places: dict[str, str]) -> dict[str, object]:
    _take_filled(draft)
    stem, count = BLANKS.subn(BLANK, draft.stem)
    draft.stem = stem
    stated = [(text, place) for text, place in draft.answers if text]
    if not count and not stated:
        message = "题干里没有空，也没有另写答案。答案已经填在题干里的，读不准是哪几个字：请把这几个字改成 ____，另起一行写“答案：”"
        draft.refuse(draft.place, message, "blank-missing")
        return {"stem": _finished_stem(draft)}
    if not count:
        draft.refuse(draft.place, "题干里没有读到空。请把空写成（　　）或 ____，答案另起一行", "blank-missing")
    if not stated and not draft.filled:
        draft.refuse(draft.place, "没有答案。请另起一行写“答案：甲；乙”，一个空一个，用分号隔开", "answer-missing")
        return {"stem": _finished_stem(draft)}
    found = [(_texts_at(draft, text, place, count), place) for text, place in stated] if count else []
    if draft.filled:
        if count and len(draft.filled) != count:
            draft.refuse(
                draft.place, f"题干里有 {count} 个空，写了答案的有 {len(draft.filled)} 个。请核对", "answer-unclear"
            )
        found.insert(0, (tuple((text,) for text, _ in draft.filled), draft.filled[0][1]))
    for texts, place in found[1:]:
        if texts != found[0][0]:
            draft.refuse(place, f"这里的答案与{found[0][1]}的不一样，请核对", "answer-differs")
    places["answers"] = found[0][1] if found else draft.place
    return {"stem": _finished_stem(draft), "answers": [list(texts) for texts in found[0][0]] if found else []}


def _take_filled(draft: Collected) -> None:
    """Take the answer out of the one pair of brackets of a stem that has no blank: a fill-in must have one."""
    brackets = list(_FILLED.finditer(draft.stem))
    if draft.answers or draft.filled or BLANKS.search(draft.stem) or len(brackets) != 1:
        return
    (match,) = brackets
    draft.stem = f"{draft.stem[: match.start()]}{GAP}{draft.stem[match.end() :]}"
    draft.add_filled(match[1].strip(), draft.place)
    draft.note(draft.place, f"括号里的“{match[1].strip()}”按这个空的答案读", "inferred")


def _texts_at(draft: Collected, text: str, place: str, count: int) -> tuple[tuple[str, ...], ...]:
    read = blank_answers(text, count)
    for message in read.corrected:
        draft.note(place, message, "corrected")
    if read.unclear:
        draft.refuse(place, read.unclear, "answer-unclear")
    return read.texts


def _short(draft: Collected, places: dict[str, str]) -> dict[str, object]:
    entries = [(text, place) for text, place in (*draft.answers, *draft.entries) if text.rstrip("。") not in UNANSWERED]
    entries = _points(draft, entries)
    if not entries:
        message = "没有参考要点。请另起一行写“参考要点：”，下面每条一行，写成“（1）……”"
        draft.refuse(draft.place, message, "answer-missing")
    places["reference"] = entries[0][1] if entries else draft.place
    places |= {f"reference.{index}": place for index, (_, place) in enumerate(entries)}
    return {"stem": _finished_stem(draft), "reference": [draft.corrected(text, place) for text, place in entries]}


def _points(draft: Collected, entries: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the points of a reference without their numbers and scores; what was done is noted."""
    points: list[tuple[str, str]] = []
    for text, place in entries:
        if "评分标准" in text or "评分细则" in text:
            draft.refuse(place, "参考要点里写着评分标准。请把它另起一行，或删去", "answer-unclear")
        parts = points_from(text, len(points) + 1)
        if len(parts) == len(entries) == 1:
            parts = [text]
        elif len(parts) > 1:
            draft.note(place, f"参考答案按编号分成了 {len(parts)} 条要点", "inferred")
        elif parts != [text]:
            draft.note(place, f"去掉了第 {len(points) + 1} 条要点前面的编号", "corrected")
        for part in parts:
            scored = cleaning.without_score(part)
            draft.note_removed(scored, f"第 {len(points) + 1} 条要点末尾", place)
            points.append((scored.text, place))
    return points


def _finished_stem(draft: Collected) -> str:
    tail = cleaning.stem_tail(draft.stem)
    draft.take_level(tail)
    draft.note_removed(tail, "题干末尾", draft.place)
    if _ANSWER_WITHIN.search(tail.text):
        draft.refuse(draft.place, "题干里写着答案，却读不准是哪几个字。请另起一行写“答案：”", "answer-in-text")
    draft.stem = draft.corrected(tail.text, draft.place)
    return draft.stem


def _without(stem: str, start: int, end: int) -> str:
    """Return a stem without its brackets: behind the end of a sentence there is no gap to mark."""
    before, after = stem[:start].rstrip(), stem[end:].lstrip()
    at_the_end = before.endswith(("。", "？", "！", "?", "!")) and not after.strip("。.")
    return before if at_the_end else f"{before}{GAP}{after}"
