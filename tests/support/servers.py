"""Real servers on this machine, with the settings that a release ships."""

import os
import random
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from course.environment import find_program
from course.release.headers import describe
from course.release.server_configs import caddy, haproxy, nginx
from install import PROGRAMS
from support.polling import met

HOST = "127.0.0.1"
PATIENCE = 20
# The state of a socket in the kernel's tables.
LISTENING = "0A"


PORTS = range(10_000, 32_000)
"""Below those that the system hands out by itself: one of those may be gone before a server listens on it."""


def free_port() -> int:
    """Return a port on which nothing listens."""
    while True:
        port = random.choice(PORTS)  # noqa: S311 -- no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port


def program(name: str) -> str:
    found = find_program(name)
    assert found, f"没有找到 {name}。请运行 python3 scripts/install.py --test，或 sudo apt install {PROGRAMS[name]}"
    return found


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; it is up when the port answers."""
    log = folder / f"{Path(command[0]).name}.log"
    with log.open("wb") as output:
        # Their data folders lie in the test's own, for every user.
        environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=folder, env=environment)
        try:
            _wait(port, process, log)
            yield process
        finally:
            # nginx takes this for “finish what you are at”, the others for an ordinary end.
            process.send_signal(signal.SIGQUIT if "nginx" in command[0] else signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, port)) == 0

    met(lambda: answers() or process.poll() is not None, PATIENCE)
    # While one waits for its port, what answers there may be another server.
    if process.poll() is not None or not met(lambda: listens(process.pid, port), PATIENCE):
        raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


def listens(process: int, port: int) -> bool:
    """Return whether a process, or one that it started, is the one that answers at a port of this machine."""
    sockets = listeners("tcp", port) | listeners("tcp6", port)
    return any(link in sockets for one in family(process) for link in open_files(one))


def listeners(protocol: str, port: int) -> set[str]:
    """Return the sockets that listen at a port, as descriptors name them; `tcp6` is TCP over IPv6."""
    lines = map(str.split, Path(f"/proc/net/{protocol}").read_text(encoding="ascii").splitlines()[1:])
    return {f"socket:[{line[9]}]" for line in lines if line[3] == LISTENING and line[1].endswith(f":{port:04X}")}


def family(process: int) -> Iterator[int]:
    """Yield a process and all that it and they have started; nothing of those that have ended meanwhile."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text(encoding="ascii").split():
                yield from family(int(child))


def open_files(process: int) -> Iterator[str]:
    """Yield what the descriptors of a process lead to."""
    for descriptor in Path(f"/proc/{process}/fd").glob("*"):
        with suppress(OSError):
            yield str(descriptor.readlink())


@contextmanager
def nginx_serving(
    site: Path, folder: Path, *, root: Path | None = None, base: str = "/", port: int | None = None
) -> Iterator[int]:
    """Serve a site by nginx; `root` is the folder that the settings name, if not the site itself."""
    port = port or free_port()
    service = describe(site, port=port, root=str(root or site), base=base, log=f"{folder}/access.log")
    lay_out(folder, nginx(service))
    with nginx_running(folder, f"include {folder}/course.conf;", port):
        yield port


def lay_out(folder: Path, files: Mapping[str, str]) -> None:
    """Write settings into a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@contextmanager
def nginx_running(folder: Path, settings: str, port: int) -> Iterator[None]:
    """Run nginx with these lines inside its `http { }`; they may include files by paths relative to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    user = "user root;\n" if os.geteuid() == 0 else ""
    places = "".join(
        f"    {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = (
        f"{user}daemon off;\nworker_processes 2;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log warn;\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{\n    access_log off;\n{places}{settings}\n}}\n"
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [program("nginx"), "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    with running(command, folder, port):
        yield


@contextmanager
def caddy_serving(site: Path, folder: Path, *, root: Path | None = None, base: str = "/") -> Iterator[int]:
    """Serve a site by Caddy."""
    port = free_port()
    service = describe(site, port=port, root=str(root or site), base=base)
    lay_out(folder, caddy(service))
    with caddy_running(folder, port):
        yield port


@contextmanager
def caddy_running(folder: Path, port: int) -> Iterator[None]:
    """Run Caddy with the Caddyfile of a folder, and its log there."""
    file = folder / "Caddyfile"
    file.write_text(file.read_text(encoding="utf-8").replace("/var/log/caddy/", f"{folder}/"), encoding="utf-8")
    with running([program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)], folder, port):
        yield


@contextmanager
def haproxy_before(nodes: list[int], site: Path, folder: Path) -> Iterator[int]:
    """Balance between nodes of this machine."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    text = haproxy(describe(site, port=port))["haproxy.cfg"]
    for place, node in zip(("10.0.0.11:80", "10.0.0.12:80"), nodes, strict=True):
        assert place in text
        text = text.replace(place, f"{HOST}:{node}")
    (folder / "haproxy.cfg").write_text(text.replace("    log /dev/log local0\n", ""), encoding="utf-8")
    with running([program("haproxy"), "-db", "-f", str(folder / "haproxy.cfg")], folder, port):
        yield port


@contextmanager
def proxy_before(node: int, folder: Path) -> Iterator[int]:
    """Pass requests on to a server as an old proxy does: by HTTP/1.0, with its name in `Via`."""
    port = free_port()
    passing = f'proxy_pass http://{HOST}:{node}; proxy_http_version 1.0; proxy_set_header Via "1.0 front";'
    with nginx_running(folder, f"server {{ listen {HOST}:{port}; location / {{ {passing} }} }}", port):
        yield port


SERVERS = {"nginx": nginx_serving, "caddy": caddy_serving}
