"""Files that are not a sound learner's record, in as many ways as come to mind: always the same ones."""

import json
import random
import zlib
from collections.abc import Iterator
from typing import Any

NOW = 1_795_000_000_000
SCRIPT = "<img src=x onerror='window.__hacked=1'><script>window.__hacked=1</script>"
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    -0.5,
    "",
    SCRIPT,
    "长" * 100_000,
    [],
    {},
    [[[[[[]]]]]],
    {"__proto__": {"polluted": 1}},
    {"constructor": {"prototype": {"polluted": 1}}},
    ["__proto__"],
)
ATTEMPT: dict[str, Any] = {
    "id": "hostile-1",
    "question": "vehicle-lecture-01",
    "version": "0123456789ab",
    "response": [0, 2],
    "verdict": "right",
    "at": NOW - 1000,
    "zone": 480,
    "took": 1,
    "mode": "practice",
    "paper": None,
}
PAPER: dict[str, Any] = {
    "id": "hostile-paper",
    "number": "quick-1",
    "course": "0badcafe",
    "sections": [["a"]],
    "exam": {"name": "quick", "title": "卷", "minutes": 10, "passing": 6, "sections": []},
    "started": NOW - 5000,
    "ended": NOW - 1000,
    "zone": 480,
    "used": 4000,
    "timedOut": False,
    "marked": [],
}
CONTENT: dict[str, Any] = {
    "format": "course-record",
    "version": 1,
    "name": "",
    "course": "0badcafe",
    "made": NOW,
    "attempts": [],
    "papers": [],
    "ticks": [],
    "reads": [],
    "learner": "",
}


def checksum(content: Any) -> str:
    """Return the sum that the player writes; for integers, strings and what is made of them."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{zlib.crc32(text.encode('utf-8')):08x}"


def sealed(content: dict[str, Any]) -> bytes:
    """Return a file whose sum is right, so that its content must be judged."""
    return json.dumps({**content, "checksum": checksum(content)}, ensure_ascii=False).encode("utf-8")


def hostile_files() -> Iterator[bytes]:
    """Yield more than 300 files from which nothing may be taken."""
    yield from (b"", b" ", b"null", b"[]", b"{}", b"0", b'"course-record"', b"\xff\xfe\x00", b"PK\x03\x04" + bytes(999))
    yield b"[" * 10_000
    yield b'{"a":' * 10_000 + b"1" + b"}" * 10_000
    yield sealed(CONTENT | {"version": 2})
    yield sealed(CONTENT | {"version": 0})
    yield sealed(CONTENT | {"format": "course-slip"})
    whole = sealed(CONTENT | {"attempts": [ATTEMPT]})
    yield from (whole[:cut] for cut in range(1, len(whole), max(1, len(whole) // 60)))
    yield from _altered(whole, 40)
    for field in ("format", "version"):
        yield from (sealed(CONTENT | {field: odd}) for odd in ODD)
    for field in ATTEMPT:
        if field in {"paper", "response"}:
            continue
        for odd in ODD:
            if not _fits(field, odd):
                yield sealed(CONTENT | {"attempts": [ATTEMPT | {field: odd}]})
    for field in PAPER:
        yield from (sealed(CONTENT | {"papers": [PAPER | {field: odd}]}) for odd in ODD)
    for name in ("attempts", "papers", "ticks", "reads"):
        yield from (sealed(CONTENT | {name: [odd]}) for odd in ODD)


def _fits(field: str, odd: Any) -> bool:
    """Tell whether an odd value is still one that the field may have: text is only data."""
    if field in {"question", "version", "mode", "id"} and isinstance(odd, str) and len(odd) <= 120:
        return field != "id" or bool(odd)
    if field == "took":
        return isinstance(odd, (int, float)) and not isinstance(odd, bool)
    if field == "zone":
        return odd == -1
    return False


def _altered(whole: bytes, count: int) -> Iterator[bytes]:
    """Change one figure each time, as a bad stick or a curious hand does; the sum stays as it was."""
    chance = random.Random(2018)  # noqa: S311 -- no secret hangs on it
    figures = [place for place, byte in enumerate(whole) if chr(byte).isdigit()]
    for place in chance.sample(figures, count):
        figure = (whole[place] - 48 + 1 + chance.randrange(8)) % 10
        yield whole[:place] + str(figure).encode() + whole[place + 1 :]
