"""What the handbook says of servers, followed word for word: its commands are run, its settings are served."""

import http.client
import os
import re
import ssl
import subprocess
from pathlib import Path

import pytest

from course.environment import find_program
from course.release.headers import describe
from course.release.server_configs import settings
from support.handbook import Machine, blocks
from support.servers import HOST, free_port, program, running

DOMAIN = "study.example.cn"
PAGES = ("host", "https", "server", "publish")
# As Debian's package has it, but for the places that only its user may write to.
NGINX = """daemon off;
{user}pid {root}/nginx.pid;
error_log {root}/error.log;
events {{ worker_connections 100; }}
http {{
{places}    include /etc/nginx/conf.d/*.conf;
    include /etc/nginx/sites-enabled/*;
{more}}}
"""
Answer = tuple[int, dict[str, str], str]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A server with a site in its place, an nginx that nothing is set for, and an unpacked `deploy`."""
    made = Machine(tmp_path / "root", free_port(), free_port())
    made.home.mkdir(parents=True)
    (made.root / "var/log/nginx").mkdir(parents=True)
    for path in ("etc/nginx/conf.d", "etc/nginx/sites-enabled", "etc/caddy", "etc/haproxy"):
        (made.root / path).mkdir(parents=True)
    install_nginx(made)
    made.write("/etc/nginx/sites-enabled/default", "server { listen 80 default_server; return 200 welcome; }\n")
    for name in ("index", "404"):
        made.write(f"/srv/course/current/{name}.html", f"<!doctype html><title>{name}</title>")
    unpack(made)
    return made


def install_nginx(machine: Machine, more: str = "") -> None:
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"    {name}_temp_path {machine.root}/{name};\n" for name in names)
    user = "user root;\n" if os.geteuid() == 0 else ""
    machine.write("/etc/nginx/nginx.conf", NGINX.format(root=machine.root, user=user, places=places, more=more))


def unpack(machine: Machine, base: str = "/") -> None:
    for path, text in settings(describe(machine.root / "srv/course/current", base=base)).items():
        machine.write(f"/home/deploy/{path}", text)


def ask(machine: Machine, path: str, *, https: bool = False) -> Answer:
    connection = http.client.HTTPConnection(HOST, machine.https if https else machine.http, timeout=20)
    if https:
        connection.connect()
        trusting = ssl.create_default_context(cafile=machine.home / "ca/ca.crt")
        connection.sock = trusting.wrap_socket(connection.sock, server_hostname=DOMAIN)
    try:
        connection.request("GET", path, headers={"Host": DOMAIN})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read().decode()
    finally:
        connection.close()


def nginx_of(machine: Machine) -> list[str]:
    return [program("nginx"), "-p", f"{machine.root}/", "-e", "stderr", "-c", f"{machine.root}/etc/nginx/nginx.conf"]


def caddy_of(machine: Machine) -> list[str]:
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", f"{machine.root}/etc/caddy/Caddyfile"]


def certify(machine: Machine) -> None:
    authority, server, expiry, placed = blocks("https", "certificate")
    machine.run(authority)
    # The next commands in the same terminal run in that folder, too.
    assert "course.crt: OK" in machine.run(f"cd ca\n{server}")
    assert "notAfter=" in machine.run(f"cd ca\n{expiry}")
    machine.run(f"cd ca\n{placed}")


def test_nginx_from_the_first_command_to_https_and_an_update(machine: Machine) -> None:
    for block in blocks("host", "nginx"):
        printed = machine.run(block)
    assert "test is successful" in printed
    assert (machine.root / "systemctl.log").read_text(encoding="utf-8") == "reload nginx\n"
    with running(nginx_of(machine), machine.root, machine.http):
        assert ask(machine, "/")[::2] == (200, "<!doctype html><title>index</title>")
        assert ask(machine, "/healthz")[::2] == (200, "ok\n")

    certify(machine)
    own = "/etc/nginx/conf.d/course.conf"
    listening, redirecting = blocks("https", "nginx", "nginx")
    text = (machine.root / own.lstrip("/")).read_text(encoding="utf-8")
    machine.edit(own, "".join(re.findall(r"^    listen .*\n", text, re.MULTILINE)), listening)
    machine.edit(own, text := (machine.root / own.lstrip("/")).read_text(encoding="utf-8"), text + redirecting)
    (strict,) = blocks("https", "hsts", "nginx")
    inside = "        include course/location.conf;\n"
    machine.edit(own, inside, inside + strict)
    machine.run(blocks("https", "nginx")[0])
    before = (machine.root / own.lstrip("/")).read_text(encoding="utf-8")
    # A release that needs other settings replaces the program's part only.
    machine.write("/home/deploy/nginx/course/server.conf", "add_header X-New yes always;\n")
    machine.run(blocks("server", "update")[0])
    assert (machine.root / own.lstrip("/")).read_text(encoding="utf-8") == before
    assert "X-New" in (machine.root / "etc/nginx/course/server.conf").read_text(encoding="utf-8")
    with running(nginx_of(machine), machine.root, machine.https):
        status, headers, body = ask(machine, "/", https=True)
        assert (status, body) == (200, "<!doctype html><title>index</title>")
        assert headers["strict-transport-security"] == "max-age=86400"
        assert headers["content-security-policy"].startswith("default-src 'self'")
        status, headers, _ = ask(machine, "/study/?a=1")
        assert (status, headers["location"]) == (301, f"https://{DOMAIN}/study/?a=1")
        assert "strict-transport-security" not in headers


def test_caddy_from_the_first_command_to_https_and_an_update(machine: Machine) -> None:
    (block,) = blocks("host", "caddy")
    assert "Valid configuration" in machine.run(block)
    assert (machine.root / "systemctl.log").read_text(encoding="utf-8") == "restart caddy\n"
    with running(caddy_of(machine), machine.root, machine.http):
        assert ask(machine, "/")[::2] == (200, "<!doctype html><title>index</title>")

    certify(machine)
    (site,) = blocks("https", "caddy", "caddy")
    machine.edit("/etc/caddy/Caddyfile", ":80 {\n", site)
    certificate = site.splitlines(keepends=True)[-1]
    machine.edit("/etc/caddy/Caddyfile", certificate, certificate + blocks("https", "hsts", "caddy")[0])
    before = (machine.root / "etc/caddy/Caddyfile").read_text(encoding="utf-8")
    machine.run(blocks("server", "update")[1])
    assert (machine.root / "etc/caddy/Caddyfile").read_text(encoding="utf-8") == before
    with running(caddy_of(machine), machine.root, machine.https):
        status, headers, body = ask(machine, "/", https=True)
        assert (status, body) == (200, "<!doctype html><title>index</title>")
        assert headers["strict-transport-security"] == "max-age=86400"
        status, headers, _ = ask(machine, "/study/?a=1")
        assert (status, headers["location"]) == (308, f"https://{DOMAIN}/study/?a=1")
        assert "strict-transport-security" not in headers


def test_haproxy_ends_https_before_nodes_that_speak_http(machine: Machine) -> None:
    certify(machine)
    machine.write("/etc/haproxy/haproxy.cfg", (machine.home / "deploy/haproxy/haproxy.cfg").read_text(encoding="utf-8"))
    text = (machine.root / "etc/haproxy/haproxy.cfg").read_text(encoding="utf-8")
    plain = "".join(re.findall(r"^    bind .*\n", text, re.MULTILINE))
    machine.edit("/etc/haproxy/haproxy.cfg", plain, plain + blocks("https", "haproxy", "haproxy")[0])
    joined, checked = blocks("https", "haproxy")
    machine.run(f"cd ca\n{joined}")
    machine.run(checked)
    for line in blocks("host", "nginx"):
        machine.run(line)
    node = Machine(machine.root, free_port(), free_port())
    machine.edit("/etc/nginx/conf.d/course.conf", f"listen {machine.http};", f"listen {node.http};")
    machine.edit("/etc/nginx/conf.d/course.conf", f"listen [::]:{machine.http};", f"listen [::]:{node.http};")
    for name in ("10.0.0.11:80", "10.0.0.12:80"):
        machine.edit("/etc/haproxy/haproxy.cfg", name, f"{HOST}:{node.http}")
    machine.edit("/etc/haproxy/haproxy.cfg", "    log /dev/log local0\n", "")
    balancing = [program("haproxy"), "-db", "-f", f"{machine.root}/etc/haproxy/haproxy.cfg"]
    with (
        running(nginx_of(machine), machine.root, node.http),
        running(balancing, machine.root, machine.https),
    ):
        assert ask(machine, "/", https=True)[::2] == (200, "<!doctype html><title>index</title>")
        status, headers, _ = ask(machine, "/study/")
        assert (status, headers["location"]) == (301, f"https://{DOMAIN}/study/")


def test_a_path_of_a_site_that_is_there_already(machine: Machine) -> None:
    unpack(machine, "/training/")
    for_nginx, for_caddy = blocks("server", "location")
    machine.run(for_nginx)
    line = blocks("server", "location", "nginx")[0]
    other = f"server {{ listen {machine.http}; location / {{ return 200 other; }}\n{line}}}\n"
    machine.write("/etc/nginx/sites-enabled/default", other)
    machine.run("sudo nginx -t")
    with running(nginx_of(machine), machine.root, machine.http):
        assert ask(machine, "/training/")[::2] == (200, "<!doctype html><title>index</title>")
        assert ask(machine, "/training/none")[::2] == (404, "<!doctype html><title>404</title>")
        assert ask(machine, "/none")[::2] == (200, "other")
    machine.run(for_caddy)
    line = blocks("server", "location", "caddy")[0]
    machine.write("/etc/caddy/Caddyfile", f"{{\n\tadmin off\n}}\n:80 {{\n{line}\trespond other\n}}\n")
    with running(caddy_of(machine), machine.root, machine.http):
        assert ask(machine, "/training/")[::2] == (200, "<!doctype html><title>index</title>")
        assert ask(machine, "/none")[::2] == (200, "other")


def test_two_courses_each_at_a_path_of_one_site(machine: Machine) -> None:
    for number, base in (("", "/training/"), ("2", "/second/")):
        for path, text in settings(describe(machine.root / "srv/course/current", base=base)).items():
            name = path.removeprefix("nginx/").replace("course", f"course{number}", 1)
            if path.startswith("nginx/course/") or path == "nginx/course-location.conf":
                machine.write(f"/etc/nginx/{name}", text.replace("include course/", f"include course{number}/"))
    other = f"include course/http.conf; include course2/http.conf; server {{ listen {machine.http};"
    included = "include course-location.conf; include course2-location.conf; }\n"
    machine.write("/etc/nginx/sites-enabled/default", f"{other} {included}")
    with running(nginx_of(machine), machine.root, machine.http):
        for base in ("/training/", "/second/"):
            status, headers, body = ask(machine, base)
            assert (status, headers["cache-control"], body) == (200, "no-cache", "<!doctype html><title>index</title>")


def test_a_library_of_courses_is_served_by_the_settings_of_one(machine: Machine) -> None:
    unpack(machine, "/one/current/")
    machine.write("/srv/library/index.html", "start")
    for course in ("one", "two"):
        machine.write(f"/srv/library/{course}/current/index.html", course)
        machine.write(f"/srv/library/{course}/current/404.html", "not there")
    for (command,), own, (settings_,), old in (
        (
            blocks("host", "nginx"),
            "/etc/nginx/conf.d/course.conf",
            blocks("host", "library", "nginx"),
            r"    location = .*?\n    }\n    location \^~ /one/current/.*?\n    }\n",
        ),
        (
            blocks("host", "caddy"),
            "/etc/caddy/Caddyfile",
            blocks("host", "library", "caddy"),
            r"\tredir .*?\n\thandle_path .*?\n\t}\n",
        ),
    ):
        machine.run(command)
        (passage,) = re.findall(old, (machine.root / own.lstrip("/")).read_text(encoding="utf-8"), re.DOTALL)
        machine.edit(own, passage, settings_)
        with running(nginx_of(machine) if "nginx" in own else caddy_of(machine), machine.root, machine.http):
            assert [ask(machine, path)[2] for path in ("/", "/one/current/", "/two/current/")] == [
                "start",
                "one",
                "two",
            ]
            status, headers, body = ask(machine, "/two/current/none.html")
            assert (status, body) in {(404, "not there"), (404, "")}
            assert headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("packager", ["nginx.org", "Red Hat"])
def test_what_comes_with_other_packages_does_not_show_before_the_site(machine: Machine, packager: str) -> None:
    own = "server {{ listen 80{}; listen [::]:80{}; server_name {}; location / {{ return 200 welcome; }} }}\n"
    if packager == "Red Hat":
        install_nginx(machine, own.format("", "", "_"))
    else:
        machine.write("/etc/nginx/conf.d/default.conf", own.format("", "", "localhost"))
        machine.run(blocks("server", "nginx")[0])
    machine.run(blocks("host", "nginx")[-1])
    with running(nginx_of(machine), machine.root, machine.http):
        assert ask(machine, "/")[2] == "<!doctype html><title>index</title>"


def test_a_proxy_that_is_an_nginx_passes_the_readers_address_on(machine: Machine) -> None:
    (passing,) = blocks("https", "proxy", "nginx")
    machine.run(blocks("host", "nginx")[-1])
    front = free_port()
    text = passing.replace("http://10.0.0.5", f"http://{HOST}:{machine.http}")
    machine.write("/etc/nginx/conf.d/front.conf", f"server {{ listen {front}; {text} }}\n")
    for line in ("set_real_ip_from 10.0.0.10;", "real_ip_header X-Forwarded-For;"):
        machine.edit("/etc/nginx/conf.d/course.conf", f"# {line}", line.replace("10.0.0.10", HOST))
    with running(nginx_of(machine), machine.root, machine.http):
        assert ask(Machine(machine.root, front, 0), "/")[::2] == (200, "<!doctype html><title>index</title>")


def test_logs_are_held_longer_and_space_is_shown(machine: Machine) -> None:
    machine.write("/etc/logrotate.d/nginx", "/var/log/nginx/*.log {\n\tdaily\n\trotate 14\n}\n")
    machine.run(blocks("server", "logs")[0])
    assert "\trotate 200\n" in (machine.root / "etc/logrotate.d/nginx").read_text(encoding="utf-8")
    machine.write("/srv/course/releases/1.0.0-00000000/index.html", "x")
    assert "releases/1.0.0-00000000" in machine.run(blocks("server", "disk")[0])


def test_the_unit_for_a_machine_without_packages_is_sound(machine: Machine) -> None:
    copied, started = blocks("server", "systemd")
    (machine.home / "caddy").symlink_to(program("caddy"))
    (machine.root / "usr/local/bin").mkdir(parents=True)
    machine.run(copied)
    machine.run(started)
    assert (machine.root / "systemctl.log").read_text(encoding="utf-8").splitlines() == [
        "daemon-reload",
        "enable --now course-site",
    ]
    (unit,) = blocks("server", "systemd", "ini")
    file = machine.root / "course-site.service"
    file.write_text(unit.replace("/usr/local/bin", f"{machine.root}/usr/local/bin"), encoding="utf-8")
    machine.run(blocks("host", "caddy")[0])
    command = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert command is not None
    with running(machine.here(command[1]).split(), machine.root, machine.http):
        assert ask(machine, "/")[::2] == (200, "<!doctype html><title>index</title>")
    # Not every machine that tests is started by systemd.
    if analyzer := find_program("systemd-analyze"):
        done = subprocess.run([analyzer, "verify", str(file)], check=False, capture_output=True, text=True)
        assert [line for line in done.stderr.splitlines() if "course-site" in line] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_commands_can_be_read_by_a_shell(page: str) -> None:
    for block in (*blocks(page), *blocks(page, language="bash")):
        done = subprocess.run(["sh", "-n"], input=block.replace("@{id}", "course"), check=False, text=True)
        assert done.returncode == 0, block
