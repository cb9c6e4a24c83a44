"""The code book: what is wrong with a question, as people who read it say."""

from dataclasses import dataclass

SOUND = "没有毛病"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: the heading of its column, what it means, and an example."""

    name: str
    meaning: str
    example: str


CODES = (
    Code(SOUND, "下面哪一样毛病都没有", ""),
    Code(
        "字句",
        "只考记不记得原话、词的次序或者在哪一部分；必须会说的固定提法不算",
        "下列哪一项是原文第二部分的小标题？",
    ),
    Code(
        "常识",
        "没有学过的人凭常识也选得对；要靠原文或公开规定才定得下来的决定不算",
        "材料丢了，应当：A 隐瞒　B 报告　C 烧掉其余的",
    ),
    Code("漏底", "题干、选项的样子或者别的题把答案说出来了", "只有正确选项写得又长又全"),
    Code("答案错", "标的答案不对，或者与原文、公开规定不合", "规定写的是“适时报告”，答案是“办完以后报告”"),
    Code("还有对的", "标为错的选项里，有的也对，或者说得通", "错误选项也是规定里写着的做法"),
    Code("错项不像", "错误选项没有人会选：荒唐、答非所问，或者一看就不是一类", "几项做法里夹着一项口号"),
    Code("不教人", "错误选项的说明或解析只说“在别处”“没有这样说”，或者只把答案重说一遍", "这是另一部分的要求"),
    Code("单独看不懂", "题干离开原文或学习页就不知道问什么", "第二个差距说的是什么？"),
    Code("种类不对", "“考查什么”一栏写的与实际考的不一样", "写的是决定，其实只要记住次数"),
    Code("别的", "上面没有的毛病，请写在备注里", ""),
)
FAULTS = tuple(code.name for code in CODES if code.name != SOUND)
