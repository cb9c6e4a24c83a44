"""Letters that deceive: what is reported of them, and what people may write undisturbed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.text.unicode_checks import printable, suspects, written_out
from course.text.yaml_reader import read

INNOCENT = (
    "二〇二五年，三会一训，３会１训", "电阻 5 kΩ，重 3 μg，Δt 与 πr", "Привет, товарищ", "café naïve Zürich", "👨\u200d👩\u200d👧 ☑\ufe0f ❤️", "コーヒー カード",
    "①②③ ℃ № § …… —— 〇", "A4 纸 2 张，GB/T 15834", "甲○乙○", "（1）○一、○二", "H₂O x² ½", "東京都 한국어", "汉\u3000字", "СССР 与苏联 Россия",
)  # fmt: skip
DECEPTIVE = {
    "员\u200b工": "control-character", "\u202e工员": "control-character", "员\u2066工": "control-character", "员\u3164工": "control-character",
    "员\u200d工": "control-character", "员\ufe01工": "control-character", "员\U000e0061工": "control-character", "锟斤拷": "lost-character",
    "馆\ufffd": "lost-character", "\ue5e5 要点": "lost-character", "人ロ": "look-alike", "エ作": "look-alike", "一ㄧ": "look-alike", "⺠主": "look-alike",
    "⼈民": "look-alike", "\uf9d0别": "look-alike", "二○二五": "look-alike", "二O二五": "look-alike", "Сode": "look-alike", "pаge": "look-alike",
    "ХХ": "look-alike", "Αbc": "look-alike", "2０25": "look-alike", "Ａbc": "look-alike", "𝐏arty": "look-alike", "不\u0338得": "look-alike",
}  # fmt: skip


@pytest.mark.parametrize("text", INNOCENT)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert list(suspects(text)) == []


@pytest.mark.parametrize(("text", "rule"), DECEPTIVE.items(), ids=ascii)
def test_what_deceives_is_reported_once_under_its_rule(text: str, rule: str) -> None:
    assert [found.rule for found in suspects(f"会议{text}会议" if text[0] != "锟" else text)] == [rule]


@pytest.mark.parametrize(
    ("written", "usual"),
    [("⻓期", "长"), ("⻔", "门"), ("⼀", "一"), ("二○二", "〇"), ("ＸX", "X"), ("ｐage", "p"), ("Сode", "C")],
)
def test_the_message_names_the_usual_letter(written: str, usual: str) -> None:
    (found,) = suspects(written)
    assert f"请改成“{usual}”" in found.message


@given(st.text())
def test_every_place_lies_in_the_text_and_printable_text_has_nothing_invisible(text: str) -> None:
    assert all(0 <= found.offset < len(text) for found in suspects(text))
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(found.rule == "control-character" for found in suspects(shown))


def test_escapes_and_references_bring_nothing_in_unseen() -> None:
    document, found = read('a: "\\u202e甲\\e[31m"\n"\\u200b": 乙\n', "x.yml")
    assert [(str(one.position), one.rule) for one in found] == [
        ("x.yml:1:4", "control-character"), ("x.yml:1:4", "control-character"), ("x.yml:2:1", "control-character"),
    ]  # fmt: skip
    assert document.value == {"a": "\ufffd甲\ufffd[31m", "\ufffd": "乙"}
    assert [found.offset for found in written_out("甲&#x202E;乙&zwnj;&amp;&copy;&#8206;")] == [1, 10, 27]


def test_the_letter_of_an_escape_belongs_to_no_word() -> None:
    assert list(suspects('a: "一\\nЖизнь\\tЯ\\x41Я"')) == []
    assert [found.rule for found in suspects('a: "\\nраge"')] == ["look-alike"]
