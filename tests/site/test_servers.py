"""nginx and Caddy with the settings that a release ships, and IIS's settings against the same list."""

import http.client
import json
import re
import shutil
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import brotli
import pytest

from course.release.hash_assets import is_hashed
from course.release.headers import ASK_AGAIN, FOR_A_YEAR, TEXT, TYPES, Service, describe
from course.release.make import make_ready
from course.release.server_configs import HEALTH, caddy, iis, nginx, settings
from support.once_per_run import once_per_run
from support.polling import met
from support.servers import (
    HOST,
    SERVERS,
    caddy_running,
    free_port,
    haproxy_before,
    lay_out,
    listeners,
    nginx_running,
    proxy_before,
)
from support.site_build import Site

KEPT_OUT = "7351 kept out"
Answer = tuple[int, dict[str, str], bytes]


@pytest.fixture(scope="module")
def ready(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's site as a release has it."""

    def make(folder: Path) -> None:
        shutil.copytree(sites["mkdocs"].folder, folder / "site")
        (folder / "site/.secret").write_text(KEPT_OUT, encoding="utf-8")
        (folder / "outside.txt").write_text(KEPT_OUT, encoding="utf-8")
        make_ready(folder / "site", quality=4)

    return once_per_run(tmp_path_factory, "ready", make) / "site"


@pytest.fixture(scope="module", params=sorted(SERVERS))
def port(request: pytest.FixtureRequest, ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with SERVERS[request.param](ready, tmp_path_factory.mktemp(request.param)) as number:
        yield number


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def raw(port: int, request: bytes) -> bytes:
    """Send whatever bytes; return the answer, empty if the server just closes."""
    with socket.create_connection((HOST, port), timeout=20) as line:
        try:
            line.sendall(request)
            parts = []
            while part := line.recv(65536):
                parts.append(part)
        except ConnectionError:
            pass
        return b"".join(parts)


def paths(ready: Path) -> list[str]:
    every = (file.relative_to(ready).as_posix() for file in sorted(ready.rglob("*")) if file.is_file())
    return [path for path in every if not path.endswith((".gz", ".br")) and not path.startswith(".")]


def test_every_file_comes_whole_with_its_type_caching_and_all_headers(port: int, ready: Path) -> None:
    service = describe(ready)
    for path in paths(ready):
        status, headers, body = ask(port, f"/{path}")
        media = TYPES[path.rpartition(".")[2]]
        assert (path, status, body) == (path, 200, (ready / path).read_bytes())
        assert headers["content-type"].lower() == (f"{media}; charset=utf-8" if media in TEXT else media), path
        assert headers["cache-control"] == (FOR_A_YEAR if is_hashed(path) else ASK_AGAIN), path
        assert {name: headers.get(name.lower()) for name in service.headers} == service.headers, path


@pytest.mark.parametrize(
    "path", ["/missing.html", "/study/missing/", "/assets/player/player.00000000.js", "/.secret", "/study/"]
)
def test_other_answers_have_the_headers_too(port: int, ready: Path, path: str) -> None:
    status, headers, body = ask(port, path)
    assert status == (200 if path == "/study/" else 404)
    assert KEPT_OUT.encode() not in body
    assert status == 200 or "没有这个页面" in body.decode()
    assert headers["cache-control"] == ASK_AGAIN
    service = describe(ready)
    assert {name: headers.get(name.lower()) for name in service.headers} == service.headers


def test_the_servers_version_is_not_told_and_folders_are_not_listed(port: int) -> None:
    status, headers, body = ask(port, "/assets/")
    assert status == 404
    assert b"player" not in body or "没有这个页面" in body.decode()
    assert not any(letter.isdigit() for letter in headers.get("server", ""))
    assert "x-powered-by" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "CONNECT", "FOO"])
