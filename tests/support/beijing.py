"""A morning in Beijing: the clock of tests whose outcome depends on the day."""

from datetime import datetime, timedelta, timezone

from playwright.sync_api import Page

BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
"""A Monday."""

# Playwright's own clock replaces timers, too; in the oldest browser those then come late, or not at all.
_FIXED = """(() => {
    const now = %d;
    self.Date = new Proxy(Date, {
        construct: (date, given, target) => Reflect.construct(date, given.length > 0 ? given : [now], target),
        apply: (date) => String(new date(now)),
        get: (date, name) => name === "now" ? () => now : Reflect.get(date, name),
    });
})()"""


def fix_day(page: Page, moment: datetime) -> None:
    """Let the clocks of a tab and of every later one of its context stand at a moment; timers run on."""
    script = _FIXED % round(moment.timestamp() * 1000)
    page.context.add_init_script(script)
    page.evaluate(script)
