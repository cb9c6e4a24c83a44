"""A coding sheet: a random sample of questions for two coders, a part of it for both, with the code book beside it."""

from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook

from course.exams.option_order import key_text, letter, seed_of_part, seed_on, shown_choices, shown_options
from course.exams.shuffle import seed_for, shuffle
from course.formats.excel.fill_in import FillColumn, add_sheet, saved
from course.judging.code_book import CODES
from course.judging.question_text import question_lines
from course.model import bank, inline
from course.model.scenario import place_names

SHEET = "编码"
ID, VERSION, NOTE = "题号", "答案版本", "备注"
MARK = "x"
_HELP = (
    "一行一道题。先自己做一遍，再对照下面的答案、说明和解析来看。",
    f"有哪一样毛病，就在那一列选 {MARK}，可以有几样；一样也没有，在“没有毛病”一列选 {MARK}。各样毛病的意思见工作表“代码表”。",
    "备注写清楚毛病在哪里、怎样改。",
    "两个人各编各的，编完以前不要商量：有一部分题两个人都有，要看两个人的看法有多一致。",
    "编完保存，运行 ./course review-sheet，后面写两份表的文件名。",
)


def split(
    sample: Sequence[bank.Question], both: int, seed: int
) -> tuple[Sequence[bank.Question], Sequence[bank.Question]]:
    """Return which questions each of two coders gets: the first `both` go to both, the others by turns.

    Each coder has them in an order of its own, which does not show which ones are shared.
    """
    shared, rest = sample[:both], sample[both:]
    own = (*shared, *rest[::2]), (*shared, *rest[1::2])
    first, second = (
        tuple(one[index] for index in shuffle(seed_for(seed, str(place)), len(one))) for place, one in enumerate(own)
    )
    return first, second


def review_sheet(questions: Sequence[bank.Question], points: Mapping[str, str], seed: int) -> bytes:
    """Return the workbook of one coder; `points` has the labels of points by their ids."""
    book = Workbook()
    book.remove(book.worksheets[0])
    columns = (
        FillColumn("序号", 6), FillColumn(ID, 20), FillColumn("题型", 8), FillColumn("考查什么", 8), FillColumn("要点", 20),
        FillColumn("题目、答案和解析", 80), *(FillColumn(code.name, 7, is_open=True, mark=MARK) for code in CODES),
        FillColumn(NOTE, 40, is_open=True), FillColumn(VERSION, 14),
    )  # fmt: skip
    add_sheet(book, SHEET, columns, [_row(number, one, points, seed) for number, one in enumerate(questions, 1)])
    add_sheet(
        book,
        "代码表",
        (FillColumn("代码", 12), FillColumn("意思", 60), FillColumn("例子", 50)),
        [(code.name, code.meaning, code.example) for code in CODES],
    )
    add_sheet(book, "说明", (FillColumn("怎样编", 100),), [(line,) for line in _HELP])
    return saved(book)


def _row(number: int, question: bank.Question, points: Mapping[str, str], seed: int) -> Sequence[str]:
    return (
        str(number),
        question.id or "",
        bank.TYPE_LABELS[question.type],
        bank.KIND_LABELS[question.kind] if question.kind else "",
        "；".join(points[point] for point in question.points if point in points),
        "\n".join(_whole(question, seed_on(str(seed), question.id or ""))),
        *([""] * len(CODES)),
        "",
        bank.answer_version(question),
    )


def _whole(question: bank.Question, seed: int) -> Iterator[str]:
    """Yield a question as a reader sees it, and below it all that is known after answering."""
    yield from question_lines(question, seed, "")
    yield f"答案：{key_text(question, seed)}"
    yield from _lessons(question, seed, "")
    yield f"解析：{inline.plain(question.explanation)}"


def _lessons(body: bank.Body, seed: int, number: str) -> Iterator[str]:
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            for place, index in enumerate(shown_options(body, seed)):
                if why := body.options[index].why:
                    yield f"{number}{letter(place)}：{inline.plain(why)}"
        case bank.CaseBody():
            for place, part in enumerate(body.questions):
                yield from _lessons(part, seed_of_part(seed, place), f"（{place + 1}）")
                if part.explanation:
                    yield f"（{place + 1}）解析：{inline.plain(part.explanation)}"
        case bank.ScenarioBody():
            yield from _consequences(body, seed)
        case _:
            return


def _consequences(body: bank.ScenarioBody, seed: int) -> Iterator[str]:
    names = place_names(body)
    for number, (name, step) in enumerate(body.steps.items(), 1):
        for place, index in enumerate(shown_choices(body, name, seed)):
            choice = step.choices[index]
            effect = f"（{choice.effect}）" if choice.effect else ""
            yield f"{number}{letter(place)}：{bank.MERIT_LABELS[choice.merit]}，到{names[choice.go]}{effect}"
    for name, end in body.ends.items():
        yield f"{names[name]}（{bank.OUTCOME_LABELS[end.outcome]}）：{end.text}复盘：{end.debrief}"
