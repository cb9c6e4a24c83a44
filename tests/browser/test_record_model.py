"""Tabs taken through random sequences of actions, with crashes, against a simple model of what must be there.

What a learner was told is kept must be there, once, in every tab and after every crash; what was under way in a crash,
or was said not to be kept, may be there or not, but not twice. A small share of the sequences runs each time, the
rest with `make fuzz`.
"""

import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from install import find_node, node_environment
from killed_browser import kill, started
from site_build import ROOT

SEQUENCES = int(os.environ.get("COURSE_FUZZ_SEQUENCES", "50"))
KILLS = int(os.environ.get("COURSE_FUZZ_KILLS", "2"))
SEED = int(os.environ.get("COURSE_FUZZ_SEED", "1"))
PLACE = "http://study.test:9/tab.html"
BUNDLE = """
import { build } from "esbuild";
const options = { bundle: true, write: false, format: "iife", target: "chrome86" };
const { outputFiles } = await build({ ...options, entryPoints: ["player/test/tab.ts"] });
process.stdout.write(outputFiles[0].text);
"""
PROFILES = ("local", "second")
LONGEST = 14

pytestmark = pytest.mark.fuzz


@pytest.fixture(scope="module")
def program() -> str:
    """The player's way to the record, bundled as the player itself is."""
    node = find_node()
    done = subprocess.run(
        [node, "--input-type=module", "-e", BUNDLE],
        cwd=ROOT, env=node_environment(node), check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


@dataclass
class Owned:
    """What one profile must have and may have: answers by their number, papers by their id."""

    must: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)

    def settle(self, name: str, outcome: Any) -> None:
        """Note what was said of a thing: kept, or not kept, or nothing before the tab was gone."""
        if outcome is True:
            self.must.add(name)
            self.may.discard(name)
        elif name not in self.must:
            self.may.add(name)


