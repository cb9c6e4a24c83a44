"""Search of the second course: what is found, how soon, and how much has to be loaded for it.

Everybody searches the same built pages and is asked the same queries (tests/cases/search.yml, written with our search),
in one browser from one nginx. A query is answered rightly where the section that it is meant for comes first.
"""

import json
import shutil
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from measure import ROUNDS, Row, Table, fresh, run
from peers import PYTHON
from playwright.sync_api import Browser
from visiting import KB, THROTTLE, chromium, served, visitor, wire

from support.site_build import ARCHIVES, ROOT

SUBJECT = f"Search of the second course, at {THROTTLE}x throttle"
ENGINES = Path(__file__).with_suffix(".js")
CASES = yaml.safe_load((ROOT / "tests/cases/search.yml").read_text(encoding="utf-8"))
NEAR = 5


@dataclass(frozen=True, slots=True)
class Engine:
    """Who searches: the name in finding.js, the site, and what in an address tells that it is loaded for searching."""

    name: str
    script: str
    site: Path
    loads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One visit that asks everything.

    How many answers were right, how many among the first five; milliseconds to the first answer with all that it takes,
    median and worst of the others; KB loaded until the first answer and after all of them.
    """

    right: float
    near: float
    first: float
    median: float
    worst: float
    begun: float
    loaded: float


def rows(scratch: Path) -> Iterator[Row | Table]:
    """Yield the rows on search, after giving each engine the built pages below `scratch`."""
    course = _course(fresh(scratch / "search-course"))
    material = _material(course, fresh(scratch / "search-material"))
    pagefind = _pagefind(course, fresh(scratch / "search-pagefind"), material)
    engines = [
        Engine("ours", "Ours", course / "site", ("/player/search.", "/search/")),
        Engine("Material + jieba", "Material", material, ("/workers/search.", "/lunr/", "/search/search_index")),
        Engine("Pagefind extended", "Pagefind", pagefind, ("/pagefind/",)),
    ]  # fmt: skip
    found = _searches(engines)
    own, *others = found.values()
    yield from _judged(own, others)
    head = (
        "engine", "right first", f"within the first {NEAR}", "ms to the first answer, loading and all", "median ms", "worst ms",
        "KB until the first answer", "KB after all queries",
    )  # fmt: skip
    yield Table(head, [_line(name, one) for name, one in found.items()], "-:::::::")


def _judged(own: Search, others: list[Search]) -> Iterator[Row]:
    count = len(CASES)
    right, near = (max(getattr(one, name) for one in others) for name in ("right", "near"))
    soon, light = min(one.median for one in others), min(one.begun for one in others)
    start, all_ = min(one.first for one in others), min(one.loaded for one in others)
    best = "the best peer"
    yield Row("right section first", best, "more", f"{own.right} of {count}", f"{right}", right / own.right)
    yield Row(f"within the first {NEAR}", best, "more", f"{own.near} of {count}", f"{near}", near / own.near)
    yield Row("a query, median", best, "soonest", f"{own.median:.1f} ms", f"{soon:.1f} ms", own.median / soon)
    yield Row(
        "first answer, loading and all", best, "soonest", f"{own.first:.0f} ms", f"{start:.0f} ms", own.first / start
    )
    yield Row("loaded for the first answer", best, "least", f"{own.begun:.0f} KB", f"{light:.0f} KB", own.begun / light)
    yield Row("loaded for all queries", best, "least", f"{own.loaded:.0f} KB", f"{all_:.0f} KB", own.loaded / all_)


def _line(name: str, one: Search) -> tuple[str, ...]:
    times = (f"{one.first:.0f}", f"{one.median:.1f}", f"{one.worst:.0f}")
    return (name, f"{one.right} of {len(CASES)}", str(one.near), *times, f"{one.begun:.0f}", f"{one.loaded:.0f}")


def _course(folder: Path) -> Path:
    """Build a copy of the second course, which the queries are about; return its folder."""
    shutil.copytree(ARCHIVES, folder, dirs_exist_ok=True)
    run([sys.executable, "-m", "course.cli", "build", "--root", "."], folder)
    return folder


def _material(course: Path, project: Path) -> Path:
    """Build the same assembled pages with the theme's own search: our plugin, which puts ours in its place, is left out."""
    shutil.copytree(course / "build", project, dirs_exist_ok=True)
    file = project / "mkdocs.yml"
    settings = json.loads(file.read_text(encoding="utf-8"))
    settings["plugins"] = [one for one in settings["plugins"] if "course" not in one]
    file.write_text(json.dumps(settings), encoding="utf-8")
    run([PYTHON, "-m", "mkdocs", "build", "--quiet"], project)
    return project / "site"


def _pagefind(course: Path, folder: Path, material: Path) -> Path:
    """Index our built pages with Pagefind: the same pages and the same parts of them that the theme's plugin takes."""
    site = Path(shutil.copytree(course / "site", folder / "site"))
    index = json.loads((material / "search/search_index.json").read_text(encoding="utf-8"))
    for page in {one["location"].partition("#")[0] or "index.html" for one in index["docs"]}:
        (folder / "pages" / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / page, folder / "pages" / page)
    chosen = (
        "--root-selector",
        "article",
        "--exclude-selectors",
        "[data-search-exclude]",
        "--exclude-selectors",
        ".headerlink",
    )
    run(
        [PYTHON, "-m", "pagefind", "--site", "pages", "--output-path", "site/pagefind", "--keep-index-url", *chosen],
        folder,
    )
    return site


def _searches(engines: list[Engine]) -> dict[str, Search]:
    found: dict[str, list[Search]] = {engine.name: [] for engine in engines}
    with chromium() as browser:
        for number in range(ROUNDS):
            for engine in engines:
                print(f"  {number + 1}/{ROUNDS} {engine.name} …", file=sys.stderr, flush=True)
                with served(engine.site) as address:
                    found[engine.name].append(_search(browser, address, engine))
    return {
        name: Search(*(statistics.median(getattr(one, field) for one in runs) for field in Search.__slots__))
        for name, runs in found.items()
    }


def _search(browser: Browser, address: str, engine: Engine) -> Search:
    queries = [case["query"] for case in CASES]
    with visitor(browser) as (page, done):

        def loaded() -> float:
            # What the page asks for twice comes from the cache the second time.
            sizes = {one.url: wire([one]) for one in reversed(done) if any(part in one.url for part in engine.loads)}
            return sum(sizes.values()) / KB

        page.goto(f"{address}/index.html", wait_until="networkidle")
        page.add_script_tag(path=ENGINES)
        first = float(page.evaluate("([name, query]) => startSearch(name, query)", [engine.script, queries[0]]))
        begun = loaded()
        answers = page.evaluate("(queries) => askAll(queries)", queries)
        places = [_place(case["first"], found) for case, (_, found) in zip(CASES, answers, strict=True)]
        times = [milliseconds for milliseconds, _ in answers]
        return Search(
            sum(place == 0 for place in places), sum(place < NEAR for place in places), first,
            statistics.median(times), max(times), begun, loaded(),
        )  # fmt: skip


def _place(wanted: str, found: list[str]) -> int:
    return found.index(wanted) if wanted in found else len(found) + NEAR
