"""Stems: a whole question, put positively, short, about one thing, understood without anything else."""

import re

from course.model.bank import BlankPart, CaseBody, ScenarioBody, ShortBody, TrueFalsePart
from course.quality.items import Item, choices, statements
from course.quality.registry import Findings, collect
from course.quality.words import length

LONGEST_STEM = 90
"""Characters of a stem, a situation included."""

LONGEST_STATEMENT = 60
"""Characters of a statement to be judged, which is read at once."""

LONGEST_MATERIAL = 300
"""Characters of the material of a case, and of the situation of a step."""

_QUESTION = re.compile(r"[？?][”）]?$|（[ 　]*）|＿|^(?:（[^）]*）)?请|请[^。？]*[。）]?$")
_NEGATIVE = re.compile(
    r"(?:不|没|未)(?:正确|属于|包括|包含|是|符合|合乎|合|对|能|应|该|应当|适合|恰当|准确|在|需要|必)|没有|错误的|不[^，。？]{1,6}的是"
)
_EXCEPT = re.compile(r"除[^。？]*外[^。？]*[都均全]")
_ASKING = re.compile(r"哪|什么|谁|怎|多少|几|何|是（|的是")
_DOUBLE = re.compile(
    r"不(?:是|能|得|可|会|要)不|没有[^，。；？]{0,8}不|并非不|不无|无不|非[^，。；？常]{0,6}不可|未必不|不应[^，。；？]{0,6}不"
)
_PRONOUN = re.compile(r"^(?:（[^）]*）)?(?:它|他|她|其|此|这|该|那|上述|前述|前者|后者|本题|上题)")
_NUMERAL = r"[一二三四五六七八九十0-9]{1,3}"
_PLACE = re.compile(
    rf"第{_NUMERAL}(?:个|项|点|大|小)?(?:差距|成绩|部分|方面|段|节|小节|要点|标题|要求)"
    rf"|{_NUMERAL}（{_NUMERAL}）|(?:^|[^每])(?:这|本|该|上|下|前|后)(?:一|面|述)?(?:个|项)?(?:部分|小节|段话|段落|学习页)"
)
_CLAUSE = re.compile(r"[，。；？！：]")


def stem_without_question(items: tuple[Item, ...]) -> Findings:
    """A stem must ask something: a question, a request, or a sentence with a gap.

    HDR 14 and 15, “include the central idea in the stem instead of the choices”; NBME, “cover-the-options rule”.

    Bad: 关于借阅登记. Good: 借阅由谁登记？
    """
    for item in items:
        if isinstance(item.placed.body, CaseBody | TrueFalsePart | BlankPart | ScenarioBody):
            continue
        if not _QUESTION.search(item.stem.strip()):
            yield item.found("题干没有提出问题，盖住选项就答不了。请写成一句完整的问话，以问号结尾", "stem")


def question_as_statement(items: tuple[Item, ...]) -> Findings:
    """What is to be judged must be a statement, not a question.

    HDR 9 and 14: in a true-false item it must be clear what is true or false.

    Bad: 借阅可以不登记吗？ Good: 借阅可以不登记。
    """
    for item, _ in statements(items):
        if re.search(r"[？?]$", item.stem.strip()):
            yield item.found("判断题的题干要写成陈述句，现在是一句问话。请改写，或改成单选题", "stem")


def several_questions(items: tuple[Item, ...]) -> Findings:
    """A stem must ask one thing.

    HDR 1, “every item should reflect … a single specific mental behavior”.

    Bad: 由谁负责？什么时候完成？ Good: two questions.
    """
    for item in items:
        if not isinstance(item.placed.body, ShortBody) and len(re.findall(r"[？?]", item.own(item.stem))) > 1:
            yield item.found("题干里有几个问号，一道题只问一件事。请拆成几道题，或只留一问", "stem")


