"""The bank that an address names."""

from flask import abort

from course.check import Outcome
from course.errors import RefusedError
from course.model.bank import BankFile, bank_path
from course.text.diagnostics import errors


def named_bank(outcome: Outcome, name: str) -> BankFile:
    """Return the bank of a name. Raises RefusedError if its file cannot be read, NotFound if the course has none."""
    for bank in outcome.course.banks:
        if bank.name == name:
            return bank
    path = bank_path(name)
    if any(found.position.path == path for found in errors(outcome.diagnostics)):
        raise RefusedError(f"题库 {path} 现在读不出来。请先照“概况”里的错误改好这个文件，再回到上一页重做")
    return abort(404)
