"""Colours as `#rrggbb`: mixing them, and whether text in one can be read on another."""

WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5
"""The contrast that text needs at least. WCAG 2.2, success criterion 1.4.3."""
ENHANCED = 7
"""The contrast of text for readers who chose a high one. WCAG 2.2, success criterion 1.4.6."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21. WCAG 2.2, “contrast ratio”."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another mixed in, 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def readable(colour: str, ground: str) -> str:
    """Return the colour nearest to a given one that has the enhanced contrast on a ground of white or black."""
    away = BLACK if ground == WHITE else WHITE
    shades = (mixed(colour, away, step / 20) for step in range(21))
    return next(shade for shade in shades if contrast(shade, ground) >= ENHANCED)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Return the relative luminance. WCAG 2.2, “relative luminance”."""
    red, green, blue = (
        channel / 255 / 12.92 if channel <= 10 else ((channel / 255 + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
