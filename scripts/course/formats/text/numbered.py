"""Questions by their numbers, for a list of answers."""

from collections.abc import Iterable

from course.formats.draft import Draft


class Numbered:
    """Questions that a list of answers may speak of. `several` says whether an answer may have several letters."""

    def __init__(self, drafts: Iterable[Draft] = ()) -> None:
        self._drafts: dict[int, list[Draft]] = {}
        self.several = False
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Add a question."""
        self.several |= draft.kind not in {"single", "truefalse"}
        if draft.number is not None:
            self._drafts.setdefault(draft.number, []).append(draft)

    def only(self, number: int) -> Draft | None:
        """Return the question with this number, of several the one that has no answer; None if that is not one."""
        found = self._drafts.get(number, [])
        if len(found) > 1:
            found = [draft for draft in found if not draft.is_answered]
        return found[0] if len(found) == 1 else None

    def have(self, answers: Iterable[tuple[int, str]]) -> bool:
        """Return whether every number of a list is that of one question."""
        return all(self.only(number) is not None for number, _ in answers)

    def unanswered(self, answers: Iterable[tuple[int, str]]) -> bool:
        """Return whether every number of a list is that of one question without an answer."""
        return all((draft := self.only(number)) is not None and not draft.answers for number, _ in answers)
