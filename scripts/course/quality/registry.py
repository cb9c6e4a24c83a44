"""How a function becomes a rule of item writing: its name is the function's, its findings belong to an item.

The rules follow two guides, named in each docstring with the guideline:

- HDR: Haladyna, Downing & Rodriguez, “A Review of Multiple-Choice Item-Writing Guidelines for Classroom Assessment”,
  Applied Measurement in Education 15(3), 2002, table 1 with guidelines 1 to 31.
- NBME: National Board of Medical Examiners, “Item-Writing Guide”, its lists of flaws that reward test-wise candidates
  and of flaws that make items hard for no good reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from course.quality.items import Finding, Item

Findings: TypeAlias = Iterator[Finding]
Check: TypeAlias = Callable[[tuple[Item, ...]], Findings]


@dataclass(frozen=True, slots=True)
class QualityRule:
    """A rule: its stable name and the generator of findings over all items."""

    name: str
    findings: Check


def collect(*checks: Check) -> tuple[QualityRule, ...]:
    """Make rules of generator functions; `longest_key` becomes `longest-key`."""
    return tuple(QualityRule(check.__name__.replace("_", "-"), check) for check in checks)