class Machine:
    """A browser with a few tabs on one database, and the model of what stands in it."""

    def __init__(
        self, context: BrowserContext, program: str, chance: random.Random, name: str, tabs: list[Page]
    ) -> None:
        self.context = context
        self.program = program
        self.chance = chance
        self.name = name
        self.tabs = tabs
        self.profile_of: dict[Page, str] = {}
        self.owned = {profile: Owned() for profile in PROFILES}
        self.number = 0
        self.files: list[tuple[str, frozenset[str], frozenset[str]]] = []
        self.sittings: dict[str, str] = {}
        self.settled: set[str] = set()
        self.said: Counter[str] = Counter()
        self.story: list[str] = []

    def open(self, profile: str | None = None) -> Page:
        tab = self.context.new_page()
        tab.goto(PLACE)
        tab.evaluate(self.program)
        self.tabs.append(tab)
        self.enter(tab, profile or self.chance.choice(PROFILES))
        return tab

    def enter(self, tab: Page, profile: str) -> None:
        self.profile_of[tab] = profile
        tab.evaluate("([name, profile]) => tab.enter(name, profile)", [self.name, profile])

    def act(self, tab: Page, name: str, *values: Any) -> Any:
        outcome = tab.evaluate("([name, values]) => tab.act(name, ...values)", [name, list(values)])
        self.told(name, outcome)
        return outcome

    def told(self, name: str, outcome: object) -> None:
        self.said[f"{name} {outcome if isinstance(outcome, bool) else type(outcome).__name__}"] += 1
        self.story.append(f"{name} {str(outcome)[:20]}")

    def next(self) -> int:
        self.number += 1
        return self.number

    # Actions

    def answer(self, tab: Page) -> None:
        number = self.next()
        self.owned[self.profile_of[tab]].settle(f"{number}", self.act(tab, "answer", number))

    def answer_in_two_tabs(self, tab: Page) -> None:
        """Begin an answer in each of two tabs before either is done."""
        begun = []
        for each in {tab, self.chance.choice(self.tabs)}:
            number = self.next()
            each.evaluate("(number) => tab.begin(number, 'answer', number)", number)
            begun.append((each, number))
        for each, number in begun:
            each.wait_for_function("(number) => tab.outcome(number) !== null", arg=number)
            outcome = each.evaluate("(number) => tab.outcome(number)", number)
            self.told("answer", outcome)
            self.owned[self.profile_of[each]].settle(f"{number}", outcome)

    def crash_while_answering(self, tab: Page) -> None:
        """Let a tab die with answers under way; what it said of them before is all that is known."""
        numbers = [self.next() for _ in range(self.chance.randint(1, 3))]
        tab.evaluate("(numbers) => { for (const one of numbers) tab.begin(one, 'answer', one); }", numbers)
        if self.chance.random() < 0.5:
            tab.wait_for_timeout(self.chance.choice((0, 1, 3)))
        outcomes = tab.evaluate("(numbers) => numbers.map((number) => tab.outcome(number))", numbers)
        profile = self.profile_of[tab]
        for number, outcome in zip(numbers, outcomes, strict=True):
            self.told("dying answer", outcome)
            self.owned[profile].settle(f"{number}", outcome)
        self.kill(tab)

    def crash_while_handing_in(self, tab: Page) -> None:
        profile = self.profile_of[tab]
        sitting = self.sittings.get(profile)
        if sitting is None:
            return
        tab.evaluate("(sitting) => tab.begin(0, 'handIn', sitting)", sitting)
        self.paper_settled(profile, sitting, tab.evaluate("tab.outcome(0)"))
        self.kill(tab)

    def kill(self, tab: Page) -> None:
        self.tabs.remove(tab)
        # Without a word to the page: what it had begun is cut off wherever it was.
        tab.close(run_before_unload=False)
        self.open()

    def reload(self, tab: Page) -> None:
        tab.reload()
        tab.evaluate(self.program)
        self.enter(tab, self.profile_of[tab])

    def change_learner(self, tab: Page) -> None:
        self.enter(tab, self.chance.choice(PROFILES))

    def fail_at_a_write(self, tab: Page) -> None:
        kind = self.chance.choice(("quota", "abort"))
        tab.evaluate("([kind, after]) => tab.fail(kind, after)", [kind, self.chance.choice((0, 0, 1, 2, 4))])
        self.chance.choice((self.answer, self.begin_paper, self.hand_in, self.settle, self.bring_in))(tab)

    def fill_disk(self, tab: Page) -> None:
        """Take the browser's room away for a few actions."""
        session = self.context.new_cdp_session(tab)
        session.send("Storage.overrideQuotaForOrigin", {"origin": PLACE.rsplit("/", 1)[0], "quotaSize": 1})
        for _ in range(3):
            self.chance.choice((self.answer, self.hand_in, self.answer))(self.chance.choice(self.tabs))
        session.send("Storage.overrideQuotaForOrigin", {"origin": PLACE.rsplit("/", 1)[0]})
        session.detach()

    def begin_paper(self, tab: Page) -> None:
        profile, sitting = self.profile_of[tab], f"paper{self.next()}"
        kept = self.act(tab, "start", sitting, str(self.tabs.index(tab)))
        assert not (kept and profile in self.sittings), "two papers under way"
        if kept:
            self.sittings[profile] = sitting

    def keep_paper(self, tab: Page) -> None:
        profile = self.profile_of[tab]
        if profile in self.sittings:
            taken = self.act(tab, "take", "me")
            assert taken in {self.sittings[profile], None}
            self.act(tab, "keep", self.sittings[profile], "me", self.next())

    def hand_in(self, tab: Page) -> None:
        """Hand in from one tab, or from two at once: one of them has it."""
        profile = self.profile_of[tab]
        sitting = self.sittings.get(profile)
        if sitting is None:
            return
        others = [other for other in self.tabs if other is not tab and self.profile_of[other] == profile]
        hands = [tab, *others[: self.chance.randint(0, 1)]]
        for hand in hands:
            hand.evaluate("(sitting) => tab.begin(0, 'handIn', sitting)", sitting)
        for hand in hands:
            hand.wait_for_function("() => tab.outcome(0) !== null")
        outcomes = [hand.evaluate("tab.outcome(0)") for hand in hands]
        for outcome in outcomes:
            self.told("handIn", outcome)
        assert outcomes.count(True) <= 1, "one paper was handed in twice"
        self.paper_settled(profile, sitting, any(outcomes))

    def paper_settled(self, profile: str, sitting: str, outcome: Any) -> None:
        for name in (sitting, f"{sitting}-a", f"{sitting}-b"):
            self.owned[profile].settle(name, outcome)
        if outcome is True:
            del self.sittings[profile]
        elif outcome is None:
            # Under way in a crash: from now on either may be true.
            shown = self.shown(profile)
            if shown["running"] is None:
                del self.sittings[profile]

    def settle(self, tab: Page) -> None:
        profile = self.profile_of[tab]
        waiting = [name for name in self.owned[profile].must if name.startswith("paper") and "-" not in name]
        if waiting:
            sitting = self.chance.choice(sorted(waiting))
            outcome = self.act(tab, "settle", sitting)
            self.owned[profile].settle(f"{sitting}-c", outcome)

    def crash_while_settling(self, tab: Page) -> None:
        profile = self.profile_of[tab]
        waiting = [name for name in self.owned[profile].must if name.startswith("paper") and "-" not in name]
        if waiting:
            sitting = self.chance.choice(sorted(waiting))
            tab.evaluate("(sitting) => tab.begin(0, 'settle', sitting)", sitting)
            tab.wait_for_timeout(self.chance.choice((0, 1, 2, 4)))
            self.owned[profile].settle(f"{sitting}-c", tab.evaluate("tab.outcome(0)"))
            self.kill(tab)

    def take_out(self, tab: Page) -> None:
        owned = self.owned[self.profile_of[tab]]
        text = self.act(tab, "exported")
        if isinstance(text, str):
            self.files.append((text, frozenset(owned.must), frozenset(owned.may)))

    def bring_in(self, tab: Page) -> None:
        if not self.files:
            return
        text, must, may = self.chance.choice(self.files)
        profile = self.profile_of[tab]
        elsewhere = {
            name for other in PROFILES if other != profile for name in self.owned[other].must | self.owned[other].may
        }
        outcome = self.act(tab, "brought", text)
        for name in must | may:
            # What stands under another name here is left alone; what may not have been in the file may not have come.
            self.owned[profile].settle(name, outcome if name in must - elsewhere else False)

    def erase(self, tab: Page) -> None:
        profile = self.chance.choice(PROFILES)
        outcome = self.act(tab, "erase", profile)
        owned = self.owned[profile]
        owned.may |= owned.must
        owned.must.clear()
        if outcome is True:
            owned.may.clear()
        self.sittings.pop(profile, None) if outcome is True else None

    def pack(self, tab: Page) -> None:
        self.act(tab, "pack")

    # What is there

    def shown(self, profile: str) -> dict[str, Any]:
        tab = self.tabs[0]
        before = self.profile_of[tab]
        self.enter(tab, profile)
        shown: dict[str, Any] = tab.evaluate("tab.shown()")
        self.enter(tab, before)
        return shown

    def check(self) -> None:
        """Compare what a tab shows, and what stands in the database, with the model."""
        everywhere: list[str] = []
        for profile in PROFILES:
            shown = self.shown(profile)
            assert shown["trouble"] is None, shown
            names = [one["id"] if one["id"].startswith("paper") else str(one["took"]) for one in shown["log"]]
            names += [one["id"] for one in shown["papers"]]
            owned = self.owned[profile]
            assert not [name for name, count in Counter(names).items() if count > 1], "counted twice"
            assert owned.must <= set(names), f"lost: {owned.must - set(names)}"
            assert set(names) <= owned.must | owned.may, f"from nowhere: {set(names) - owned.must - owned.may}"
            for one in shown["papers"]:
                whole = {f"{one['id']}-{question}" for question in "ab"}
                assert whole <= set(names), f"{one['id']} without its attempts"
                assert one["settled"] == (f"{one['id']}-c" in names), f"{one['id']}: mark and attempt disagree"
            everywhere += names
        assert len(everywhere) == len(set(everywhere)), "one answer belongs to two"
        raw = self.tabs[0].evaluate("(name) => tab.raw(name, 'attempts')", self.name)
        assert len(raw) == len({one["id"] for one in raw}) == sum("-" in name or name.isdigit() for name in everywhere)