def negative_stem(items: tuple[Item, ...]) -> Findings:
    """A stem asks for what is right; one that asks for what is not must stress the negative in bold.

    HDR 17, “avoid negatives such as NOT or EXCEPT; … ensure that the word appears capitalized and boldface”; NBME,
    “negatively phrased stem”.

    Bad: 下列哪项不属于主体责任？ Good: 下列哪项**不**属于主体责任？ Better: 下列哪项属于主体责任？
    """
    for item in choices(items):
        stem = item.own(item.stem)
        match = _NEGATIVE.search(_asking_clause(stem)) or _EXCEPT.search(stem)
        if match and not any(re.search("[不没未非除错]", text) for text in item.stressed):
            yield item.found(
                f"题干用“{match[0]}”反着问，容易看漏。请改成正面问；非这样问不可的，给否定词加粗，写成“**不**”", "stem"
            )


def _asking_clause(stem: str) -> str:
    """Return the clause of a stem that asks, the last one with an interrogative."""
    clauses = [clause for clause in _CLAUSE.split(stem) if clause]
    asking = [clause for clause in clauses if _ASKING.search(clause)]
    return (asking or clauses or [""])[-1]


def double_negative(items: tuple[Item, ...]) -> Findings:
    """A stem must not contain two negatives.

    HDR 17; NBME, “stems are tricky or unnecessarily complicated”.

    Bad: 借阅不能不登记。 Good: 借阅必须登记。
    """
    for item in items:
        match = _DOUBLE.search(item.own(item.stem))
        if match and not item.has_title:
            yield item.found(f"“{match[0]}”是双重否定，考的是绕口。请改成正面的说法", "stem")


def long_stem(items: tuple[Item, ...]) -> Findings:
    """A stem must be as short as it can.

    HDR 13, “minimize the amount of reading in each item”, and 16, “avoid window dressing”; NBME, “unnecessarily
    complicated”.

    Bad: a paragraph of background before the question. Good: only what the answer depends on.
    """
    for item in items:
        body = item.placed.body
        if isinstance(body, CaseBody):
            if (size := length(body.material)) > LONGEST_MATERIAL:
                yield item.found(f"情境有 {size} 字，超过 {LONGEST_MATERIAL} 字。请只留与小题有关的", "material")
            continue
        if isinstance(body, ScenarioBody):
            for name, step in body.steps.items():
                if (size := length(step.text)) > LONGEST_MATERIAL:
                    message = f"这一步的情形有 {size} 字，超过 {LONGEST_MATERIAL} 字。请只留与选择有关的"
                    yield item.found(message, "steps", name, "text")
            continue
        most = LONGEST_STATEMENT if isinstance(body, TrueFalsePart) else LONGEST_STEM
        if (size := length(item.stem)) > most:
            yield item.found(f"题干有 {size} 字，超过 {most} 字。请只留与答案有关的，背景多的改成案例题", "stem")


def unclear_pronoun(items: tuple[Item, ...]) -> Findings:
    """A stem must not begin with a word that refers to something outside it.

    HDR 4, “keep the content of each item independent”, and 14.

    Bad: 它由谁负责？ Good: 年度清点由谁负责？
    """
    for item in items:
        match = _PRONOUN.search(item.stem)
        # In a case, the material says what is meant.
        if match and not item.inside_case and not item.has_title:
            word = re.sub("^（[^）]*）", "", match[0])
            yield item.found(f"题干以“{word}”开头，单独看不知道指什么。请写出它的名称", "stem")


def stem_by_place(items: tuple[Item, ...]) -> Findings:
    """A stem must not hang on a place in the document: who has not got it open cannot know what is asked.

    HDR 4, “keep the content of each item independent”, and 14, “include the central idea in the stem”.

    Bad: 第二个差距说的是什么？ Good: 移交不按时，表现在哪里？
    """
    for item in items:
        match = _PLACE.search(item.own(item.stem))
        if match and not item.inside_case:
            word = match[0].strip("，。：；、（")
            yield item.found(f"题干用“{word}”指内容，离开原文看不懂。请写出它说的事", "stem")


RULES = collect(
    stem_by_place,
    stem_without_question,
    question_as_statement,
    several_questions,
    negative_stem,
    double_negative,
    long_stem,
    unclear_pronoun,
)
