"""The report as one HTML file for staff: no scripts, nothing from elsewhere, fit to print."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from course.quality.advice import advice
from course.quality.console import usage_lines, verdict
from course.quality.guessing import Guess
from course.quality.report import GUESS_LABELS, Report, guess_sentence, percent
from course.quality.run import Judged
from course.quality.statistics import Interval
from course.quality.usage import FEW, FEWEST, Taken, Usage, Used

_STYLE = """
body{font:16px/1.7 "Noto Sans CJK SC","Microsoft YaHei",SimSun,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;
color:#222;background:#fff}h1,h2,h3{line-height:1.3}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}
th,td{border:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#f3f3f3}
code{font-size:.9em;white-space:nowrap}.bad{color:#a40000;font-weight:bold}.note{color:#555}
.scale{position:relative;height:1rem;min-width:12rem;background:#eee}.scale i,.scale b,.scale u{position:absolute;top:0;
height:100%}.scale i{background:#9bbcdd}.scale b{width:2px;background:#123}.scale u{width:2px;background:#a40000}
@media print{body{max-width:none;margin:0}tr{break-inside:avoid}}
"""
_CUES = 8


def page(report: Report, day: str) -> str:
    """Return the report as a whole HTML page; `day` is the day it was made, as people write it."""
    body = "".join(
        [
            f"<h1>题目质量报告：{escape(report.title)}</h1>",
            f"<p>{escape(verdict(report))}生成于 {escape(day)}。规则的意思和例子见站点“维护”一栏的“题目质量”页。</p>",
            _open(report),
            _counts(report),
            _guesses(report.guesses),
            _accepted(report),
            _usage(report.usage) if report.usage else "",
        ]
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>题目质量报告</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def _open(report: Report) -> str:
    if not report.open:
        return "<h2>待改的提示</h2><p>没有。</p>"
    parts = [
        f"<h3>{escape(path)}</h3>" + _table(("行", "题目", "问题和改法", "规则"), (_finding_row(one) for one in group))
        for path, group in groupby(report.open, key=lambda one: one.finding.position.path)
    ]
    return f"<h2>待改的提示</h2>{''.join(parts)}"


def _finding_row(one: Judged) -> tuple[str, ...]:
    found = one.finding
    return str(found.position.line), _subject(one), escape(found.message), _code(found.rule)


def _subject(one: Judged) -> str:
    stem = f'<br><span class="note">{escape(one.about.stem)}</span>' if one.about.stem else ""
    return f"{escape(one.about.name)}{stem}"


def _counts(report: Report) -> str:
    rows = [(_code(rule), str(still), str(reasoned)) for rule, (still, reasoned) in report.checked.counts().items()]
    return f"<h2>各规则的提示</h2>{_table(('规则', '待改', '已说明理由'), rows)}" if rows else ""


def _guesses(guesses: Iterable[Guess]) -> str:
    intro = (
        "<p>让程序只看选项的长短、标点、位置、语气词和与题干重复的字，不看意思，猜没见过的题。猜对的比例和瞎猜差不多，"
        "说明选项的样子没有泄露答案。图中红线是瞎猜的比例，深线是猜对的比例，浅色是它的 95% 区间（Wilson）。</p>"
    )
    return f"<h2>只看样子能不能猜中</h2>{intro}{''.join(map(_guess, guesses))}"


def _guess(found: Guess) -> str:
    label = GUESS_LABELS[found.type]
    mark = ' class="bad"' if found.gives_away else ""
    if not found.enough:
        return f"<h3>{label}题</h3><p>{escape(guess_sentence(found))}</p>"
    rows = [("全部线索合起来", percent(found.accuracy.share), _scale(found.accuracy, found.chance), "")]
    rows += [
        (
            escape(f"{result.cue.name}：{result.how}"),
            percent(result.accuracy.share),
            _scale(result.accuracy, found.chance),
            '<span class="bad">漏底</span>' if result.gives_away else "",
        )
        for result in found.cues[:_CUES]
    ]
    table = _table(("线索", "猜对", "与瞎猜相比", ""), rows)
    return f"<h3>{label}题</h3><p{mark}>{escape(guess_sentence(found))}</p>{table}"


def _scale(interval: Interval, chance: float) -> str:
    width = 100 * (interval.high - interval.low)
    return (
        f'<div class="scale"><i style="left:{100 * interval.low:.1f}%;width:{width:.1f}%"></i>'
        f'<b style="left:{100 * interval.share:.1f}%"></b><u style="left:{100 * chance:.1f}%"></u></div>'
    )


def _accepted(report: Report) -> str:
    if not report.checked.accepted:
        return ""
    rows = (
        (_code(str(one.finding.position)), _subject(one), _code(one.finding.rule), escape(one.reason))
        for one in report.checked.accepted
    )
    return f"<h2>已说明理由的提示</h2>{_table(('位置', '题目', '规则', '理由'), rows)}"


def _usage(usage: Usage) -> str:
    told = "".join(f"<p>{escape(line.strip())}</p>" for line in usage_lines(usage))
    caveat = (
        f'<p class="note">只算每个人第一次作答；不足 {FEWEST} 人的题不算难度和区分度，不足 {FEW} 人的（标“仅供参考”）'
        "换一批人就可能很不一样，请看括号里的 95% 区间，不要只看一个数。区分度是这道题的对错与其余题得分的相关，"
        "越高越能分出会与不会，接近 0 或是负数就要查。</p>"
    )
    remarks = _table(
        ("位置", "建议", "名称"),
        ((_code(str(remark.position)), escape(remark.message), _code(remark.rule)) for remark in advice(usage)),
    )
    head = (
        "题目",
        "人数",
        "答对率",
        "区分度",
        "各选项人数（正确的加粗）",
        "用时（秒）：四分之一、一半、四分之三的人不超过",
    )
    return f"<h2>学员作答</h2>{told}{caveat}{remarks}{_table(head, map(_used_row, usage.used))}"


def _used_row(used: Used) -> tuple[str, ...]:
    rough = "（仅供参考）" if used.rough else ""
    return (
        escape(f"{used.item.question.id} {used.item.stem}"),
        f"{used.members}{rough}",
        _facility(used.facility) if used.facility else f"{used.right} 人答对",
        _discrimination(used.discrimination) if used.discrimination else "—",
        "<br>".join(_taken(taken) for taken in used.taken) or "—",
        "、".join(f"{seconds:.0f}" for seconds in used.times) if used.times else "—",
    )


def _facility(interval: Interval) -> str:
    return f"{interval.share:.0%}（{interval.low:.0%}～{interval.high:.0%}）"


def _discrimination(interval: Interval) -> str:
    return f"{interval.share:.2f}（{interval.low:.2f}～{interval.high:.2f}）"


def _taken(taken: Taken) -> str:
    item = taken.item
    if not item.options:
        return f"对 {taken.counts[0]}；错 {taken.counts[1]}"
    return "；".join(
        f"<strong>{text}</strong>" if index in item.key else text
        for index, text in enumerate(
            escape(f"{option} {count}") for option, count in zip(item.options, taken.counts, strict=True)
        )
    )


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of cells that are HTML already; nothing where there is no row."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"
