"""The chart of the results: how far each figure is from its goal, as a picture that any browser or editor shows."""

from collections.abc import Sequence
from html import escape

from measure import Row

# Beyond this many times the goal a bar ends in an arrow; its figure tells the rest.
MOST = 3
WIDTH, LABELS, BARS, LINE = 1040, 640, 330, 22
TOP = 40
MET, MISSED = "#2e7d32", "#c62828"
# Legible on white and on black alike, for readers with dark colours.
INK = "#777777"


def chart(subjects: Sequence[tuple[str, Sequence[Row]]]) -> str:
    """Return an SVG picture with a bar for each row, by subject; what ends left of the line meets its goal."""
    parts, y = [], TOP
    for subject, rows in subjects:
        parts.append(_text(0, y, subject, "start", ' font-weight="bold"'))
        y += LINE
        for row in rows:
            parts.append(_bar(row, y))
            y += LINE
        y += LINE // 2
    goal = LABELS + BARS / MOST
    line = (
        f'<line x1="{goal:.0f}" x2="{goal:.0f}" y1="{TOP - 18}" y2="{y - LINE}" stroke="{INK}" stroke-dasharray="4 3"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}" role="img" aria-label="Each figure as a share of its goal">\n'
        f"{_text(goal, TOP - 24, 'goal', 'middle')}\n{''.join(parts)}{line}\n</svg>\n"
    )


def _bar(row: Row, y: int) -> str:
    length = BARS * min(row.share, MOST) / MOST
    colour = MET if row.met else MISSED
    tip = LABELS + length
    more = f'<path d="M{tip:.0f} {y - 12}l8 7l-8 7z" fill="{colour}"/>' if row.share > MOST else ""
    return (
        _text(LABELS - 10, y, f"{row.name}, {row.against}", "end")
        + f'<rect x="{LABELS}" y="{y - 12}" width="{length:.1f}" height="14" fill="{colour}"/>{more}\n'
        + _text(tip + (14 if more else 6), y, f"{row.share:.2f}", "start")
    )


def _text(x: float, y: int, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y}" text-anchor="{anchor}"{more}>{escape(text)}</text>\n'
