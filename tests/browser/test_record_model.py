"""Tabs taken through random sequences of actions, with crashes, against a simple model of what must be there.

What a learner was told is kept must be there, once, in every tab and after every crash, in the order in which it was
answered; what was under way in a crash, or was said not to be kept, may be there or not, but not twice. Databases
open slowly, connections die, clocks jump, other versions of the program come and go, and two courses share the
origin. Time is the test's own (player/test/world.ts), so that nothing waits. A small share of the sequences runs each
time, the rest with `make fuzz`.
"""

import os
import random
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright

from course.environment import find_node, node_environment
from support.killed_browser import kill, started
from support.site_build import ROOT

SEQUENCES = int(os.environ.get("COURSE_FUZZ_SEQUENCES", "30"))
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
YEAR = 365 * 86_400_000
# Longer than the slowest opening that people have reported, and than the player's patience, in milliseconds.
SLOW = 12_000
# Each course: the questions answered one by one, and those of its paper.
COURSES = ((["q0", "q1", "q2", "q3", "q4"], ["a", "b", "c"]), (["r0", "r1", "r2"], ["d", "e", "f"]))
DEATHS = ("closed", "InvalidStateError", "UnknownError", "AbortError")
FAULTS = ("quota", "abort")
OLD_TIME = 1_790_000_000_000

