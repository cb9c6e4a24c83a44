"""The formats in which the bank can leave, and what each is good for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from course.formats import anki, csv, scorm
from course.formats.aiken import write as aiken
from course.formats.export_types import LABELS, Carries, Degree, ExportResult, Selection
from course.formats.gift import write as gift
from course.formats.moodle import write as moodle
from course.formats.other_names import with_other_names, without_other_names
from course.formats.qti import write as qti


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: the name that people type, the ending of its files, and what for (Chinese)."""

    name: str
    suffix: str
    title: str
    purpose: str
    carries: Carries
    export: Callable[[Selection], ExportResult]
    takes_site: bool = False
    widens: bool = False
    """Whether blanks take other names of terms along: not where questions come back, whose answers would change."""

    def exported(self, selection: Selection) -> ExportResult:
        """Return the export with what blanks accept on the site, or with what of that is lost."""
        if self.takes_site:
            return self.export(selection)
        if self.widens:
            return self.export(with_other_names(selection))
        return without_other_names(selection, self.export(selection))

    def carried(self, degree: Degree) -> list[str]:
        """Return in Chinese what arrives in that degree."""
        return [LABELS[feature] for feature, carried in self.carries.items() if carried.degree is degree]


EXPORTERS = {
    one.name: one
    for one in (
        Exporter(
            "moodle",
            ".moodle.xml",
            "Moodle XML",
            "导入 Moodle 的题库，带得最全",
            moodle.CARRIES,
            moodle.export_moodle,
        ),
        Exporter(
            "gift",
            ".gift.txt",
            "GIFT",
            "Moodle 和不少小平台都认的纯文本",
            gift.CARRIES,
            gift.export_gift,
        ),
        Exporter(
            "qti",
            ".qti.zip",
            "QTI 2.1 试题包",
            "交给支持国际标准 QTI 的考试系统",
            qti.CARRIES,
            qti.export_qti,
            widens=True,
        ),
        Exporter(
            "anki",
            ".apkg",
            "Anki 牌组",
            "在手机和电脑上按记忆曲线背题，翻面看答案，自己评分；再导入时更新旧卡片，不重复",
            anki.CARRIES,
            anki.export_anki,
            widens=True,
        ),
        Exporter(
            "scorm",
            ".scorm.zip",
            "SCORM 1.2 课件包",
            "放进各种学习平台，成绩、完成情况和逐题作答报给平台；写 BANK 是一个自测，不写是整门课",
            scorm.CARRIES,
            scorm.export_scorm,
            takes_site=True,
        ),
        Exporter(
            "aiken",
            ".aiken.txt",
            "Aiken",
            "只收单选题的平台",
            aiken.CARRIES,
            aiken.export_aiken,
        ),
        Exporter(
            "csv",
            ".csv",
            "CSV",
            "用 Excel、WPS 看一看、排一排；不能再导回来",
            csv.CARRIES,
            csv.export_csv,
        ),
    )
}


def overview() -> Iterator[str]:
    """Yield what `--list` prints: each format with what it carries, line by line."""
    for one in EXPORTERS.values():
        yield f"{one.name}：{one.title}，{one.purpose}。"
        for degree in Degree:
            if names := one.carried(degree):
                yield f"    {degree.value}：{'、'.join(names)}"
