"""The list of what an export could not carry, for people: by reason, with the ids of the questions."""

from collections.abc import Iterable, Iterator, Sequence

from course.formats.export_types import LABELS, Degree, Feature, Loss

_DRAFTS = "还没有审核，要一起导出就加上 --drafts"
_UNFINISHED = "缺要点、难度或解析，或者所在的学习页还没有写完，写完才能导出"


def summary(losses: Iterable[Loss], drafts: Sequence[str], unfinished: Sequence[str] = ()) -> Iterator[str]:
    """Yield a line for each thing lost: what, what becomes of it, and how many questions it concerns."""
    if drafts:
        yield f"不带：草稿，{_DRAFTS}（{len(drafts)} 道题）"
    if unfinished:
        yield f"不带：未完成，{_UNFINISHED}（{len(unfinished)} 道题）"
    for (feature, degree, how), names in _grouped(losses).items():
        yield f"{degree.value}：{LABELS[feature]}，{how}（{len(names)} 道题）"


def listing(
    title: str, count: int, losses: Iterable[Loss], drafts: Sequence[str], unfinished: Sequence[str] = ()
) -> str:
    """Return the whole list as a text for Windows editors: UTF-8 with a mark, lines ending as they expect."""
    lines = [title, f"带走的题目：{count} 道。"]
    grouped = _grouped(losses)
    if drafts:
        lines += ["", f"【不带】草稿：{_DRAFTS}。", f"  {'、'.join(drafts)}"]
    if unfinished:
        lines += ["", f"【不带】未完成：{_UNFINISHED}。", f"  {'、'.join(unfinished)}"]
    lines += ["", "下面这些没有带走，或者有所简化："] if grouped else ["", "没有丢失任何内容。"]
    for (feature, degree, how), names in grouped.items():
        lines += ["", f"【{degree.value}】{LABELS[feature]}：{how}。", f"  {'、'.join(names)}"]
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines)


def _grouped(losses: Iterable[Loss]) -> dict[tuple[Feature, Degree, str], list[str]]:
    """Group ids by what was lost; questions that stay behind come first."""
    groups: dict[tuple[Feature, Degree, str], list[str]] = {}
    for loss in sorted(losses, key=lambda loss: not loss.drops_question):
        groups.setdefault((loss.feature, loss.carried.degree, loss.carried.how), []).append(loss.question)
    return groups