# A learner in a course: what is kept of one says nothing of another.
Home = tuple[int, str]
HOMES: tuple[Home, ...] = tuple((course, profile) for course in range(len(COURSES)) for profile in PROFILES)

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
    """A browser with a few tabs on the databases of two courses, and the model of what stands in them."""

    def __init__(
        self, context: BrowserContext, program: str, chance: random.Random, name: str, tabs: list[Page]
    ) -> None:
        self.context = context
        self.program = program
        self.chance = chance
        self.name = name
        self.tabs = tabs
        self.home_of: dict[Page, Home] = {}
        self.owned = {home: Owned() for home in HOMES}
        # What was there when a thing was answered: it stands before it wherever both are.
        self.before: dict[str, set[str]] = {}
        self.number = 0
        self.files: list[tuple[int, str, frozenset[str], frozenset[str]]] = []
        self.sittings: dict[Home, str] = {}
        self.answers: dict[str, set[int]] = {}
        self.newer = 0
        self.is_shared = False
        self.said: Counter[str] = Counter()
        self.story: list[str] = []

    def database(self, course: int) -> str:
        return f"course:{self.name}" + (" other" if course else "")

    def open(self, home: Home | None = None) -> Page:
        tab = self.context.new_page()
        tab.goto(PLACE)
        tab.evaluate(self.program)
        self.tabs.append(tab)
        self.enter(tab, home or self.chance.choice(HOMES))
        return tab

    def enter(self, tab: Page, home: Home) -> None:
        course, profile = self.home_of[tab] = home
        questions, paper = COURSES[course]
        tab.evaluate(
            "([course, profile]) => tab.enter(course, profile)",
            [{"name": self.database(course), "questions": questions, "paper": paper}, profile],
        )

    def act(self, tab: Page, name: str, *values: Any) -> Any:
        outcome = tab.evaluate("([name, values]) => tab.act(name, ...values)", [name, list(values)])
        self.told(name, outcome)
        return outcome

    def begin(self, tab: Page, number: int, name: str, *values: Any) -> None:
        tab.evaluate(
            "([number, name, values]) => { tab.begin(number, name, ...values); }", [number, name, list(values)]
        )

    def outcome(self, tab: Page, number: int) -> Any:
        """Wait for an action that has begun."""
        tab.wait_for_function("(number) => tab.outcome(number) !== null", arg=number)
        return tab.evaluate("(number) => tab.outcome(number)", number)

    def told(self, name: str, outcome: object) -> None:
        self.said[f"{name} {outcome if isinstance(outcome, bool) else type(outcome).__name__}"] += 1
        self.story.append(f"{name} {str(outcome)[:20]}")

    def next(self) -> int:
        self.number += 1
        return self.number

    def note(self, home: Home, names: Iterable[str], outcome: Any) -> None:
        """Note what was said of things that were answered at once: what was there before stands before them."""
        owned, names = self.owned[home], list(names)
        there = owned.must - set(names)
        for name in names:
            owned.settle(name, outcome)
            if outcome is True:
                self.before[name] = there

    # Actions

    def answer(self, tab: Page) -> None:
        number = self.next()
        self.note(self.home_of[tab], [f"{number}"], self.act(tab, "answer", number))

    def write_note(self, tab: Page) -> None:
        """Write a note, or change one that is there: every text that was kept stays in the log."""
        number = self.next()
        kept = self.act(tab, self.chance.choice(("note", "changeNote")), number)
        self.note(self.home_of[tab], [f"note{number}"], kept)

    def write_notes_in_two_tabs(self, tab: Page) -> None:
        """Begin to change the same note in two tabs: neither text is lost."""
        begun = [(each, self.next()) for each in {tab, self.chance.choice(self.tabs)}]
        for each, number in begun:
            self.begin(each, number, "changeNote", number)
        for each, number in begun:
            outcome = self.outcome(each, number)
            self.told("changeNote", outcome)
            self.note(self.home_of[each], [f"note{number}"], outcome)

    def answer_in_two_tabs(self, tab: Page) -> None:
        """Begin an answer in each of two tabs before either is done."""
        begun = [(each, self.next()) for each in {tab, self.chance.choice(self.tabs)}]
        for each, number in begun:
            self.begin(each, number, "answer", number)
        outcomes = [(self.home_of[each], f"{number}", self.outcome(each, number)) for each, number in begun]
        there = {home: set(self.owned[home].must) for home, _, _ in outcomes}
        for home, name, outcome in outcomes:
            self.told("answer", outcome)
            self.note(home, [name], outcome)
            self.before[name] = there[home]

    def crash_while_answering(self, tab: Page) -> None:
        """Let a tab die with answers under way; what it said of them before is all that is known."""
        numbers = [self.next() for _ in range(self.chance.randint(1, 3))]
        tab.evaluate("(numbers) => { for (const one of numbers) tab.begin(one, 'answer', one); }", numbers)
        if self.chance.random() < 0.5:
            # Not a wait for anything: the random moment at which it dies.
            tab.wait_for_timeout(self.chance.choice((0, 1, 3)))
        outcomes = tab.evaluate("(numbers) => numbers.map((number) => tab.outcome(number))", numbers)
        home = self.home_of[tab]
        there = set(self.owned[home].must)
        for number, outcome in zip(numbers, outcomes, strict=True):
            self.told("dying answer", outcome)
            self.note(home, [f"{number}"], outcome)
            self.before[f"{number}"] = there
        self.kill(tab)

    def crash_while_handing_in(self, tab: Page) -> None:
        home = self.home_of[tab]
        sitting = self.sittings.get(home)
        if sitting is None:
            return
        self.begin(tab, 0, "handIn", sitting)
        self.paper_settled(home, sitting, tab.evaluate("tab.outcome(0)"))
        self.kill(tab)

    def kill(self, tab: Page) -> None:
        self.tabs.remove(tab)
        # Without a word to the page: what it had begun is cut off wherever it was.
        tab.close(run_before_unload=False)
        self.open()

    def reload(self, tab: Page) -> None:
        self.restart(tab)
        self.enter(tab, self.home_of[tab])

    def restart(self, tab: Page) -> None:
        tab.reload()
        tab.evaluate(self.program)

    def change_learner(self, tab: Page) -> None:
        self.enter(tab, self.chance.choice(HOMES))

    def fail_at_a_write(self, tab: Page) -> None:
        after = self.chance.choice((0, 0, 1, 2, 4))
        tab.evaluate("([kind, after]) => tab.fail(kind, after)", [self.chance.choice(FAULTS), after])
        action = self.chance.choice(
            (self.answer, self.write_note, self.begin_paper, self.keep_paper, self.hand_in, self.settle, self.bring_in)
        )
        action(tab)

    def fill_disk(self, tab: Page) -> None:
        """Take the browser's room away for a few actions."""
        session = self.context.new_cdp_session(tab)
        session.send("Storage.overrideQuotaForOrigin", {"origin": PLACE.rsplit("/", 1)[0], "quotaSize": 1})
        for _ in range(3):
            self.chance.choice((self.answer, self.hand_in, self.answer))(self.chance.choice(self.tabs))
        session.send("Storage.overrideQuotaForOrigin", {"origin": PLACE.rsplit("/", 1)[0]})
        session.detach()

    # The browser and its clock

    def jump_clock(self, tab: Page) -> None:
        """Set a machine's clock wrong by years, or right again."""
        years = self.chance.choice((-20, -3, -1, 0, 0, 1, 3, 12))
        tab.evaluate("(jump) => tab.jump(jump)", years * YEAR)
        self.chance.choice((self.answer, self.answer, self.hand_in, self.settle, self.reload))(tab)

    def open_slowly(self, tab: Page) -> None:
        """Answer on a page whose database opens late: the reader is shown that it takes long, and all is kept."""
        home = self.home_of[tab]
        self.enter(tab, home)
        tab.evaluate("tab.holdOpening()")
        numbers = [self.next() for _ in range(self.chance.randint(1, 3))]
        for number in numbers:
            self.begin(tab, number, "answer", number)
        count = self.next()
        self.begin(tab, count, "count")
        late = self.chance.choice((0, 3_000, SLOW))
        tab.evaluate("(late) => tab.pass(late)", late)
        for other in self.tabs:
            if other is not tab and self.chance.random() < 0.3:
                self.answer(other)
        assert tab.evaluate("(number) => tab.outcome(number)", numbers[0]) is None
        assert set(tab.evaluate("tab.notices()")) - {"older"} == ({"opening"} if late == SLOW else set())
        if self.chance.random() < 0.2:
            for number in numbers:
                self.note(home, [f"{number}"], None)
            self.kill(tab)
            return
        tab.evaluate("tab.letOpen()")
        there = set(self.owned[home].must)
        for number in numbers:
            outcome = self.outcome(tab, number)
            self.told("slow answer", outcome)
            assert outcome is True, "a slow database was taken for a broken one"
            self.note(home, [f"{number}"], outcome)
            self.before[f"{number}"] = set()
        assert self.outcome(tab, count) >= sum(
            "-" in name or name.isdigit() for name in there - {str(n) for n in numbers}
        ), "a slow database was read as an empty one"
        assert tab.evaluate("tab.notices().at(-1) ?? null") in {None, "older"}

    def lose_connection(self, tab: Page) -> None:
        """Let the connection of a tab die, as in the background of a phone: the next use has a new one."""
        tab.evaluate("(death) => tab.die(death)", self.chance.choice(DEATHS))
        self.chance.choice((self.answer, self.answer, self.begin_paper, self.keep_paper, self.settle, self.bring_in))(
            tab
        )

    def report_no_commit(self, tab: Page) -> None:
        """Carry a transaction out and never say so: after a while it is found done, and nothing is done twice."""
        home = self.home_of[tab]
        sitting = self.sittings.get(home)
        tab.evaluate("tab.calm()")
        if sitting is None or self.chance.random() < 0.5:
            number = self.next()
            outcome = tab.evaluate("(number) => tab.unreported('answer', number)", number)
            self.told("unreported answer", outcome)
            assert outcome is True
            self.note(home, [f"{number}"], outcome)
            return
        outcome = tab.evaluate("(sitting) => tab.unreported('handIn', sitting)", sitting)
        self.told("unreported handIn", outcome)
        # The page finds the paper among those that are handed in.
        assert sitting in {paper["id"] for paper in self.shown(home)["papers"]}
        self.paper_settled(home, sitting, outcome=True)

    def put_aside(self, tab: Page) -> None:
        """Bring a page back that the browser had put aside whole: it writes nothing before it opens anew."""
        self.act(tab, "count")
        tab.evaluate("tab.rest()")
        name = self.database(self.home_of[tab][0])
        before = [
            tab.evaluate("([name, store]) => tab.raw(name, store)", [name, store]) for store in ("attempts", "papers")
        ]
        assert self.act(tab, "answer", self.next()) is False
        assert self.act(tab, "start", f"paper{self.next()}", "rested") is False
        assert self.act(tab, "sit", "rested") is None
        assert self.act(tab, "pack") is False
        after = [
            tab.evaluate("([name, store]) => tab.raw(name, store)", [name, store]) for store in ("attempts", "papers")
        ]
        assert before == after, "a page that was put aside wrote"
        self.enter(tab, self.home_of[tab])

    def visit(self, tab: Page) -> None:
        """Answer in a visit of which nothing is kept, and come back to it: by a reload, or as a restored session."""
        home = self.home_of[tab]
        # At the right time: a page that opens anew has the clock of the machine.
        self.reload(tab)
        assert tab.evaluate("tab.visit(true)") is False
        numbers = [self.next() for _ in range(self.chance.randint(1, 3))]
        for number in numbers:
            assert self.act(tab, "answer", number) is True
        away = self.chance.choice((0, 1_000, 31_000, YEAR, -YEAR))
        self.restart(tab)
        self.enter(tab, home)
        tab.evaluate("(away) => tab.jump(away)", away)
        is_over = tab.evaluate("tab.visit(false)")
        found = [one["took"] for one in tab.evaluate("tab.shown()")["log"]]
        self.told("visit is over", is_over)
        assert is_over == (abs(away) > 30_000)
        assert found == ([] if is_over else numbers), "a visit was mixed up"
        assert self.act(tab, "answer", self.next()) is True
        tab.evaluate("tab.endVisit()")
        assert tab.evaluate("Object.keys(sessionStorage)") == [], "a visit left something"
        tab.evaluate("tab.jump(0)")
        self.enter(tab, home)

    # Other versions of the site

    def upgrade_site(self, tab: Page) -> None:
        """Open a course's database with a newer program: older pages go on reading, writing and exporting."""
        course, _ = self.home_of[tab]
        self.newer += 1
        version = tab.evaluate("tab.version") + self.newer
        name = self.database(course)
        opener = self.chance.choice(self.tabs)
        problem = opener.evaluate("([name, version]) => tab.other(name, version, [])", [name, version])
        assert problem == "", "a page held up a newer program"
        for older in self.tabs:
            if self.home_of[older][0] != course:
                continue
            if self.chance.random() < 0.3:
                self.enter(older, self.home_of[older])
            older.evaluate("tab.calm()")
            number = self.next()
            outcome = self.act(older, "answer", number)
            assert outcome is True, "an older page does not write"
            self.note(self.home_of[older], [f"{number}"], outcome)
            assert self.act(older, "count") > 0
            assert isinstance(self.act(older, "exported"), str), "an older page does not export"
            assert older.evaluate("tab.notices().at(-1)") in {"upgraded", "older"}
        theirs = opener.evaluate("([name, store]) => tab.raw(name, store)", [name, f"newer-{version}"])
        assert theirs == [{"id": "theirs"}]

    def roll_site_back(self, tab: Page) -> None:
        """Answer with the player before, which knows the shared database only; pages opened afterwards take it over."""
        written = []
        for _ in range(self.chance.randint(1, 4)):
            (course, profile), number = self.chance.choice(HOMES), self.next()
            question = self.chance.choice(COURSES[course][0])
            at = tab.evaluate("Date.now()")
            written.append(old_attempt(number) | {"question": question, "profile": profile, "at": at})
            self.note((course, profile), [f"{number}"], outcome=True)
            self.before[f"{number}"] = set()
        problem = tab.evaluate("(old) => tab.other(tab.shared, tab.version, old)", written)
        assert problem == ""
        self.is_shared = True
        counts = []
        for each in self.tabs:
            self.enter(each, self.home_of[each])
            counts.append((each, self.next()))
            self.begin(each, counts[-1][1], "count")
        for each, number in counts:
            self.outcome(each, number)

    # Papers

    def waits(self, home: Home) -> list[str]:
        return sorted(name for name in self.owned[home].must if name.startswith("paper") and "-" not in name)

    def begin_paper(self, tab: Page) -> None:
        home, sitting = self.home_of[tab], f"paper{self.next()}"
        kept = self.act(tab, "start", sitting, sitting)
        self.begun(home, sitting, kept)

    def begun(self, home: Home, sitting: str, kept: Any) -> None:
        assert not (kept and home in self.sittings), "two papers under way"
        if kept:
            self.sittings[home] = sitting
            self.answers[sitting] = set()

    def begin_paper_twice(self, tab: Page) -> None:
        """Begin a paper twice at once, in one page or in two: there is one at most."""
        starts = []
        for each in (tab, self.chance.choice((tab, *self.tabs))):
            number = self.next()
            self.begin(each, number, "start", f"paper{number}", f"holder{number}")
            starts.append((each, number))
        for each, number in starts:
            outcome = self.outcome(each, number)
            self.told("start at once", outcome)
            self.begun(self.home_of[each], f"paper{number}", outcome)

    def keep_paper(self, tab: Page) -> None:
        """Answer in a paper: in the page that has it, or in one that takes it over."""
        home = self.home_of[tab]
        if tab.evaluate("tab.held()") is None or self.chance.random() < 0.2:
            sitting = self.act(tab, "sit", f"holder{self.next()}")
            assert sitting in {self.sittings.get(home), None}
        for _ in range(self.chance.randint(1, 3)):
            kept = self.act(tab, "keep", self.next())
            if kept and kept["outcome"] == "kept":
                self.answers[kept["sitting"]] |= set(kept["answers"])

    def hand_in(self, tab: Page) -> None:
        """Hand in from one tab, or from two at once: one of them has it, with all that was kept."""
        home = self.home_of[tab]
        sitting = self.sittings.get(home)
        if sitting is None:
            return
        others = [other for other in self.tabs if other is not tab and self.home_of[other] == home]
        hands = [tab, *others[: self.chance.randint(0, 1)]]
        for hand in hands:
            self.begin(hand, 0, "handIn", sitting)
        outcomes = [self.outcome(hand, 0) for hand in hands]
        for hand, outcome in zip(hands, outcomes, strict=True):
            self.told("handIn", outcome)
            hand.evaluate("tab.forget(0)")
        assert outcomes.count(True) <= 1, "one paper was handed in twice"
        self.paper_settled(home, sitting, any(outcomes))

    def paper_settled(self, home: Home, sitting: str, outcome: Any) -> None:
        first, second, _ = COURSES[home[0]][1]
        self.note(home, [sitting, f"{sitting}-{first}", f"{sitting}-{second}"], outcome)
        if outcome is True:
            del self.sittings[home]
        elif outcome is None:
            # Under way in a crash: from now on either may be true.
            shown = self.shown(home)
            if shown["running"] is None:
                del self.sittings[home]

    def settle(self, tab: Page) -> None:
        home = self.home_of[tab]
        if waiting := self.waits(home):
            sitting = self.chance.choice(waiting)
            self.mark_settled(home, sitting, self.act(tab, "settle", sitting))

    def mark_settled(self, home: Home, sitting: str, outcome: Any) -> None:
        """Note the learner's own mark; one that is set again counts as the last answer."""
        name = f"{sitting}-{COURSES[home[0]][1][2]}"
        for earlier in self.before.values():
            earlier.discard(name)
        self.before.pop(name, None)
        self.note(home, [name], outcome)

    def crash_while_settling(self, tab: Page) -> None:
        home = self.home_of[tab]
        if waiting := self.waits(home):
            sitting = self.chance.choice(waiting)
            self.begin(tab, 0, "settle", sitting)
            # Not a wait for anything: the random moment at which it dies.
            tab.wait_for_timeout(self.chance.choice((0, 1, 2, 4)))
            self.mark_settled(home, sitting, tab.evaluate("tab.outcome(0)"))
            self.kill(tab)

    # Files

    def take_out(self, tab: Page) -> None:
        home = self.home_of[tab]
        owned = self.owned[home]
        text = self.act(tab, "exported")
        if isinstance(text, str):
            self.files.append((home[0], text, frozenset(owned.must), frozenset(owned.may)))

    def bring_in(self, tab: Page) -> None:
        home = self.home_of[tab]
        files = [file for file in self.files if file[0] == home[0]]
        if not files:
            return
        _, text, must, may = self.chance.choice(files)
        elsewhere = {
            name
            for other in HOMES
            if other != home and other[0] == home[0]
            for name in self.owned[other].must | self.owned[other].may
        }
        outcome = self.act(tab, "brought", text)
        for name in must | may:
            # What stands under another name here is left alone; what may not have been in the file may not have come.
            self.owned[home].settle(name, outcome if name in must - elsewhere else False)

    def erase(self, tab: Page) -> None:
        """Erase one learner of a course, or all of them: the other course stays."""
        course, _ = self.home_of[tab]
        profile = self.chance.choice((*PROFILES, None))
        outcome = self.act(tab, "erase", profile)
        for home in [home for home in HOMES if home[0] == course and profile in {home[1], None}]:
            owned = self.owned[home]
            owned.may |= owned.must
            owned.must.clear()
            if outcome is True:
                owned.may.clear()
                self.sittings.pop(home, None)

    def pack(self, tab: Page) -> None:
        self.act(tab, "pack")

    # What is there

    def shown(self, home: Home) -> dict[str, Any]:
        tab = self.tabs[0]
        before = self.home_of[tab]
        self.enter(tab, home)
        shown: dict[str, Any] = tab.evaluate("tab.shown()")
        self.enter(tab, before)
        return shown

    def check(self) -> None:
        """Compare what a tab shows, and what stands in the databases, with the model."""
        for course in range(len(COURSES)):
            everywhere = [name for home in HOMES if home[0] == course for name in self.checked(home)]
            assert len(everywhere) == len(set(everywhere)), "one answer belongs to two"
            raw = self.tabs[0].evaluate("(name) => tab.raw(name, 'attempts')", self.database(course))
            answers = sum("-" in name or name.isdigit() for name in everywhere)
            assert len(raw) == len({one["id"] for one in raw}) == answers

    def checked(self, home: Home) -> list[str]:
        """Compare what one learner is shown with the model, and return the names of it."""
        shown = self.shown(home)
        assert shown["trouble"] is None, shown
        log = [one["id"] if one["id"].startswith("paper") else str(one["took"]) for one in shown["log"]]
        names: list[str] = log + [one["id"] for one in shown["papers"]] + shown["notes"]
        assert set(shown["current"]) <= set(shown["notes"])
        assert bool(shown["current"]) == bool(shown["notes"]), "a note is hidden"
        owned = self.owned[home]
        assert not [name for name, count in Counter(names).items() if count > 1], "counted twice"
        assert owned.must <= set(names), f"lost: {owned.must - set(names)}"
        assert set(names) <= owned.must | owned.may, f"from nowhere: {set(names) - owned.must - owned.may}"
        self.check_order(log)
        self.check_papers(home, shown, set(names))
        return names

    def check_order(self, log: list[str]) -> None:
        seen: set[str] = set()
        for name in log:
            late = (self.before.get(name, set()) & set(log)) - seen
            assert not late, f"{name} stands before {late}, which was answered before it"
            seen.add(name)

    def check_papers(self, home: Home, shown: dict[str, Any], names: set[str]) -> None:
        first, second, third = COURSES[home[0]][1]
        for one in shown["papers"]:
            whole = {f"{one['id']}-{question}" for question in (first, second)}
            assert whole <= names, f"{one['id']} without its attempts"
            assert one["settled"] == (f"{one['id']}-{third}" in names), f"{one['id']}: mark and attempt disagree"
            assert set(one["answers"]) >= self.answers[one["id"]], f"{one['id']} has fewer answers than were kept"
        if sitting := self.sittings.get(home):
            assert shown["running"], "a paper under way was lost"
            assert shown["running"]["sitting"] == sitting
            assert set(shown["running"]["answers"]) >= self.answers[sitting], "an answer in a paper was lost"

    def carry_elsewhere(self) -> None:
        """Carry each record to another browser: it has the same answers in the same order."""
        tab = self.tabs[0]
        for number, home in enumerate(HOMES):
            self.enter(tab, home)
            here, there = tab.evaluate("(name) => tab.carried(name)", f"{self.name} carried {number}")
            assert here == there, "another order elsewhere"


