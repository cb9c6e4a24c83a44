"""Two nodes behind HAProxy, and one node under load: nobody notices that a node goes away and comes back updated."""

import asyncio
import re
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from course.release.hash_assets import hash_names, is_hashed
from course.release.headers import describe
from course.site.theme_scripts import released_scripts
from support.polling import met
from support.servers import HOST, free_port, haproxy_before, nginx_serving

PAGE = '<!doctype html><script>1</script><link rel="stylesheet" href="assets/site.css"><script src="assets/a.js"></script>{}'
CONNECTIONS = 200
SECONDS = 30


def release(folder: Path, version: str) -> Path:
    """A site of one page whose assets all differ from version to version."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE.format(version), encoding="utf-8")
    (folder / "404.html").write_text(PAGE.format("404"), encoding="utf-8")
    (folder / "healthy.txt").write_text("ok", encoding="utf-8")
    (folder / "assets/site.css").write_text(f"/* {version} */", encoding="utf-8")
    (folder / "assets/a.js").write_text(f"// {version}", encoding="utf-8")
    hash_names(folder)
    return folder


def carry(source: Path, target: Path) -> None:
    """What publishing does before it switches: names with a hash never stand for anything else."""
    for file in source.rglob("*"):
        if file.is_file() and is_hashed(file.name):
            (target / file.relative_to(source)).write_bytes(file.read_bytes())


class Reader(threading.Thread):
    """Opens the page and all that it names, again and again, and remembers what went wrong."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address, self.stopped = address, threading.Event()
        self.failures: list[str] = []
        self.seen: list[str] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                page = self.read("")
                version = page.rsplit(">", 1)[1]
                parts = [self.read(path) for path in re.findall(r'(?:href|src)="([^"]+)"', page)]
                self.seen.append(version)
                self.failures += [f"{version}: {part}" for part in parts if version not in part]
            except OSError as error:
                self.failures.append(repr(error))

    def read(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.address}/{path}", timeout=20) as answer:  # noqa: S310 -- our own server
            return str(answer.read().decode())


def until(condition: Callable[[], bool]) -> None:
    assert met(condition, 30)


def read_on(readers: list[Reader]) -> None:
    """Wait until every reader has read some more pages."""
    before = [len(reader.seen) for reader in readers]
    until(lambda: all(len(reader.seen) > count + 20 for reader, count in zip(readers, before, strict=True)))


def until_reported(log: Path, message: str) -> None:
    """Wait until HAProxy has noticed that a node comes or goes."""
    until(lambda: message in log.read_text(encoding="utf-8"))


def test_a_node_is_updated_under_load_without_a_failed_or_mixed_page(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", "v1"), release(tmp_path / "new", "v2")
    carry(new, old)
    carry(old, new)
    ports = [free_port(), free_port()]
    links = [tmp_path / "one", tmp_path / "two"]
    for link in links:
        link.symlink_to(old)
    with ExitStack() as all_:
        nodes = [ExitStack(), ExitStack()]
        for node, link, port in zip(nodes, links, ports, strict=True):
            all_.enter_context(node)
            node.enter_context(nginx_serving(old, tmp_path / f"nginx-{port}", root=link, port=port))
        front = all_.enter_context(haproxy_before(ports, old, tmp_path / "haproxy"))
        readers = [Reader(f"http://{HOST}:{front}") for _ in range(4)]
        for reader in readers:
            reader.start()
        read_on(readers)
        log = tmp_path / "haproxy/haproxy.log"
        for node, link, port in zip(nodes, links, ports, strict=True):
            node.close()
            until_reported(log, f"nodes/{link.name} is DOWN")
            read_on(readers)
            link.unlink()
            link.symlink_to(new)
            node.enter_context(nginx_serving(old, tmp_path / f"nginx-{port}", root=link, port=port))
            until_reported(log, f"nodes/{link.name} is UP")
            read_on(readers)
        until(lambda: all(reader.seen[-1] == "v2" for reader in readers))
        for reader in readers:
            reader.stopped.set()
        for reader in readers:
            reader.join()
    assert [failure for reader in readers for failure in reader.failures] == []
    assert {version for reader in readers for version in reader.seen} == {"v1", "v2"}


async def keep_asking(port: int, end: float) -> int:
    """Ask over one connection until `end`; return how many answers were right."""
    reader, writer = await asyncio.open_connection(HOST, port)
    right = 0
    while time.monotonic() < end:
        writer.write(b"GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        assert head.startswith(b"HTTP/1.1 200"), head
        assert length is not None
        await reader.readexactly(int(length[1]))
        right += 1
        if b"Connection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection(HOST, port)
    writer.close()
    return right


async def ask_all(port: int) -> list[int]:
    end = time.monotonic() + SECONDS
    return list(await asyncio.gather(*(keep_asking(port, end) for _ in range(CONNECTIONS))))


@pytest.mark.slow
def test_two_hundred_connections_for_thirty_seconds_bring_no_error(tmp_path: Path) -> None:
    site = release(tmp_path / "site", "v1")
    with nginx_serving(site, tmp_path / "nginx") as port:
        answers = asyncio.run(ask_all(port))
    assert len(answers) == CONNECTIONS
    assert min(answers) > 10


def test_the_settings_pass_the_servers_own_check(tmp_path: Path) -> None:
    site = release(tmp_path / "site", "v1")
    assert describe(site).headers["Content-Security-Policy"].count("sha256-") == len(released_scripts([".", "/"]))
    with haproxy_before([free_port(), free_port()], site, tmp_path / "haproxy"):
        pass
    log = (tmp_path / "haproxy/haproxy.log").read_text(encoding="utf-8")
    # Nothing listens on those ports, which it may have found out.
    assert [line for line in log.splitlines() if "ALERT" in line and "no server available" not in line] == []
