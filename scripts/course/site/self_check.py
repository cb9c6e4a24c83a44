"""Which questions stand in the self-check after a requirement."""

from collections.abc import Sequence

from course.model.bank import BankFile, Question

SELF_CHECK_LENGTH = 3
# Quick to answer first. Cases and short answers take longer than a self-check should.
_RANK = ("single", "truefalse", "multiple", "blank", "match", "order", "case", "short", "scenario")
_SLOW = frozenset({"case", "short", "scenario"})


class SelfChecks:
    """The questions of a course, ready to be chosen from for many requirements."""

    def __init__(self, banks: Sequence[BankFile]) -> None:
        self._banks = [(bank, _by_requirement(bank)) for bank in banks]

    def choose(self, page: str, requirement: str) -> tuple[str, list[Question]]:
        """Choose up to three questions on a requirement of a page; return the name of their bank with them.

        They come from one bank, because the player loads one: a bank of the page itself where it has any. The
        choice depends on nothing but the banks, so a page stays the same until its questions change.
        """
        for group in ([pair for pair in self._banks if pair[0].page == page], self._banks):
            found = [(bank, _candidates(asking.get(requirement, []))) for bank, asking in group]
            bank, candidates = max(found, key=lambda pair: len(pair[1]), default=(None, []))
            if bank and candidates:
                return bank.name, _choose(candidates)
        return "", []


def _candidates(asking: list[Question]) -> list[Question]:
    return [question for question in asking if question.type not in _SLOW] or asking


def _by_requirement(bank: BankFile) -> dict[str, list[Question]]:
    """Return the questions of a bank by the requirements that they ask."""
    found: dict[str, list[Question]] = {}
    for question in bank.finished:
        for requirement in {point.rsplit("-", 1)[0] for point in question.points}:
            found.setdefault(requirement, []).append(question)
    return found


def _choose(candidates: list[Question]) -> list[Question]:
    """Take different points and types first; return them easy to hard."""
    chosen: list[Question] = []
    rest = list(candidates)
    while rest and len(chosen) < SELF_CHECK_LENGTH:
        best = min(rest, key=lambda question: _staleness(question, chosen))
        chosen.append(best)
        rest.remove(best)
    return sorted(chosen, key=lambda question: question.level)


def _staleness(question: Question, chosen: list[Question]) -> tuple[int, int, int, int]:
    """Rank lower what repeats least: points, then difficulty, then type, then quick types first."""
    return (
        sum(len(set(question.points) & set(other.points)) for other in chosen),
        sum(question.level == other.level for other in chosen),
        sum(question.type == other.type for other in chosen),
        _RANK.index(question.type),
    )