ACTIONS = (
    *[Machine.answer] * 5, Machine.answer_in_two_tabs, Machine.crash_while_answering, Machine.crash_while_handing_in,
    Machine.crash_while_settling, Machine.reload, Machine.change_learner, Machine.fail_at_a_write, Machine.fail_at_a_write,
    Machine.fill_disk, Machine.begin_paper, Machine.begin_paper, Machine.keep_paper, Machine.hand_in, Machine.hand_in,
    Machine.settle, Machine.take_out, Machine.bring_in, Machine.bring_in, Machine.erase, Machine.pack,
)  # fmt: skip


def old_attempt(number: int) -> dict[str, Any]:
    return {
        "format": 1, "id": f"old-{number}", "question": "q", "version": "v", "response": 0, "verdict": "right", "took": number,
        "mode": "practice", "paper": None, "at": 1_790_000_000_000 + number, "zone": 480, "profile": "local",
    }  # fmt: skip


def play(machine: Machine) -> None:
    """Play one sequence from a database that is new, or that an older program has left."""
    while len(machine.tabs) < 2:
        machine.open()
    for tab in machine.tabs:
        machine.enter(tab, "local")
    if machine.chance.random() < 0.3:
        numbers = [machine.next() for _ in range(3)]
        tab = machine.tabs[0]
        old = [old_attempt(number) for number in numbers]
        assert tab.evaluate("([name, old]) => tab.other(name, 1, old)", [machine.name, old]) == ""
        for number in numbers:
            machine.owned["local"].settle(f"{number}", outcome=True)
    for _ in range(machine.chance.randint(4, LONGEST)):
        action = machine.chance.choice(ACTIONS)
        machine.story.append(action.__name__)
        action(machine, machine.chance.choice(machine.tabs))
    machine.check()
    if machine.chance.random() < 0.1:
        meet_a_newer_program(machine)


