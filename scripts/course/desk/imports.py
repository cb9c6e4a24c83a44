"""导入: take questions in from a file or from pasted text, once each has been seen as members will see it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.desk.desk import this_desk
from course.desk.import_form import sent_decisions, sent_lines, sent_options
from course.desk.import_page import STATES, bank_titles, import_page, page_of
from course.desk.import_question import correct_page, entry_as_planned, sent_decision
from course.desk.import_reading import LastReading, Reading
from course.desk.import_split import SplitLine, checked_lines, written
from course.desk.import_store import ImportStore, PendingImport
from course.desk.question_editor import sent_entry
from course.desk.wording import worded
from course.errors import RefusedError
from course.formats.importers import LARGEST
from course.importing.plan import ImportPlan
from course.importing.planned import PlannedQuestion
from course.importing.preview import title
from course.importing.run import apply

_PASTED = "粘贴的文字.txt"
_VERSION = "version"


class _Pages:
    """The pages, which share the last reading."""

    def __init__(self) -> None:
        self._last = LastReading()

    def show(self) -> str:
        return render_template("imports.html.j2", imports=ImportStore(this_desk().root).all())

    def begin(self) -> Response:
        """Keep the file or the text that the form brings."""
        file, text = request.files.get("file"), request.form.get("text", "")
        if file is not None and file.filename:
            name, content = file.filename, file.read()
        else:
            name, content = _PASTED, text.strip().encode()
        if not content or len(content) > LARGEST:
            too_much = f"超过 {LARGEST // 1_000_000} MB，请拆成几个文件。"
            flash(too_much if content else "没有选文件，也没有粘贴文字。")
            return redirect(url_for("imports.show"))
        pending = ImportStore(this_desk().root).begin(name, content)
        return redirect(url_for("imports.one", name=pending.id))

    def one(self, name: str) -> str:
        return self._page(_pending(name))

    def _page(
        self, pending: PendingImport, *, is_unsaved: bool = False, split: tuple[SplitLine, ...] | None = None
    ) -> str:
        return import_page(pending, self._last.of(this_desk(), pending), is_unsaved=is_unsaved, split=split)

    def choose(self, name: str) -> tuple[str, int] | Response:
        """Write down what the form says of all questions, and of those of a page."""
        pending = _pending(name)
        if not _is_stale(pending):
            pending, refusal = self._chosen(pending)
            ImportStore(this_desk().root).save(pending)
            flash(refusal or "记下了。")
            if refusal:
                return self._page(pending, is_unsaved=True), 422
        return redirect(f"{url_for('imports.one', name=name)}?{urlencode(_where())}")

    def _chosen(self, pending: PendingImport) -> tuple[PendingImport, str]:
        """Return an import with what the form says, and why what it says of all questions is not among it."""
        desk = this_desk()
        chosen = pending.with_decisions(dict(sent_decisions(pending, self._last.of(desk, pending).plan.questions)))
        try:
            return replace(chosen, options=sent_options(desk.course.outcome().course, chosen.options)), ""
        except RefusedError as reason:
            return chosen, f"没有全部记下：{worded(str(reason))}"

    def split(self, name: str) -> tuple[str, int] | Response:
        """Write down which questions go into which bank."""
        desk, pending = this_desk(), _pending(name)
        if not _is_stale(pending):
            plan = self._last.of(desk, pending).plan
            questions = plan.questions
            titles = dict(bank_titles((*desk.course.outcome().course.banks, *plan.new_banks)))
            lines, chosen = checked_lines(sent_lines(), frozenset(titles), questions)
            if any(line.problem for line in lines):
                return self._page(pending, split=lines), 422
            decided = {
                questions[number - 1].place: replace(pending.decision_at(questions[number - 1].place), bank=bank)
                for number, bank in chosen.items()
            }
            ImportStore(desk.root).save(pending.with_decisions(decided))
            flash(f"记下了。{'，'.join(_shared_out(chosen, titles))}。" if chosen else "没有选题库，没有改动。")
        return redirect(url_for("imports.one", name=name))

    def correct(self, name: str, number: int) -> str:
        """Show the form of one question of the file."""
        pending = _pending(name)
        reading = self._last.of(this_desk(), pending)
        return correct_page(pending, reading, number, entry_as_planned(reading, _question(reading, number)))

    def settle(self, name: str, number: int) -> tuple[str, int] | str | Response:
        """Write down how one question of the file is corrected."""
        desk, pending = this_desk(), _pending(name)
        course, reading = desk.course.outcome().course, self._last.of(desk, pending)
        question, entry = _question(reading, number), sent_entry(course)
        if entry.wish != "save":
            made_from = request.form.get(_VERSION, "")
            return correct_page(pending, reading, number, entry.after_wish(), made_from)
        if _is_stale(pending) or entry.problems:
            return correct_page(pending, reading, number, entry.checked()), 422
        banks = {one.path for one in (*course.banks, *reading.plan.new_banks)}
        decided = pending.with_decisions({question.place: sent_decision(question, entry, banks)})
        ImportStore(desk.root).save(decided)
        reading = self._last.of(desk, decided)
        settled = _question(reading, number)
        if settled.problems:
            return correct_page(decided, reading, number, entry_as_planned(reading, settled)), 422
        flash(f"第 {number} 道记下了，还没有写入题库。")
        return redirect(url_for("imports.one", name=name, p=page_of(number), _anchor=f"q{number}"))

    def take_in(self, name: str) -> tuple[str, int] | Response:
        """Write the questions into the banks, all or none."""
        desk, pending = this_desk(), _pending(name)
        if _is_stale(pending):
            return redirect(url_for("imports.one", name=name))
        with desk.writing:
            reading = self._last.of(desk, pending)
            plan = reading.plan
            chosen, refusal = self._chosen(pending)
            if refusal or chosen != pending:
                ImportStore(desk.root).save(chosen)
                flash(refusal or "刚才的选择还没有记下，现在记下了，没有写入。请看一看，再写入。")
                if refusal:
                    return self._page(chosen, is_unsaved=True), 422
                return redirect(url_for("imports.one", name=name))
            if plan.refused or not plan.files:
                flash("还有要改的，没有写入。" if plan.refused else "没有要写入的题。")
                return self._page(pending), 422
            is_seen = request.form.get("seen") == reading.version
            if not is_seen or apply(desk.root, plan, title(plan, pending.name)):
                flash("题库刚才被别人改过，没有写入。下面是照现在的题库重新比较的，请再看一遍。")
                return self._page(pending), 409
        ImportStore(desk.root).remove(pending)
        flash(f"导入了“{pending.name}”：{_summary(plan)}。", "change")
        return redirect(
            url_for("questions.show", bank=_only_bank(plan), state="unfinished" if _unfinished(plan) else None)
        )

    def remove(self, name: str) -> Response:
        """Forget an import; the banks stay as they are."""
        pending = _pending(name)
        ImportStore(this_desk().root).remove(pending)
        flash(f"删去了“{pending.name}”，题库没有改动。")
        return redirect(url_for("imports.show"))


def pages() -> Blueprint:
    """Return the pages of imports."""
    area, every = Blueprint("imports", __name__, url_prefix="/imports"), _Pages()
    area.add_url_rule("/", "show", every.show)
    area.add_url_rule("/", "begin", every.begin, methods=["POST"])
    area.add_url_rule("/<name>", "one", every.one)
    area.add_url_rule("/<name>/choose", "choose", every.choose, methods=["POST"])
    area.add_url_rule("/<name>/split", "split", every.split, methods=["POST"])
    area.add_url_rule("/<name>/<int:number>", "correct", every.correct)
    area.add_url_rule("/<name>/<int:number>", "settle", every.settle, methods=["POST"])
    area.add_url_rule("/<name>/take-in", "take_in", every.take_in, methods=["POST"])
    area.add_url_rule("/<name>/remove", "remove", every.remove, methods=["POST"])
    return area


def _pending(name: str) -> PendingImport:
    return ImportStore(this_desk().root).find(name) or abort(404)


def _question(reading: Reading, number: int) -> PlannedQuestion:
    questions = reading.plan.questions
    return questions[number - 1] if 0 < number <= len(questions) else abort(404)


def _is_stale(pending: PendingImport) -> bool:
    """Return whether a form was made before the last decision; the page says so."""
    is_stale = request.form.get(_VERSION) != pending.version
    if is_stale:
        flash("这次导入刚才在另一个窗口里改过，没有记下。请看清楚现在的样子，再试一次。")
    return is_stale


def _shared_out(chosen: Mapping[int, str], titles: Mapping[str, str]) -> Iterator[str]:
    for path in dict.fromkeys(chosen.values()):
        numbers = sorted(number for number, bank in chosen.items() if bank == path)
        yield f"第 {written(numbers)} 道放进“{titles[path]}”"


def _where() -> dict[str, str]:
    """Return which page of the questions was shown."""
    return {name: value for name in ("state", "p") if (value := request.args.get(name, ""))}


def _unfinished(plan: ImportPlan) -> int:
    return sum(1 for one in plan.questions if one.state == "new" and one.missing)


def _summary(plan: ImportPlan) -> str:
    """Say how many questions came in."""
    counts = Counter(one.state for one in plan.questions)
    parts = [f"{label} {counts[state]} 道" for state, label in STATES.items() if counts[state]]
    unfinished = _unfinished(plan)
    return "，".join([*parts, *([f"其中未完成 {unfinished} 道，在下面未完成的题里"] if unfinished else [])])


def _only_bank(plan: ImportPlan) -> str | None:
    """Return the name of the bank into which all questions went, None if there are several."""
    paths = {one.bank for one in plan.questions if one.state in {"new", "changed"}}
    return Path(paths.pop()).stem if len(paths) == 1 else None