def test_only_get_and_head_are_answered(port: int, method: str) -> None:
    answer = raw(port, f"{method} /index.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert answer.split(b" ")[1:2] in ([b"405"], [b"400"], [b"501"])
    status, headers, body = ask(port, "/index.html", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/../outside.txt", "/..%2foutside.txt", "/%2e%2e/outside.txt", "/study/../../outside.txt",
        "/study/%2e%2e/%2e%2e/outside.txt", "/..\\outside.txt", "/..%5coutside.txt", "/%252e%252e/outside.txt",
        "//../outside.txt", "/./../outside.txt", "/%c0%ae%c0%ae/outside.txt", "/index.html/../../outside.txt",
        "/index.html%00.txt", "/.secret", "/%2esecret",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_given(port: int, path: str) -> None:
    answer = raw(port, f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    assert KEPT_OUT.encode() not in answer
    assert answer.split(b" ")[1:2] in ([b"400"], [b"403"], [b"404"])


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /index.html?" + b"a" * 70000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"b" * 1000) for i in range(200)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n" + b"c" * 200000,
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
    ],
    ids=["long address", "large headers", "large body", "odd version", "tls", "no address", "two lengths"],
)
def test_oversized_and_malformed_requests_are_refused(port: int, request_: bytes) -> None:
    answer = raw(port, request_)
    served = answer.startswith((b"HTTP/1.1 200", b"HTTP/1.0 200"))
    # A body that nobody reads may be left unread; the next request is answered all the same.
    assert not served or b"Content-Length: 100000000" in request_ or b"Transfer-Encoding" in request_
    assert ask(port, f"/{HEALTH}")[0] == 200


def test_compressed_copies_are_served_to_those_who_take_them(
    port: int, ready: Path, request: pytest.FixtureRequest
) -> None:
    path = next(path for path in paths(ready) if path.startswith("assets/player/player.") and path.endswith(".js"))
    plain = (ready / path).read_bytes()
    _, headers, body = ask(port, f"/{path}", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert body == (ready / f"{path}.gz").read_bytes()
    assert zlib.decompress(body, 31) == plain
    assert "accept-encoding" in headers["vary"].lower()
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    if "caddy" in request.node.name:
        _, headers, body = ask(port, f"/{path}", Accept_Encoding="gzip, br")
        assert headers["content-encoding"] == "br"
        assert brotli.decompress(body) == plain


def test_parts_and_conditions_are_understood(port: int, ready: Path) -> None:
    whole = (ready / "index.html").read_bytes()
    status, headers, body = ask(port, "/index.html", Range="bytes=10-19")
    assert (status, body) == (206, whole[10:20])
    assert ask(port, "/index.html", Range=f"bytes={len(whole)}-")[0] == 416
    _, headers, _ = ask(port, "/index.html")
    status, again, body = ask(port, "/index.html", If_None_Match=headers["etag"])
    assert (status, body) == (304, b"")
    assert again["cache-control"] == ASK_AGAIN
    assert ask(port, "/index.html", If_Modified_Since=headers["last-modified"])[0] == 304
    assert ask(port, "/index.html", If_None_Match='"other"')[0] == 200


def test_only_an_answer_with_the_file_is_kept_for_a_year(port: int, ready: Path) -> None:
    path = next(path for path in paths(ready) if is_hashed(path))
    assert ask(port, f"/{path}")[1]["cache-control"] == FOR_A_YEAR
    whole = (ready / path).read_bytes()
    # No server of the two can tell a part that it has from one that it has not, before its headers are written.
    for part in ("bytes=0-1", f"bytes={len(whole)}-"):
        status, headers, body = ask(port, f"/{path}", Range=part)
        assert (status, headers["cache-control"], body) == (200, FOR_A_YEAR, whole)
    status, headers, _ = ask(port, f"/{path}", "POST")
    assert (status, headers["cache-control"]) == (405, ASK_AGAIN)


def test_a_refused_method_is_answered_with_those_that_are_not(port: int) -> None:
    for path in ("/index.html", "/study/", "/"):
        status, headers, _ = ask(port, path, "DELETE")
        assert (status, headers["allow"], headers["cache-control"]) == (405, "GET, HEAD", ASK_AGAIN)
    assert "allow" not in ask(port, "/index.html")[1]


def test_a_part_that_is_not_there_is_refused_and_not_stored(port: int, ready: Path) -> None:
    status, headers, _ = ask(port, "/index.html", Range=f"bytes={(ready / 'index.html').stat().st_size}-")
    assert status == 416
    assert "max-age" not in headers["cache-control"]


def test_who_speaks_ipv6_is_answered_too(port: int) -> None:
    # In a container without an IPv6 address there is nothing to connect to.
    assert listeners("tcp6", port)


def test_browsers_are_not_held_to_https_where_there_is_none(port: int) -> None:
    assert "strict-transport-security" not in ask(port, "/")[1]


def test_a_folder_without_its_slash_is_sent_to_it(port: int) -> None:
    # Shown at this address, the links of its page would lead astray.
    status, headers, _ = ask(port, "/study")
    assert status in {301, 308}
    assert headers["location"] in {"/study/", "study/"}


def test_nginx_logs_what_was_asked_for_within_seconds(ready: Path, tmp_path: Path) -> None:
    with SERVERS["nginx"](ready, tmp_path / "nginx") as port:
        ask(port, f"/{HEALTH}")
        ask(port, "/index.html")
        ask(port, "/missing.html")
        log = tmp_path / "nginx/access.log"
        met(lambda: "missing.html" in log.read_text(encoding="utf-8"), 30)
        told = log.read_text(encoding="utf-8").splitlines()
    # Each of several workers writes what it has kept when its time has come.
    assert sorted(line.split('"')[1] for line in told) == ["GET /index.html HTTP/1.1", "GET /missing.html HTTP/1.1"]
    # Requests for what is not there must not fill the log of errors.
    assert "missing" not in (tmp_path / "nginx/error.log").read_text(encoding="utf-8")


def test_the_health_path_answers(port: int) -> None:
    status, headers, body = ask(port, f"/{HEALTH}")
    assert (status, body) == (200, b"ok\n")
    assert headers["content-type"].startswith("text/plain")


@pytest.fixture
def largest(ready: Path) -> str:
    """The quiz page that compression helps most."""
    return f"quizzes/{max((ready / 'quizzes').glob('*.html'), key=lambda page: page.stat().st_size).name}"


def test_a_proxy_in_front_gets_pages_compressed(port: int, ready: Path, largest: str, tmp_path: Path) -> None:
    packed = (ready / f"{largest}.gz").stat().st_size
    # It asks by HTTP/1.0, as nginx does unless it is set otherwise, and names itself.
    with proxy_before(port, tmp_path / "proxy") as front:
        status, headers, body = ask(front, f"/{largest}", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"], len(body)) == (200, "gzip", packed)
    assert zlib.decompress(body, 31) == (ready / largest).read_bytes()
    assert packed < (ready / largest).stat().st_size / 2


def test_haproxy_in_front_gets_pages_compressed_and_passes_every_answer_on(
    port: int, ready: Path, largest: str, tmp_path: Path
) -> None:
    with haproxy_before([port, port], ready, tmp_path / "haproxy") as front:
        status, headers, body = ask(front, f"/{largest}", Accept_Encoding="gzip", Via="1.1 office")
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert body == (ready / f"{largest}.gz").read_bytes()
        status, headers, _ = ask(front, "/index.html", "POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_the_address_of_a_reader_behind_a_proxy_is_logged_where_the_proxy_is_trusted(
    ready: Path, tmp_path: Path
) -> None:
    folder, port = tmp_path / "nginx", free_port()
    files = nginx(describe(ready, port=port, root=str(ready), log=f"{folder}/access.log"))
    own = re.sub(r"# (set_real_ip_from) 10.0.0.10;", rf"\1 {HOST};", files["course.conf"])
    lay_out(folder, {**files, "course.conf": own.replace("# real_ip_header", "real_ip_header")})
    with (
        nginx_running(folder, "include course.conf;", port),
        haproxy_before([port, port], ready, tmp_path / "haproxy") as front,
    ):
        ask(port, "/index.html", X_Forwarded_For="10.9.8.7")
        ask(front, "/glossary.html", X_Forwarded_For="10.9.8.7")
        log = folder / "access.log"
        met(lambda: {"index", "glossary"} <= set(re.findall(r"\w+(?=\.html)", log.read_text(encoding="utf-8"))), 30)
        lines = {line.split('"')[1]: line.split()[0] for line in log.read_text(encoding="utf-8").splitlines()}
    # The last address is what the proxy saw; what stands before it is what the reader claims.
    assert lines["GET /glossary.html HTTP/1.1"] == HOST
    assert lines["GET /index.html HTTP/1.1"] == "10.9.8.7"


def test_caddy_logs_who_asked_for_what(ready: Path, tmp_path: Path) -> None:
    log = tmp_path / "caddy/course.log"
    with SERVERS["caddy"](ready, tmp_path / "caddy") as port:
        ask(port, "/index.html", X_Forwarded_For="10.9.8.7")
        met(lambda: log.exists() and "index.html" in log.read_text(encoding="utf-8"), 30)
        line = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["request"]["uri"], line["status"]) == ("/index.html", 200)
    assert line["request"]["headers"]["X-Forwarded-For"] == ["10.9.8.7"]


@pytest.mark.parametrize("server", sorted(SERVERS))
def test_what_proves_a_domain_is_found_beside_the_site(ready: Path, tmp_path: Path, server: str) -> None:
    proof = tmp_path / "srv/.well-known/acme-challenge"
    proof.mkdir(parents=True)
    (proof / "a_token").write_text("proof", encoding="utf-8")
    (tmp_path / "srv/secret.txt").write_text(KEPT_OUT, encoding="utf-8")
    (tmp_path / "srv/current").symlink_to(ready)
    with SERVERS[server](ready, tmp_path / server, root=tmp_path / "srv/current") as port:
        assert ask(port, "/.well-known/acme-challenge/a_token")[::2] == (200, b"proof")
        assert ask(port, "/.well-known/none")[0] == 404
        assert ask(port, "/.well-known/../secret.txt")[0] == 404
        assert ask(port, "/index.html")[0] == 200


BASE = "/training/"


@pytest.fixture(scope="module")
def below(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a release for a path has it."""

    def make(folder: Path) -> None:
        shutil.copytree(sites["mkdocs"].folder, folder / "site")
        (folder / "outside.txt").write_text(KEPT_OUT, encoding="utf-8")
        make_ready(folder / "site", BASE, quality=1)

    return once_per_run(tmp_path_factory, "below", make) / "site"


@contextmanager
def beside_another_nginx(site: Path, folder: Path) -> Iterator[int]:
    port = free_port()
    lay_out(folder, nginx(describe(site, root=str(site), base=BASE)))
    other = (
        "include course/http.conf;\n"
        f"server {{ listen {port}; root {folder}/other; location ~ \\.html$ {{ return 200 other; }}\n"
        "include course-location.conf; }"
    )
    with nginx_running(folder, other, port):
        yield port


@contextmanager
def beside_another_caddy(site: Path, folder: Path) -> Iterator[int]:
    port = free_port()
    other = f":{port} {{\n\timport course-location.caddy\n\trespond other\n}}\n"
    lay_out(folder, {**caddy(describe(site, root=str(site), base=BASE)), "Caddyfile": f"{{\n\tadmin off\n}}\n{other}"})
    with caddy_running(folder, port):
        yield port


@pytest.mark.parametrize("serving", [beside_another_nginx, beside_another_caddy])
def test_a_site_stands_below_a_path_of_another_one(
    below: Path, tmp_path: Path, serving: Callable[[Path, Path], AbstractContextManager[int]]
) -> None:
    service = describe(below, base=BASE)
    asset = next(path for path in paths(below) if is_hashed(path) and path.endswith(".js"))
    with serving(below, tmp_path / "server") as port:
        for path, caching in (("index.html", ASK_AGAIN), ("", ASK_AGAIN), ("study/", ASK_AGAIN), (asset, FOR_A_YEAR)):
            status, headers, body = ask(port, BASE + path, Accept_Encoding="gzip")
            file = below / path / "index.html" if path.endswith("/") or not path else below / path
            assert (path, status, headers["cache-control"]) == (path, 200, caching)
            assert zlib.decompress(body, 31) == file.read_bytes()
            assert {name: headers.get(name.lower()) for name in service.headers} == service.headers
        for path in ("missing.html", ".secret", "assets/"):
            status, _, body = ask(port, BASE + path)
            assert (path, status) == (path, 404)
            assert f'href="{BASE}'.encode() in body
        for path in ("../outside.txt", "..%2foutside.txt", "%2e%2e/outside.txt", "study/../../outside.txt"):
            assert KEPT_OUT.encode() not in ask(port, BASE + path)[2]
        assert ask(port, BASE + HEALTH)[::2] == (200, b"ok\n")
        assert ask(port, BASE + "index.html", "POST")[1]["allow"] == "GET, HEAD"
        assert ask(port, f"{BASE}study")[1]["location"] in {f"{BASE}study/", "study/"}
        assert ask(port, BASE[:-1])[1]["location"] == BASE
        # What is not below the path still belongs to the other site.
        assert ask(port, "/a.html")[::2] == (200, b"other")


def test_the_settings_of_iis_say_the_same(ready: Path) -> None:
    service = describe(ready)
    tree = ET.fromstring(iis(service)["web.config"])  # noqa: S314 -- written by ourselves just now
    server = tree.find("system.webServer")
    assert server is not None
    headers = {one.get("name"): one.get("value") for one in server.iterfind("httpProtocol/customHeaders/add")}
    assert headers == {**service.headers, "Cache-Control": ASK_AGAIN}
    types = {one.get("fileExtension"): one.get("mimeType") for one in server.iterfind("staticContent/mimeMap")}
    assert types == {f".{end}": f"{kind}; charset=utf-8" if kind in TEXT else kind for end, kind in TYPES.items()}
    verbs = server.find("security/requestFiltering/verbs")
    assert verbs is not None
    assert verbs.get("allowUnlisted") == "false"
    assert [verb.get("verb") for verb in verbs] == ["GET", "HEAD"]
    browse = server.find("directoryBrowse")
    assert browse is not None
    assert browse.get("enabled") == "false"
    rule = server.find("rewrite/outboundRules/rule/action")
    assert rule is not None
    assert rule.get("value") == FOR_A_YEAR


def test_all_settings_have_the_same_headers(ready: Path) -> None:
    service = Service(describe(ready).scripts)
    files = settings(service)
    for path in (
        "nginx/course/server.conf",
        "nginx/course/location.conf",
        "caddy/course/location.caddy",
        "iis/web.config",
    ):
        plain = files[path].replace("&quot;", '"')
        assert [value for value in service.headers.values() if value not in plain] == [], path
