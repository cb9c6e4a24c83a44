"""The Anki deck, brought into a collection by Anki itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from course.formats.anki import export_anki
from course.formats.export_types import Selection
from support.archives import COURSE
from support.exchanged import written

EARLIER, LATER = 1_700_000_000, 1_700_100_000


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def brought_in(collection: Collection, content: bytes, folder: Path) -> tuple[int, int, int]:
    """Import a package; return how many notes are new, updated and the same as before."""
    package = folder / "deck.apkg"
    package.write_bytes(content)
    request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    return len(log.new), len(log.updated), len(log.duplicate)


def question(stem: str, explanation: str = "解析。") -> dict[str, object]:
    options = [{"text": "甲", "correct": True}, {"text": "乙", "why": "不对"}]
    return {"type": "single", "stem": stem, "options": options, "explanation": explanation}


def export(record: dict[str, object], made: int) -> bytes:
    return export_anki(Selection("extra", "课程", (written(record),), made)).content


def test_anki_takes_in_every_question_of_the_second_course_once(collection: Collection, tmp_path: Path) -> None:
    exported = export_anki(Selection("course", COURSE.title, COURSE.banks, EARLIER))
    ids = {question.id for _, question in COURSE.questions()}
    assert exported.count == len(ids)
    assert brought_in(collection, exported.content, tmp_path) == (len(ids), 0, 0)
    assert brought_in(collection, exported.content, tmp_path) == (0, 0, len(ids))
    notes = [collection.get_note(name) for name in collection.find_notes("")]
    assert {note["题号"] for note in notes} == ids
    assert collection.card_count() == len(ids)
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {f"{COURSE.title}::{bank.title}" for bank in COURSE.banks} <= decks


def test_a_second_import_brings_a_changed_question_up_to_date_and_keeps_its_card(
    collection: Collection, tmp_path: Path
) -> None:
    assert brought_in(collection, export(question("旧题干"), EARLIER), tmp_path) == (1, 0, 0)
    (card,) = collection.find_cards("")
    collection.sched.set_due_date([card], "7")
    due = collection.get_card(card).due
    assert brought_in(collection, export(question("新题干", "新的解析。"), LATER), tmp_path) == (0, 1, 0)
    (again,) = collection.find_cards("")
    assert (again, collection.get_card(again).due) == (card, due)
    note = collection.get_card(again).note()
    assert (note["题干"], note["解析"]) == ("<p>新题干</p>", "新的解析。")


PAYLOAD = r"<script>alert(1)</script> [sound:x.mp3] {{题号}} {{c1::x}} \(\href{javascript:alert(1)}{x}\) [latex]x[/latex] [$]x[/$]"


def test_what_looks_like_markup_stays_text_on_the_card(collection: Collection, tmp_path: Path) -> None:
    brought_in(collection, export(question(PAYLOAD, PAYLOAD), EARLIER), tmp_path)
    (card,) = collection.find_cards("")
    shown = collection.get_card(card).render_output(reload=True)
    assert (shown.question_av_tags, shown.answer_av_tags) == ([], [])
    for side in (shown.question_text, shown.answer_text):
        assert "<script" not in side
        assert not any(mark in side for mark in (r"\(", "[sound", "[latex]", "[$]"))
        assert "{{" not in side


def test_the_front_does_not_show_what_the_back_does(collection: Collection, tmp_path: Path) -> None:
    brought_in(collection, export(question("题干", "解析在背面"), EARLIER), tmp_path)
    (card,) = collection.find_cards("")
    shown = collection.get_card(card).render_output(reload=True)
    assert all(text in shown.question_text for text in ("题干", "甲", "乙"))
    assert "不对" not in shown.question_text
    assert "解析在背面" not in shown.question_text
    assert all(text in shown.answer_text for text in ("题干", "不对", "解析在背面", "extra-1"))


def test_tags_say_where_a_question_stands_in_the_course(collection: Collection, tmp_path: Path) -> None:
    brought_in(collection, export(question("题干") | {"terms": ["三会 一训"], "kind": "recall"}, EARLIER), tmp_path)
    assert len(collection.find_notes("tag:要点::r1-1-1-a")) == 1
    assert len(collection.find_notes("tag:术语::三会_一训")) == 1
    assert len(collection.find_notes("tag:难度::理解")) == 1
    assert len(collection.find_notes("tag:考查::事实")) == 1