ACTIONS = (
    *[Machine.answer] * 5, *[Machine.write_note] * 3, Machine.write_notes_in_two_tabs, Machine.answer_in_two_tabs, Machine.crash_while_answering, Machine.crash_while_handing_in,
    Machine.crash_while_settling, Machine.reload, Machine.change_learner, Machine.fail_at_a_write, Machine.fail_at_a_write,
    Machine.fill_disk, Machine.begin_paper, Machine.begin_paper, Machine.begin_paper_twice, *[Machine.keep_paper] * 3,
    Machine.hand_in, Machine.hand_in, Machine.settle, Machine.take_out, Machine.bring_in, Machine.bring_in, Machine.erase,
    Machine.pack, Machine.open_slowly, Machine.lose_connection, Machine.lose_connection, Machine.report_no_commit,
    Machine.put_aside, Machine.visit, Machine.jump_clock, Machine.jump_clock, Machine.roll_site_back,
)  # fmt: skip


def old_attempt(number: int) -> dict[str, Any]:
    return {
        "format": 1, "id": f"old-{number}", "question": "q0", "version": "v", "response": 0, "verdict": "right",
        "took": number, "mode": "practice", "paper": None, "at": OLD_TIME + number, "zone": 480, "profile": "local",
    }  # fmt: skip


