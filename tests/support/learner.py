"""A learner at the keyboard or the mouse, who knows the contract of the page and nothing of its classes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

from course.model.bank import (
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    OrderPart,
    Question,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)

VERDICT = "[data-verdict]"


def see_laid(page: Page | Frame) -> None:
    """Wait until all of a page is laid out."""
    page.wait_for_function(
        "() => !document.documentElement.classList.contains('course-laying') && !document.querySelector('.cq-slot:empty')",
        polling=50,
    )


def show_all(page: Page) -> None:
    """Show all questions at once, and wait for the last of them."""
    page.locator('[data-layout="all"]').click()
    see_laid(page)


def card(page: Page, question: Question) -> Locator:
    return page.locator(f'[data-question="{question.id}"]')


def right(body: Body) -> Any:
    """Return the response that earns “right”."""
    match body:
        case SinglePart():
            return body.key[0]
        case MultiplePart():
            return list(body.key)
        case TrueFalsePart():
            return body.answer
        case BlankPart():
            return [accepted[0] for accepted in body.answers]
        case OrderPart():
            return list(range(len(body.items)))
        case MatchPart():
            return list(range(len(body.pairs)))
        case CaseBody():
            return [right(part) for part in body.questions]
        case ShortBody():
            return list(range(len(body.reference)))
        case ScenarioBody():
            return ending(body, "good")


def wrong(body: Body) -> Any:
    """Return a response that earns “wrong”."""
    match body:
        case SinglePart():
            return next(index for index in range(len(body.options)) if index not in body.key)
        case MultiplePart():
            others = [index for index in range(len(body.options)) if index not in body.key]
            return sorted([body.key[0], others[0]])
        case TrueFalsePart():
            return not body.answer
        case BlankPart():
            return ["答非所问" for _ in body.answers]
        case OrderPart():
            # Turned by one, no item stands where it belongs.
            return [*range(1, len(body.items)), 0]
        case MatchPart():
            return [*range(1, len(body.pairs)), 0]
        case CaseBody():
            return [wrong(part) for part in body.questions]
        case ShortBody():
            return []
        case ScenarioBody():
            return ending(body, "poor")


def partly(body: Body) -> Any:
    """Return a response that earns “partial”, or None where there is no such thing."""
    match body:
        case MultiplePart():
            return [body.key[0]]
        case BlankPart() if len(body.answers) > 1:
            return [body.answers[0][0], *("答非所问" for _ in body.answers[1:])]
        case OrderPart():
            last = len(body.items) - 1
            return [*range(last - 1), last, last - 1]
        case MatchPart():
            return [0, *range(2, len(body.pairs)), 1] if len(body.pairs) > 2 else [0, None]
        case CaseBody():
            return [right(body.questions[0]), *(wrong(part) for part in body.questions[1:])]
        case ShortBody():
            return [0]
        case ScenarioBody():
            return ending(body, "fair")
        case _:
            return None


def ending(body: ScenarioBody, outcome: str) -> list[int] | None:
    """Return the first way through a scenario that ends with an outcome; None where none does."""
    ways: list[tuple[str, list[int]]] = [(body.start, [])]
    for place, chosen in ways:
        if place in body.ends and body.ends[place].outcome == outcome:
            return chosen
        choices = body.steps[place].choices if place in body.steps else ()
        ways += [(choice.go, [*chosen, index]) for index, choice in enumerate(choices)]
    return None


@dataclass(frozen=True)
class Mouse:
    """Fills in answers by pointing."""

    page: Page

    def choose(self, field: Locator, values: Sequence[str]) -> None:
        for value in values:
            field.locator(f'input[value="{value}"]').check()

    def write(self, box: Locator, text: str) -> None:
        box.click()
        box.fill(text)

    def sort(self, field: Locator, wanted: Sequence[int]) -> None:
        by_buttons(field, wanted, lambda button: button.click())

    def pair(self, select: Locator, value: str) -> None:
        select.select_option(value)

    def press(self, button: Locator) -> None:
        button.click()


@dataclass(frozen=True)
class Keyboard:
    """Fills in answers without ever touching the mouse: everything is reached by Tab and arrow keys."""

    page: Page

    def choose(self, field: Locator, values: Sequence[str]) -> None:
        for value in values:
            target = field.locator(f'input[value="{value}"]')
            if target.get_attribute("type") == "checkbox":
                self.reach(target)
                self.page.keyboard.press("Space")
                continue
            # A radio group is one stop for Tab; inside it the arrow keys move and choose.
            self.tab(partial(self.in_group, target.get_attribute("name")))
            for _ in range(12):
                if target.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
            expect(target).to_be_checked()

    def write(self, box: Locator, text: str) -> None:
        self.reach(box)
        self.page.keyboard.insert_text(text)

    def sort(self, field: Locator, wanted: Sequence[int]) -> None:
        by_buttons(field, wanted, self.press)

    def pair(self, select: Locator, value: str) -> None:
        self.reach(select)
        options = select.locator("option")
        for _ in range(options.count()):
            if select.input_value() == value:
                break
            self.page.keyboard.press("ArrowDown")
        expect(select).to_have_value(value)

    def press(self, button: Locator) -> None:
        # As the mouse does: it waits for a button that rests.
        expect(button).to_be_enabled()
        self.reach(button)
        self.page.keyboard.press("Enter")

    def in_group(self, name: str | None) -> bool:
        """Return whether the focus is in the radio group of this name."""
        return bool(self.page.evaluate("document.activeElement.name") == name)

    def reach(self, target: Locator) -> None:
        self.tab(lambda: bool(target.evaluate("element => element === document.activeElement")))

    def tab(self, arrived: Callable[[], bool]) -> None:
        """Press Tab until there; backwards if the way forward leads out of the page."""
        for key in ("Tab", "Shift+Tab"):
            for _ in range(80):
                if arrived():
                    return
                self.page.keyboard.press(key)
        raise AssertionError("not reachable by keyboard")


Hand = Mouse | Keyboard


def by_buttons(field: Locator, wanted: Sequence[int], press: Callable[[Locator], None]) -> None:
    """Sort a list with its up buttons, first place first."""
    for place, item in enumerate(wanted):
        for _ in range(len(wanted)):
            order = field.locator("[data-item]").evaluate_all("all => all.map(one => Number(one.dataset.item))")
            if order.index(item) == place:
                break
            press(field.locator(f'[data-item="{item}"] [data-action="up"]'))
    # An order that was not made by the learner is no answer: one step there and one back.
    first = field.locator(f'[data-item="{wanted[0]}"]')
    press(first.locator('[data-action="down"]'))
    press(first.locator('[data-action="up"]'))


def fill(hand: Hand, field: Locator, body: Body, response: Any) -> None:
    """Give a response without handing it in."""
    match body:
        case SinglePart():
            hand.choose(field, [str(response)])
        case MultiplePart():
            hand.choose(field, [str(index) for index in response])
        case TrueFalsePart():
            hand.choose(field, ["true" if response else "false"])
        case BlankPart():
            for index, text in enumerate(response):
                hand.write(field.locator(f'[data-blank="{index}"]'), text)
        case OrderPart():
            hand.sort(field, response)
        case MatchPart():
            for index, choice in enumerate(response):
                if choice is not None:
                    hand.pair(field.locator(f'[data-pair="{index}"] select'), str(choice))
        case CaseBody():
            for index, (part, answer) in enumerate(zip(body.questions, response, strict=True)):
                fill(hand, field.locator(f'[data-part="{index}"]'), part, answer)
        case ShortBody():
            hand.write(field.locator("textarea"), "我的回答")
        case ScenarioBody():
            for choice in response:
                hand.press(field.locator(f'[data-choice="{choice}"]'))


def submit(hand: Hand, field: Locator) -> None:
    hand.press(field.locator('[data-action="submit"]'))


def answer(hand: Hand, field: Locator, question: Question, response: Any) -> None:
    """Give a response, hand it in, and mark it where that is the learner's own business."""
    fill(hand, field, question, response)
    # The choice that ends a scenario hands it in.
    if not isinstance(question, ScenarioBody):
        submit(hand, field)
    if isinstance(question, ShortBody):
        expect(field.locator(VERDICT)).to_have_attribute("data-verdict", "pending")
        hand.choose(field, [str(index) for index in response])
        hand.press(field.locator('[data-action="mark"]'))


def expect_verdict(field: Locator, verdict: str) -> None:
    """Wait for the verdict, and until the browser has saved what it is about."""
    expect(field.locator(VERDICT)).to_have_attribute("data-verdict", verdict)
    wait_until_saved(field.page)


def wait_until_saved(page: Page) -> None:
    """Wait until no attempt is kept aside any more, or the page says that the browser does not save it."""
    page.wait_for_function(
        """() => {
            const isNoticed = (one) => one.textContent && !one.closest("[hidden]");
            if (Array.from(document.querySelectorAll(".cq-notice")).some(isNoticed)) return true;
            try {
                return !Object.keys(localStorage).some((name) => name.includes(":unsaved:"));
            } catch {
                // Where nothing can be kept aside, nothing is.
                return true;
            }
        }"""
    )


def log(page: Page) -> list[dict[str, Any]]:
    """Return the log of attempts as the browser has it, oldest first."""
    records: list[dict[str, Any]] = page.evaluate(
        """() => new Promise((resolve, reject) => {
            const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const reading = opening.result.transaction("attempts").objectStore("attempts").getAll();
                reading.onsuccess = () => { opening.result.close(); resolve(reading.result); };
            };
        })"""
    )
    return sorted(records, key=lambda record: record["at"])
