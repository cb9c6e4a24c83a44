"""Only the person who started the desk can use it: not another site, another program, another name for this machine."""

import re
from html import unescape
from pathlib import Path

import pytest

from course.desk.guard import FORM_FIELD, OPENING
from support.desks import ORIGIN, PORT, DeskClient
from support.sample_course import sample_course

STOPPING = "/jobs/none/stop"


@pytest.fixture
def desk(tmp_path: Path) -> DeskClient:
    return DeskClient(sample_course(tmp_path))


def test_the_address_with_the_key_opens_it_and_does_not_stay_in_the_address_bar(desk: DeskClient) -> None:
    stranger = desk.app.test_client()
    answer = stranger.get(f"{OPENING}?key={desk.key.secret}", base_url=ORIGIN)
    assert (answer.status_code, answer.location) == (302, "/")
    cookie = answer.headers["Set-Cookie"]
    assert desk.key.secret not in cookie
    assert desk.key.form_token not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("path", ["/", "/files/desk.js", "/jobs/none", f"{OPENING}?key=wrong", OPENING])
def test_without_the_key_nothing_is_shown(desk: DeskClient, path: str) -> None:
    answer = desk.app.test_client().get(path, base_url=ORIGIN)
    assert answer.status_code == 403
    assert "请用启动维护台时显示的地址打开" in answer.text
    assert desk.key.form_token not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:80", f"127.0.0.1.evil.example:{PORT}"]
)
def test_another_name_of_this_machine_is_refused(desk: DeskClient, host: str) -> None:
    answer = desk.client.get("/", base_url=ORIGIN, headers={"Host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("origin", "token", "status"),
    [
        (ORIGIN, "right", 404),
        (ORIGIN, "", 403),
        (ORIGIN, "wrong", 403),
        ("http://evil.example", "right", 403),
        (f"http://127.0.0.1:{PORT + 1}", "right", 403),
        ("null", "right", 403),
        ("", "right", 403),
    ],
)
def test_what_changes_something_comes_from_a_form_of_the_desk(
    desk: DeskClient, origin: str, token: str, status: int
) -> None:
    fields = {FORM_FIELD: desk.key.form_token if token == "right" else token}  # noqa: S105 -- what the table above calls the right one
    headers = {"Origin": origin} if origin else {}
    answer = desk.client.post(STOPPING, data=fields, base_url=ORIGIN, headers=headers)
    assert answer.status_code == status


def test_every_answer_has_the_policy(desk: DeskClient) -> None:
    for path in ("/", "/files/desk.css", "/none"):
        answer = desk.client.get(path, base_url=ORIGIN)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_key_of_another_start_is_of_no_use(desk: DeskClient, tmp_path: Path) -> None:
    cookie = desk.client.get_cookie(desk.key.cookie, domain="127.0.0.1")
    assert cookie is not None
    later = DeskClient(tmp_path)
    later.client.set_cookie(desk.key.cookie, cookie.value, domain="127.0.0.1")
    assert later.client.get("/", base_url=ORIGIN).status_code == 403


def test_a_broken_course_is_shown_with_the_place_of_its_error(tmp_path: Path) -> None:
    root = sample_course(tmp_path)
    bank = min(path for path in root.glob("quizzes/*.yml") if path.name != "ids.yml")
    bank.write_text(bank.read_text(encoding="utf-8") + "\nspoilt: [\n", encoding="utf-8")
    desk = DeskClient(root)
    page = desk.get("/")
    assert "错误 1 处" in page
    (address,) = re.findall(r'href="(/place[^"]+)"', page)
    assert "spoilt: [" in desk.get(unescape(address))


def test_only_files_with_a_finding_are_shown(desk: DeskClient) -> None:
    for path in ("course.yml", "../../../etc/passwd", "/etc/passwd"):
        assert desk.client.get("/place", query_string={"path": path}, base_url=ORIGIN).status_code == 404
