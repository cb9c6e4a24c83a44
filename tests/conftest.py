"""What all Python tests share."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, expect, sync_playwright

from support.examples import examples
from support.program_parts import read_anew, read_once
from support.sample_course import sample_course

# Time limits per example fail on busy machines; the strategies here are slow to draw from, on purpose.
settings.register_profile(
    "course", deadline=None, max_examples=examples(30), suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("fast", parent=settings.get_profile("course"), max_examples=15)
settings.load_profile("course")

PATIENCE = 20_000
"""Milliseconds that a page has until it must show what a test expects: many browsers share the machine's processors."""


def pytest_collection_finish() -> None:
    """Spare the collector eight thousand tests that stay, and let it run less often: a tenth of the unit tests' time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def sources_read_once() -> Iterator[None]:
    with read_once():
        yield


@pytest.fixture
def sources_read_anew() -> Iterator[None]:
    """For tests that ask what the program keeps."""
    with read_anew():
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The one that drives browsers: a process can have no second one beside it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a sample course that the test may change."""
    return sample_course(tmp_path / "project")
