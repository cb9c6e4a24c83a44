"""Sites as a reader gets them: served by nginx, read by the installed Chromium at a quarter of its speed."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from measure import fresh
from peers import CACHE
from playwright.sync_api import Browser, Page, Request, sync_playwright

from course.environment import find_browser
from support.servers import free_port, program, running

THROTTLE = 4
"""How many times slower the page's own thread runs; workers are not slowed down."""
KB = 1024
FOLDERS = " ".join(
    f"{name}_temp_path {{folder}}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
_NGINX = """daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; events {{}}
http {{ access_log off; include /etc/nginx/mime.types; types {{ text/javascript mjs; }}
  gzip on; gzip_static on; gzip_comp_level 6; gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
  {folders}
  server {{ listen 127.0.0.1:{port}; root {root}; }} }}
"""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder to this machine, compressed; yield its address."""
    folder, port = fresh(CACHE / "nginx"), free_port()
    folders = FOLDERS.format(folder=folder)
    settings = _NGINX.format(folder=folder, folders=folders, port=port, root=site)
    with nginx(folder, settings, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(folder: Path, settings: str, port: int) -> Iterator[int]:
    """Run nginx with some settings until the block ends; yield its process id."""
    (folder / "nginx.conf").write_text(f"user root;\n{settings}" if _is_root() else settings, encoding="utf-8")
    command = [program("nginx"), "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    with running(command, folder, port) as process:
        yield process.pid


def _is_root() -> bool:
    # Files that only root may read, such as those of a root's home, are then served too.
    return os.geteuid() == 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed browser; it finds no other host, because in an office there is none."""
    offline = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[offline])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visitor(browser: Browser) -> Iterator[tuple[Page, list[Request]]]:
    """Yield a slow page with an empty cache, and the list that its finished requests go to."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 -- Playwright hangs something on it
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    try:
        yield page, done
    finally:
        context.close()


def wire(requests: Sequence[Request]) -> int:
    """Return how many bytes came over the wire for some requests, headers and all."""
    sizes = (one.sizes() for one in requests)
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
