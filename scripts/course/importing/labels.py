"""The names of a bank's fields in the words of people who do not see the bank."""

import re

LABELS = {
    "type": "题型", "points": "要点", "terms": "术语", "basis": "依据", "apart": "不同卷", "difficulty": "难度", "stem": "题干",
    "material": "情境", "options": "选项", "answer": "答案", "answers": "答案", "items": "排序项", "pairs": "连线",
    "distractors": "多余右项", "reference": "参考要点", "questions": "小题", "explanation": "解析", "text": "文字",
    "why": "说明", "fixed": "不打乱", "left": "左项", "right": "右项",
}  # fmt: skip
# Of a whole bank the same word means more than of a case.
_IN_BANKS = {"questions": "题目"}
_FIELD = re.compile(rf" ?(?<![\w.:-])({'|'.join(sorted(LABELS, key=len, reverse=True))})(?![\w.:-]) ?")


def in_words(message: str) -> str:
    """Return a diagnostic's message with the fields that it names in Chinese; settings such as `type: blank` stay."""
    return _FIELD.sub(lambda match: _IN_BANKS.get(match[1], LABELS[match[1]]), message)
