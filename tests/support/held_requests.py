"""Requests of a page that wait until the test lets them go: what a slow network does to a page."""

from playwright.sync_api import Page, Route


class HeldRequests:
    """Holds every request of a page whose address matches a pattern, from now on until `release`."""

    def __init__(self, page: Page, pattern: str) -> None:
        self._page = page
        self._pattern = pattern
        self._waiting: list[Route] = []
        page.route(pattern, self._hold)

    def _hold(self, route: Route) -> None:
        self._waiting.append(route)

    def release(self) -> None:
        """Let go what waits, and hold nothing further; at least one request must have come."""
        assert self._waiting, f"nothing asked for {self._pattern}"
        while self._waiting:
            self._waiting.pop(0).continue_()
        self._page.unroute(self._pattern, self._hold)
