"""Files that are not a sound learner's record, in as many ways as come to mind: always the same ones."""

import json
import random
import zlib
from collections.abc import Iterator
from typing import Any

from support.store import COURSE_ID

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
    "question": "lending-archive-01",
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
    "exam": {"name": "quick", "title": "卷", "minutes": 10, "passing": 6, "sections": [
        {"title": "一", "type": "single", "count": 1, "marks": 1, "partly": "none"},
    ]},
    "started": NOW - 5000,
    "ended": NOW - 1000,
    "zone": 480,
    "used": 4000,
    "timedOut": False,
    "marked": [{"question": "a", "version": "v", "response": 0, "standing": "right", "halves": 2}],
}  # fmt: skip
TICK: dict[str, Any] = {"page": "study/lending.html", "text": "一", "ticked": True, "at": NOW - 1000}
READ: dict[str, Any] = {"page": "study/lending.html", "place": "r1", "at": NOW - 1000, "ended": None}
CONTENT: dict[str, Any] = {
    "format": "course-record",
    "version": 1,
    "id": COURSE_ID,
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
    """Yield more than 300 files that must be refused."""
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
    yield from (sealed(CONTENT | {"papers": [paper]}) for paper in _odd_papers())
    for name, record in (("ticks", TICK), ("reads", READ)):
        for field in record:
            yield from (sealed(CONTENT | {name: [record | {field: odd}]}) for odd in ODD if not _fits(field, odd))
    for trap in ("__proto__", "constructor", "prototype"):
        yield sealed(CONTENT | {trap: {"polluted": 1}, "attempts": [ATTEMPT]})
        yield sealed(CONTENT | {"attempts": [ATTEMPT | {trap: {"polluted": 1}}]})
        yield sealed(CONTENT | {"papers": [PAPER | {"exam": PAPER["exam"] | {trap: {"polluted": 1}}}]})
    for name in ("attempts", "papers", "ticks", "reads"):
        yield from (sealed(CONTENT | {name: [odd]}) for odd in ODD)


def _odd_papers() -> Iterator[dict[str, Any]]:
    """Yield papers that are sound but for one value."""
    exam, (mark,) = PAPER["exam"], PAPER["marked"]
    (section,) = exam["sections"]
    for odd in ODD:
        yield from (PAPER | {field: odd} for field in PAPER if not _fits(field, odd))
        for field in ("minutes", "passing", "sections"):
            yield PAPER | {"exam": exam | {field: odd}}
        for field in ("type", "count", "marks", "partly"):
            yield PAPER | {"exam": exam | {"sections": [section | {field: odd}]}}
        for field in ("question", "version", "standing", "halves"):
            if not _fits(field, odd):
                yield PAPER | {"marked": [mark | {field: odd}]}


def _fits(field: str, odd: Any) -> bool:
    """Return whether an odd value is still one that the field may have: text is only data."""
    if field in {"question", "version", "mode", "id", "number", "course", "page", "place", "text"}:
        return isinstance(odd, str) and len(odd) <= 120 and (field != "id" or len(odd) > 0)
    if field == "took":
        return odd in (-1, -0.5) and odd is not True
    if field in {"zone", "sections", "marked"}:
        return (odd == -1 and field == "zone") or (odd == [] and field == "marked")
    if field in {"timedOut", "ticked"}:
        return odd is True
    return field in {"standing", "ended"} and odd is None


def _altered(whole: bytes, count: int) -> Iterator[bytes]:
    """Change one figure each time, as a bad stick or a curious hand does; the sum stays as it was."""
    chance = random.Random(2018)  # noqa: S311 -- no secret hangs on it
    figures = [place for place, byte in enumerate(whole) if chr(byte).isdigit()]
    for place in chance.sample(figures, count):
        figure = (whole[place] - 48 + 1 + chance.randrange(8)) % 10
        yield whole[:place] + str(figure).encode() + whole[place + 1 :]
