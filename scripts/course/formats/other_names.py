"""Other names of terms, which blanks accept on the site: taken along, or named as lost."""

from collections.abc import Iterator
from dataclasses import replace

from course.formats.export_types import ExportResult, Loss, Selection, simpler
from course.model.bank import BankFile, BlankPart, Body, Case
from course.model.glossary import widened, widened_question

_LOST = simpler("术语表里的别名没有带上，学员填了会判错。要算对，请在平台上补进答案")


def with_other_names(selection: Selection) -> Selection:
    """Return a selection whose blanks accept what they accept on the site."""
    return replace(selection, banks=tuple(_wider(bank, selection) for bank in selection.banks))


def _wider(bank: BankFile, selection: Selection) -> BankFile:
    questions = tuple(widened_question(question, selection.names) for question in bank.questions)
    return replace(bank, questions=questions)


def without_other_names(selection: Selection, exported: ExportResult) -> ExportResult:
    """Return an export with a loss for each question that it holds whose blanks accept more on the site."""
    gone = {loss.question for loss in exported.losses if loss.drops_question}
    lost = tuple(Loss(name, "blank", _LOST) for name in _narrowed(selection) if name not in gone)
    return replace(exported, losses=(*exported.losses, *lost))


def _narrowed(selection: Selection) -> Iterator[str]:
    """Yield the ids of the questions and parts that accept more on the site."""
    for question in selection.questions():
        parts = question.questions if isinstance(question, Case) else ()
        named: list[tuple[str, Body]] = [(f"{question.id}-{number}", part) for number, part in enumerate(parts, 1)]
        for name, body in named or [(question.id or "", question)]:
            if isinstance(body, BlankPart) and any(
                len(widened(accepted, selection.names)) > len(set(accepted)) for accepted in body.answers
            ):
                yield name