def play(machine: Machine) -> None:
    """Play one sequence from a database that is new, or that an older program has left."""
    while len(machine.tabs) < 2:
        machine.open()
    for tab in machine.tabs:
        tab.evaluate("tab.jump(0)")
        machine.enter(tab, machine.chance.choice(((0, "local"), (0, "local"), (1, "local"))))
    if machine.chance.random() < 0.3:
        begin_with_an_older_program(machine)
    for _ in range(machine.chance.randint(4, LONGEST)):
        action = machine.chance.choice(ACTIONS)
        machine.story.append(action.__name__)
        action(machine, machine.chance.choice(machine.tabs))
    machine.check()
    if machine.chance.random() < 0.2:
        machine.carry_elsewhere()
    if machine.chance.random() < 0.1:
        meet_a_newer_program(machine)
    if machine.is_shared:
        machine.tabs[0].evaluate("tab.forgetShared()")


def begin_with_an_older_program(machine: Machine) -> None:
    numbers = [machine.next() for _ in range(3)]
    name, old = machine.database(0), [old_attempt(number) for number in numbers]
    assert machine.tabs[0].evaluate("([name, old]) => tab.other(name, 1, old)", [name, old]) == ""
    for number in numbers:
        machine.owned[0, "local"].settle(f"{number}", outcome=True)


