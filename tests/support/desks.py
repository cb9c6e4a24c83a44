"""The desk of a small course, answered without a server, or served for a real browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from socket import socket
from threading import Thread
from typing import Any

from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from waitress import wasyncore
from waitress.server import create_server

from course.desk.app import create_app
from course.desk.guard import FORM_FIELD, HOST, OPENING, Key
from support.polling import met

PORT = 8400
PATIENCE = 300
"""Seconds that a command gets to end."""

ORIGIN = f"http://{HOST}:{PORT}"


class DeskClient:
    """A browser that has opened the desk of the course below `root`."""

    def __init__(self, root: Path) -> None:
        self.key = Key(PORT)
        self.app = create_app(root, self.key)
        self.client: FlaskClient = self.app.test_client()
        self.get(f"{OPENING}?key={self.key.secret}")

    def get(self, path: str) -> str:
        """Return the page at a path, after redirects; its status must be good."""
        answer = self.client.get(path, base_url=ORIGIN, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]:
        """Send a form from a page of the desk; return status and text of the page that it leads to."""
        data = {FORM_FIELD: self.key.form_token, **fields}
        answer = self.client.post(path, data=data, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=True)
        return answer.status_code, answer.text

    def run(self, path: str, fields: Mapping[str, object]) -> tuple[str, str]:
        """Send a form that starts a command; return the state in which the command ended and what it printed."""
        job = self.start(path, fields)
        assert met(lambda: self.state(job)["state"] != "running", PATIENCE), self.state(job)
        state = self.state(job)
        return str(state["state"]), "\n".join(state["lines"])

    def start(self, path: str, fields: Mapping[str, object]) -> str:
        """Send a form that starts a command; return the path of the command's page."""
        data = {FORM_FIELD: self.key.form_token, **fields}
        answer = self.client.post(path, data=data, base_url=ORIGIN, headers={"Origin": ORIGIN})
        assert answer.status_code == 302, answer.text
        assert answer.location.startswith("/jobs/"), answer.location
        return answer.location

    def state(self, job: str) -> dict[str, Any]:
        """Return how a command stands."""
        state: dict[str, Any] = self.client.get(f"{job}/state", base_url=ORIGIN).get_json()
        return state


def form_fields(page: str, action: str) -> dict[str, object]:
    """Return what a browser would send of the form with this action, without its buttons; a list where there are several."""
    reader = _FormReader(action)
    reader.feed(page)
    return {
        name: values if len(values) > 1 or name == "points" else values[0] for name, values in reader.fields.items()
    }


class _FormReader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._text: str | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self._inside = values.get("method") == "post" and (values.get("action") or "") == self.action
        name = values.get("name") or ""
        if not self._inside:
            return
        if tag == "textarea":
            self._text = name
            self.fields.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in values or self._select not in self.fields):
            self.fields[self._select] = [values.get("value") or ""]
        elif tag == "input" and (values.get("type") not in {"checkbox", "radio"} or "checked" in values):
            self.fields.setdefault(name, []).append(values.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            # HTML drops one line end at the beginning.
            self.fields[self._text][-1] = self.fields[self._text][-1].removeprefix("\n")
            self._text = None
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.fields[self._text][-1] += data


@contextmanager
def served_desk(root: Path) -> Iterator[str]:
    """Serve the desk of the course below `root` within the block; yield the address that opens it."""
    with socket() as listening:
        listening.bind((HOST, 0))
        key = Key(listening.getsockname()[1])
        channels: dict[int, Any] = {}
        server = create_server(
            create_app(root, key), sockets=[listening], threads=4, map=channels, asyncore_use_poll=True
        )
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield key.address
        finally:
            # Browsers keep connections open; the server runs as long as there is one.
            wasyncore.close_all(channels)
            thread.join()
            server.task_dispatcher.shutdown()


@contextmanager
def desk_page(browser: Browser, root: Path) -> Iterator[Page]:
    """Open the desk of the course below `root` in a tab within the block; fails if a script fails or the policy is violated."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    with served_desk(root) as address:
        page.goto(address)
        yield page
        context.close()
    assert errors == []
