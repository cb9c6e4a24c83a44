"""Short answers of other platforms as blanks of ours."""

import re

from course.exchange.hypertext import UnclearError
from course.model.bank import BLANK

_STAR = re.compile(r"(?<!\\)\*")
_LINE = re.compile(r"_{3,}")


def literal(answer: str) -> str:
    """Return an accepted answer as it is meant: a star with a backslash is a star, one without is no answer."""
    if _STAR.search(answer):
        raise UnclearError("答案里的 * 在原平台代表任意文字，题库里没有。请写出具体的答案")
    return answer.replace(r"\*", "*")


def gapped(stem: str) -> str:
    """Return a stem with one blank in it: where it has one, where a line stands, or at its end."""
    if stem.count(BLANK) == 1:
        return stem
    lines = _LINE.findall(stem)
    if len(lines) > 1 or BLANK in stem:
        raise UnclearError("题干里不止一处像空格。请只留一处下划线")
    return _LINE.sub(BLANK, stem) if lines else stem + BLANK