def meet_a_newer_program(machine: Machine) -> None:
    """After a newer program has been here nothing is promised any more, and nothing of what was is touched."""
    before = machine.tabs[0].evaluate("(name) => tab.raw(name, 'attempts')", machine.name)
    assert machine.tabs[1].evaluate("(name) => tab.other(name, 9, [])", machine.name) == ""
    for tab in machine.tabs:
        machine.enter(tab, machine.profile_of[tab])
        assert machine.act(tab, "answer", machine.next()) is False
        assert machine.act(tab, "erase", "local") is False
    assert machine.tabs[0].evaluate("(name) => tab.raw(name, 'attempts')", machine.name) == before


def prepared(context: BrowserContext) -> BrowserContext:
    """Give a browser the empty page on which tabs run the player's way to the record."""
    context.set_default_timeout(10_000)
    context.route(
        "**/tab.html", lambda route: route.fulfill(content_type="text/html", body="<!DOCTYPE html><title>记录</title>")
    )
    return context


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    context = prepared(browser.new_context())
    yield context
    context.close()


@pytest.mark.younger
def test_nothing_acknowledged_is_lost_or_counted_twice(desk: BrowserContext, program: str) -> None:
    said: Counter[str] = Counter()
    # Tabs stay open from one sequence to the next: each has a database of its own.
    tabs: list[Page] = []
    for number in range(SEQUENCES):
        name = f"{SEED} {number}"
        machine = Machine(desk, program, random.Random(name), name, tabs)  # noqa: S311 -- no secret hangs on it
        try:
            play(machine)
        except Exception as error:
            error.add_note(f"sequence {name}: {machine.story}")
            raise
        said += machine.said
    counts = "、".join(f"{what} {count:,}" for what, count in said.most_common(12))
    print(f"学习记录：{SEQUENCES:,} 串动作。{counts}", flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert said["answer True"] > SEQUENCES


# Whatever is under way in a tab when the browser dies: its name, what it is called with, and what it settles.
Pending = tuple[str, str, Any]


def begun(machine: Machine) -> list[tuple[Page, int, Pending]]:
    """Begin something in every tab without waiting for it: answers, and a paper handed in where there is one."""
    under_way: list[tuple[Page, int, Pending]] = []
    handing: set[str] = set()
    for tab in machine.tabs:
        profile = machine.profile_of[tab]
        for _ in range(machine.chance.randint(1, 4)):
            number = machine.next()
            tab.evaluate("(number) => { tab.begin(number, 'answer', number); }", number)
            under_way.append((tab, number, ("answer", profile, f"{number}")))
        if profile in machine.sittings and profile not in handing:
            handing.add(profile)
            number = machine.next()
            tab.evaluate(
                "([number, sitting]) => { tab.begin(number, 'handIn', sitting); }", [number, machine.sittings[profile]]
            )
            under_way.append((tab, number, ("handIn", profile, machine.sittings[profile])))
    return under_way


def killed(machine: Machine, playwright: Playwright, profile: Path) -> None:
    """Kill the whole browser while every tab is at something, open it again, and settle what it had said by then."""
    under_way = begun(machine)
    if pause := machine.chance.choice((0, 0, 1, 3, 10)):
        machine.tabs[0].wait_for_timeout(pause)
    said = [(tab.evaluate("(number) => tab.outcome(number)", number), pending) for tab, number, pending in under_way]
    kill(profile, wait=0.3)
    with suppress(Error):
        machine.context.close()
    machine.context, machine.profile_of = prepared(started(playwright, profile)), {}
    machine.tabs.clear()
    machine.open("local")
    machine.open("second")
    for outcome, (name, owner, what) in said:
        machine.told(f"killed {name}", outcome)
        if name == "answer":
            machine.owned[owner].settle(what, outcome)
        else:
            machine.paper_settled(owner, what, outcome)


def test_a_killed_browser_has_everything_that_it_said_was_kept_and_nothing_twice(
    playwright: Playwright, program: str, tmp_path: Path
) -> None:
    said: Counter[str] = Counter()
    for number in range(KILLS):
        name, profile = f"kill {SEED} {number}", tmp_path / f"{number}"
        chance = random.Random(name)  # noqa: S311 -- no secret hangs on it
        machine = Machine(prepared(started(playwright, profile)), program, chance, name, [])
        try:
            for owner in PROFILES:
                machine.open(owner)
            for tab in machine.tabs:
                machine.begin_paper(tab)
                chance.choice((machine.answer, machine.keep_paper, machine.pack))(tab)
            for _ in range(2):
                killed(machine, playwright, profile)
                machine.check()
                machine.answer(machine.tabs[0])
            machine.check()
        except Exception as error:
            error.add_note(f"sequence {name}: {machine.story}")
            raise
        finally:
            with suppress(Error):
                machine.context.close()
        said += machine.said
    counts = "、".join(f"{what} {count:,}" for what, count in said.most_common(12))
    print(f"整个浏览器被强行结束：{2 * KILLS:,} 次。{counts}", flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert sum(count for what, count in said.items() if what.startswith("killed")) >= 2 * KILLS
