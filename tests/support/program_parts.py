"""What tests would read again and again though it is the same for all: sources that do not change, by their text.

A process runs thousands of tests, most of them on the sample course, whose pages and banks, the program's own pages,
templates and schemas would take a third of the time of all unit tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial

import pytest
from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from course.load import course as loading
from course.site.json_schema import SCHEMAS

_READERS = ("read_bank", "read_glossary", "read_head", "read_page", "read_program_page")
"""Functions that are pure and take the text of a file and its path."""

_KEPT = 300
"""Texts of which the result is kept, by each reader: those of the program and of a few courses."""


class _CompiledTemplates(BytecodeCache):
    """Compiled templates by their names and sources, in the memory of this process."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def read_once() -> Iterator[None]:
    """Let this process read and compile each text only once."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _READERS:
            patch.setattr(loading, name, lru_cache(_KEPT)(getattr(loading, name)))
        patch.setattr("course.templates.Environment", partial(Environment, bytecode_cache=_CompiledTemplates()))
        patch.setattr("course.site.assemble.SCHEMAS", tuple((name, lru_cache(schema)) for name, schema in SCHEMAS))
        yield


@contextmanager
def read_anew() -> Iterator[None]:
    """Let the program read as it does without tests: for those that ask what it keeps."""
    with pytest.MonkeyPatch.context() as patch:
        for name in _READERS:
            patch.setattr(loading, name, getattr(loading, name).__wrapped__)
        patch.setattr("course.site.assemble.SCHEMAS", SCHEMAS)
        yield
