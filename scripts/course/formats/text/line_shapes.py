"""Shapes of lines without a mark of their own: what could be a question, a title, a material, or words about the paper."""

import re

from course.formats.grammar import narrow

_TRUTH = "√|✓|✔|×|✗|✘|对|错|正确|错误|是|否|[TFVXYN]|True|False"
_TRUTH_BEHIND = re.compile(rf"[（(]\s?(?:{_TRUTH}|)\s?[)）]\s?[。.]?$")
_PLACE_FOR_AN_ANSWER = re.compile(
    rf"[（(]\s{{0,20}}[)）]|[（(]\s?(?:{_TRUTH}|[A-J]{{1,10}})\s?[)）]|[_﹍﹎﹏]{{2,}}|〔\s{{0,20}}〕|[（(【\[]填空\d{{1,2}}[)）】\]]"
)
_OF_THE_PAPER = re.compile(r"姓\s?名|得\s?分|单\s?位|部\s?门|班\s?级|学\s?号|日\s?期|评\s?卷|考\s?号|总\s?分")
_MATERIAL = re.compile(
    r"(?:阅读|根据|依据|结合).{0,20}(?:材料|案例|资料|情境).{0,30}(?:回答|完成|解答|作答)|回答.{0,12}题|(?:材料|案例|情境|资料)[一二三四五六七八九十\d]{0,3}[:：]"
)
_LONGEST_OUTSIDE = 100
"""Characters of a line that still says something about a paper and is no material of its questions."""
_NUMBER_OR_FIGURE = re.compile(r"(\d{1,4})\s?[.．:：,，]\d")
_FAREWELL = re.compile(
    r"希望|以上(?:题目|试题|内容|就是|是)|如需|如果?您?(?:还|有)?需要|是否需要|需要我|祝|"
    r"更多.{0,12}(?:关注|访问|下载|搜索)|(?:请|欢迎)(?:扫码|微信|关注.{0,8}公众号)|本(?:文|文档|资料)由.{0,20}(?:上传|整理|提供)|"
    r"[（(]?(?:全卷|试卷|本卷|试题)?(?:完|结束)[)）]?$"
)
_TITLE = re.compile(r".{0,12}(?:(?<![问课主难话议专])题|题库|试卷|卷|部分)")
_ABOUT_OPTIONS = re.compile(
    r"(?:以上|上述|前面|前[两二三四]项|全部?|[都均皆])(?:[各几选说答两二三四五者项都均皆全不没无是对法案其他可以有]|正确|错误|包括)+[。.]?|以上|全部"
)
_GLUED_LETTERS = re.compile(r"A[^\sA-Z.．、:：)）].{0,60}?\sB[^\sA-Z.．、:：)）].{0,60}?(?:\sC[^\sA-Z.．、:：)）].*)?")
_SENTENCE_ENDS = tuple("。！？”!?")


def is_statement_to_judge(text: str) -> bool:
    """Return whether a line ends with brackets for right or wrong."""
    return bool(_TRUTH_BEHIND.search(text))


def has_place_for_answer(text: str) -> bool:
    """Return whether a line has brackets or a blank for an answer."""
    return bool(_PLACE_FOR_AN_ANSWER.search(text))


def asks(text: str) -> bool:
    """Return whether a line is the stem of a question rather than an answer in words."""
    return has_place_for_answer(text) or text.endswith(("？", "?"))


def is_material(text: str) -> bool:
    """Return whether a line announces what several questions are about."""
    return bool(_MATERIAL.search(text))


def is_about_the_paper(text: str) -> bool:
    """Return whether a line outside all questions may be left out: it has nothing that a question has."""
    if is_material(text) or len(text) > _LONGEST_OUTSIDE:
        return False
    return bool(_OF_THE_PAPER.search(text)) or not has_place_for_answer(text)


def number_or_figure(text: str) -> int | None:
    """Return the number before a line such as “3.5天内……”, which can be question 3 or a figure; None if there is none."""
    match = _NUMBER_OR_FIGURE.match(narrow(text))
    return int(match[1]) if match else None


def is_title(text: str) -> bool:
    """Return whether a line looks like the title of a part that we do not know."""
    return bool(_TITLE.fullmatch(text))


def is_farewell(text: str) -> bool:
    """Return whether the last line of a file is a courtesy or says that this is the end."""
    return bool(_FAREWELL.match(text))


def has_glued_letters(text: str) -> bool:
    """Return whether a line has options whose letters stand at their texts without any mark, as in “A一 B二”."""
    return bool(_GLUED_LETTERS.fullmatch(narrow(text)))


def is_about_options(text: str) -> bool:
    """Return whether a line is what an option says about the others, such as 以上都不对."""
    return bool(_ABOUT_OPTIONS.fullmatch(text))


def is_sentence_end(text: str) -> bool:
    """Return whether a line ends as a sentence does."""
    return text.endswith(_SENTENCE_ENDS)
