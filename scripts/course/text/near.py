"""What a person who wrote an unknown name may have meant."""

import difflib
from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return a question after the candidate most like a word, to end a message with; empty where none is like it."""
    near = difflib.get_close_matches(word, candidates, n=1, cutoff=0.7)
    return f"。是不是想写 {near[0]}？" if near else ""
