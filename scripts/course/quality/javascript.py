"""Values as JavaScript writes them, byte for byte: what the player's checksums are taken over."""

import json
import math
import re
import zlib
from typing import TypeAlias

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_LONE = re.compile("[\ud800-\udfff]")


def checksum(value: Json) -> str:
    """Return the CRC-32 of a value as `player/src/core/checksum.ts` computes it, eight hexadecimal digits."""
    return f"{zlib.crc32(canonical(value).encode()):08x}"


def canonical(value: Json) -> str:
    """Return a value as JSON without spaces, the keys of objects sorted as JavaScript sorts them."""
    match value:
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return "{" + ",".join(f"{_text(name)}:{canonical(value[name])}" for name in names) + "}"
        case list():
            return "[" + ",".join(map(canonical, value)) + "]"
        case str():
            return _text(value)
        case bool() | None:
            return json.dumps(value)
        case _:
            return number(value)


def _text(value: str) -> str:
    # Half a surrogate pair has no UTF-8; JavaScript escapes it.
    return _LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def number(value: float) -> str:
    """Return a number as ECMA-262 has it (Number::toString): the shortest digits that read back as the same number."""
    if not math.isfinite(value):
        return "null"
    sign, digits, exponent = _shortest(float(value))
    point = len(digits) + exponent
    if not digits:
        return "0"
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if exponent >= 0 else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
        text = f"{mantissa}e{point - 1:+d}"
    return sign + text


def _shortest(value: float) -> tuple[str, str, int]:
    """Return sign, significant digits and decimal exponent; Python's repr finds the same digits as JavaScript."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    fraction = fraction if fraction != "0" else ""
    digits, exponent = whole + fraction, int(power or 0) - len(fraction)
    stripped = digits.rstrip("0")
    exponent += len(digits) - len(stripped)
    return "-" if mantissa.startswith("-") else "", stripped.lstrip("0"), exponent