def meet_a_newer_program(machine: Machine) -> None:
    """After a newer program has been here an older page still reads, writes and exports what it understands."""
    machine.upgrade_site(machine.chance.choice(machine.tabs))
    for _ in range(machine.chance.randint(1, 5)):
        action = machine.chance.choice(ACTIONS)
        machine.story.append(action.__name__)
        action(machine, machine.chance.choice(machine.tabs))
    machine.check()


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
    counts = "、".join(f"{what} {count:,}" for what, count in said.most_common(40))
    print(f"学习记录：{SEQUENCES:,} 串动作。{counts}", flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert said["answer True"] > SEQUENCES


# Whatever is under way in a tab when the browser dies: its name, what it is called with, and what it settles.
Pending = tuple[str, Home, Any]


def begun(machine: Machine) -> list[tuple[Page, int, Pending]]:
    """Begin something in every tab without waiting for it: answers, and a paper handed in where there is one."""
    under_way: list[tuple[Page, int, Pending]] = []
    handing: set[Home] = set()
    for tab in machine.tabs:
        home = machine.home_of[tab]
        for _ in range(machine.chance.randint(1, 4)):
            number = machine.next()
            machine.begin(tab, number, "answer", number)
            under_way.append((tab, number, ("answer", home, f"{number}")))
        if home in machine.sittings and home not in handing:
            handing.add(home)
            number = machine.next()
            machine.begin(tab, number, "handIn", machine.sittings[home])
            under_way.append((tab, number, ("handIn", home, machine.sittings[home])))
    return under_way


def killed(machine: Machine, playwright: Playwright, profile: Path) -> None:
    """Kill the whole browser while every tab is at something, open it again, and settle what it had said by then."""
    under_way = begun(machine)
    # Not a wait for anything: the random moment at which the browser dies.
    if pause := machine.chance.choice((0, 0, 1, 3, 10)):
        machine.tabs[0].wait_for_timeout(pause)
    said = [(tab.evaluate("(number) => tab.outcome(number)", number), pending) for tab, number, pending in under_way]
    kill(profile)
    with suppress(Error):
        machine.context.close()
    machine.context, machine.home_of = prepared(started(playwright, profile)), {}
    machine.tabs.clear()
    for home in HOMES[:2]:
        machine.open(home)
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
            for home in HOMES[:2]:
                machine.open(home)
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
