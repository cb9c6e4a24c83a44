"""Serving from nginx with the settings that a release ships, against the same nginx with as little to do as possible.

Asked for are a study page and the largest quiz page, by wrk over 50 connections. The peer has one file of the same size
as the page's compressed copy, and the same ways of opening and sending it, but no header of ours, no rule and no log.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import ours
from measure import ROUNDS, Failure, NotMeasuredError, Row, Table, attempt, fresh
from peers import CACHE
from visiting import FOLDERS, KB, nginx

from course.environment import find_program
from course.load.course import load_course
from course.release.headers import describe
from course.release.make import make_ready
from course.release.server_configs import nginx as shipped
from support.servers import free_port

SUBJECT = "Serving from nginx"
SECONDS = 4
WRK = ("-t1", "-c50", f"-d{SECONDS}", "-H", "Accept-Encoding: gzip")
_MAIN = """daemon off; pid {folder}/pid; error_log {folder}/error.log warn; worker_processes auto; events {{ worker_connections 1024; }}
http {{ include /etc/nginx/mime.types; access_log off; {folders}
{server}
}}
"""
# What the shipped settings say of opening and sending files, so that only what comes on top differs.
_PLAIN = "server {{ listen {port}; root {root}; sendfile on; tcp_nopush on; keepalive_timeout 30s; open_file_cache max=2000 inactive=30s; open_file_cache_valid 5s; {more} }}"
_PACKED = "gzip on; gzip_comp_level {level}; gzip_min_length 512;"
_INCLUDE = re.compile(r"^ *include (course/\S+);$", re.MULTILINE)
_LOG = re.compile(r"^    access_log .*$", re.MULTILINE)
_HEADERS = re.compile(r"^add_header .*$\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """Settings by port, what of them is asked for, and what they are called in the results."""

    name: str
    settings: Callable[[int], str]
    path: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How a server fared: requests a second, and microseconds of processor time of its own for each."""

    rate: float
    cost: float


def _study_page() -> str:
    """Return the page with the most requirements of the course that is built."""
    course, _ = load_course(ours.ROOT)
    return max(course.study, key=lambda one: len(one.requirements)).page.path.removesuffix(".md") + ".html"


def rows(scratch: Path) -> Iterator[Row | Table | Failure]:
    """Yield the rows on serving, after making the built site ready below `scratch`."""
    wrk = find_program("wrk")
    if not wrk:
        raise LookupError("wrk")
    site = Path(shutil.copytree(ours.ROOT / "site", fresh(scratch / "serving") / "site"))
    make_ready(site, quality=4)
    largest = max((site / "quizzes").glob("*.html"), key=lambda page: page.stat().st_size)
    for name, page in (("study page", _study_page()), ("largest quiz page", f"quizzes/{largest.name}")):
        yield from attempt(
            name, partial(_page, wrk, _servers(scratch / "serving", site, page), name, site / f"{page}.gz")
        )


def _page(wrk: str, servers: list[Server], name: str, copy: Path) -> Iterator[Row | Table]:
    paces = _race(wrk, servers)
    yield from _judged(f"{name}, {copy.stat().st_size / KB:.0f} KB", paces)
    lines = [(name, server, f"{pace.rate:,.0f}", f"{pace.cost:.1f}") for server, pace in paces.items()]
    yield Table(("page", "server", "requests a second", "µs of server time a request"), lines, "--::")


def _judged(name: str, paces: Mapping[str, Pace]) -> Iterator[Row]:
    own = paces["as shipped"].rate

    def row(against: str, peer: str, factor: float, goal: str) -> Row:
        other = paces[peer].rate
        return Row(name, against, goal, f"{own:,.0f}/s", f"{other:,.0f}/s ({own / other:.2f} x)", factor * other / own)

    yield row("one static file of equal size, no headers, no log", "plain", 0.95, "at least 0.95 x")
    yield row("compressing on the fly, nginx's level 1", "on the fly, level 1", 100, "at least 100 x")
    yield row("compressing on the fly to as few bytes, level 9", "on the fly, level 9", 100, "at least 100 x")


def _servers(scratch: Path, site: Path, page: str) -> list[Server]:
    """Return who takes part: the peers, ours, and ours with one thing less, which tells what that costs."""
    plain, raw = fresh(scratch / "plain"), fresh(scratch / "raw")
    shutil.copy(site / f"{page}.gz", plain / "page.html")
    shutil.copy(site / page, raw / "page.html")
    log = f"access_log {scratch}/plain.log;"

    def own(edit: Callable[[str], str]) -> Callable[[int], str]:
        return lambda port: edit(
            _in_one(shipped(describe(site, port=port, root=str(site), log=f"{scratch}/access.log")))
        )

    def bare(root: Path, more: str) -> Callable[[int], str]:
        return lambda port: _PLAIN.format(port=port, root=root, more=more)

    return [
        Server("plain", bare(plain, ""), "page.html"),
        Server("plain, with a log as nginx writes it by itself", bare(plain, log), "page.html"),
        Server("as shipped", own(str), page),
        Server("as shipped, without its log", own(lambda text: _LOG.sub("    access_log off;", text, count=1)), page),
        Server("as shipped, without its headers", own(lambda text: _HEADERS.sub("", text)), page),
        *(
            Server(f"on the fly, level {level}", bare(raw, _PACKED.format(level=level)), "page.html")
            for level in (1, 9)
        ),
    ]


def _in_one(files: Mapping[str, str]) -> str:
    """Return the shipped settings with what they include in its place."""
    return _INCLUDE.sub(lambda found: files[found[1]], files["course.conf"])


def _race(wrk: str, servers: list[Server]) -> dict[str, Pace]:
    """Let everybody be asked once after the other, in rounds; return each one's medians."""
    found: dict[str, list[Pace]] = {server.name: [] for server in servers}
    with ExitStack() as stack:
        running = [(server, *_start(stack, server)) for server in servers]
        for number in range(ROUNDS):
            for server, port, process in running:
                print(f"  {number + 1}/{ROUNDS} {server.name}, {server.path} …", file=sys.stderr, flush=True)
                found[server.name].append(_asked(wrk, f"http://127.0.0.1:{port}/{server.path}", process))
    return {
        name: Pace(statistics.median(one.rate for one in paces), statistics.median(one.cost for one in paces))
        for name, paces in found.items()
    }


def _start(stack: ExitStack, server: Server) -> tuple[int, int]:
    port = free_port()
    folder = fresh(CACHE / f"nginx-{port}")
    stack.callback(shutil.rmtree, folder)
    text = _MAIN.format(folder=folder, folders=FOLDERS.format(folder=folder), server=server.settings(port))
    return port, stack.enter_context(nginx(folder, text, port))


def _asked(wrk: str, address: str, process: int) -> Pace:
    before = _used(process)
    said = subprocess.run([wrk, *WRK, address], check=True, capture_output=True, text=True).stdout
    used = _used(process) - before
    count, rate = re.search(r"(\d+) requests in", said), re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not count or not rate or "Non-2xx" in said:
        raise NotMeasuredError(f"{address} was not served as it should be:\n{said}")
    return Pace(float(rate[1]), 1e6 * used / int(count[1]))


def _used(process: int) -> float:
    """Return how many seconds of processor time the workers of a server have used."""
    workers = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    ticks = 0
    for worker in workers:
        # The name before the bracket may hold spaces; 14 and 15 of the rest are user and system time.
        fields = Path(f"/proc/{worker}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
