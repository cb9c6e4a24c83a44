"""The table of readings."""

from course.site.pinyin import readings_of


def test_each_reading_of_a_character_is_there_and_no_other_character() -> None:
    assert readings_of(set("重女行x。")) == {"chong": "重", "hang": "行", "nv": "女", "xing": "行", "zhong": "重"}
    assert readings_of(set()) == {}


def test_every_character_of_gb_2312_can_be_read() -> None:
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = set("".join(code.decode("gb2312", "ignore") for code in codes))
    assert len(characters) == 6763
    assert set("".join(readings_of(characters).values())) == characters
