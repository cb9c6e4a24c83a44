"""Several courses in one site, on one origin: a start page, and records that do not touch each other."""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from course import cli
from course.load.course import load_course
from support.beijing import fix_day
from support.downloads import downloading
from support.learner import Mouse, answer, card, right, show_all
from support.looks import violations
from support.sample_course import COURSE as SAMPLE
from support.sample_course import sample_course
from support.site_build import ARCHIVES, ROOT, run
from support.store import write

FOLDERS = (SAMPLE, ARCHIVES)
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
DATABASES = "async () => (await indexedDB.databases()).map((one) => one.name).sort()"

PRINTING = """() => {
  dispatchEvent(new Event("beforeprint"));
  return Array.from(document.querySelectorAll(".course-originals")).every(({ open }) => open);
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "site"
    done = run([sys.executable, "-m", "course.cli", "library", *map(str, FOLDERS), "--into", str(folder)], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Path, ...]]:
    """A library whose courses are releases, and the folders of the courses."""
    place = tmp_path_factory.mktemp("published")
    folders = sample_course(place / "sample"), Path(shutil.copytree(ARCHIVES, place / "archives"))
    command(
        "library", *map(str, folders), "--into", str(place / "library"), "--version", "1.0.0", "--title", "学习园地"
    )
    return place / "library", folders


def command(*arguments: str) -> str:
    done = run([sys.executable, "-m", "course.cli", *arguments], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def answer_one_of_each(page: Page, address: str, below: str) -> None:
    """Open each course from the start page and answer a question; see that only that course knows of it."""
    courses = [load_course(folder)[0] for folder in FOLDERS]
    for course in courses:
        page.goto(f"{address}/index.html")
        page.get_by_role("link", name=course.title).click()
        assert page.title()
        bank = course.banks[0]
        question = next(one for one in bank.questions if one.type == "single")
        page.goto(f"{address}/{course.identity.id}/{below}quizzes/{bank.name}.html")
        show_all(page)
        answer(Mouse(page), card(page, question), question, right(question))
        expect(card(page, question).locator("[data-verdict]")).to_have_attribute("data-verdict", "right")
    names = page.evaluate(DATABASES)
    assert names == sorted(f"course:{course.identity.id}" for course in courses)
    for course in courses:
        page.goto(f"{address}/{course.identity.id}/{below}practice/progress.html")
        total = sum(1 for _ in course.questions())
        expect(page.locator("article")).to_contain_text(f"做过的题1/{total}")


def test_each_course_keeps_its_own_records(page: Page, library: Path, serve: Callable[[Path], str]) -> None:
    answer_one_of_each(page, serve(library), "")


def test_courses_that_are_releases_keep_their_own_records_too(
    page: Page, published: tuple[Path, tuple[Path, ...]], serve: Callable[[Path], str]
) -> None:
    address = serve(published[0])
    answer_one_of_each(page, address, "current/")
    page.goto(f"{address}/index.html")
    expect(page.get_by_role("listitem")).to_have_count(2)
    for folder in FOLDERS:
        course, _ = load_course(folder)
        missing = (published[0] / course.identity.id / "current/404.html").read_text(encoding="utf-8")
        assert f'href="/{course.identity.id}/current/assets/' in missing


@pytest.mark.parametrize("below", ["", "current/"])
def test_the_start_page_says_what_comes_next_in_each_course_that_was_begun(
    browser: Browser, request: pytest.FixtureRequest, serve: Callable[[Path], str], axe: str, below: str
) -> None:
    folder = request.getfixturevalue("published")[0] if below else request.getfixturevalue("library")
    address = serve(folder)
    sample, other = (load_course(course)[0] for course in FOLDERS)
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme="dark")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    fix_day(page, MORNING)
    page.goto(f"{address}/index.html")
    expect(page.locator("[data-course][data-read]")).to_have_count(2)
    expect(page.locator("[data-next]")).to_have_count(0)
    # Looking makes no records.
    assert page.evaluate(DATABASES) == []

    bank = sample.banks[0]
    question = next(one for one in bank.questions if one.type == "single")
    page.goto(f"{address}/{sample.identity.id}/{below}quizzes/{bank.name}.html")
    show_all(page)
    answer(Mouse(page), card(page, question), question, right(question))
    expect(card(page, question).locator("[data-verdict]")).to_have_attribute("data-verdict", "right")
    fix_day(page, MORNING + timedelta(days=9))
    page.goto(f"{address}/index.html")
    step = page.locator("[data-next]")
    expect(step).to_have_count(1)
    assert violations(page, axe) == []
    expect(step).to_contain_text("继续：复习 1 题")
    assert page.evaluate(DATABASES) == [f"course:{sample.identity.id}"]
    step.click()
    expect(page).to_have_url(f"{address}/{sample.identity.id}/{below}practice/review.html")
    page.goto(f"{address}/{sample.identity.id}/{below}practice/progress.html")
    expect(page.locator(".course-next")).to_contain_text("继续：复习 1 题")
    page.goto(f"{address}/{other.identity.id}/{below}index.html")
    expect(page.locator(".course-next")).to_have_attribute("data-next", "start")
    assert errors == []
    context.close()


def test_a_start_page_that_cannot_read_the_storage_says_nothing(
    page: Page, library: Path, serve: Callable[[Path], str]
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Object.defineProperty(self, 'indexedDB', {get() { throw new DOMException('no') }})")
    page.goto(f"{serve(library)}/index.html")
    expect(page.locator("[data-course][data-read]")).to_have_count(2)
    expect(page.get_by_role("listitem")).to_have_count(2)
    expect(page.locator("[data-next]")).to_have_count(0)
    assert errors == []


def test_whose_records_they_are_must_be_known(page: Page, library: Path, serve: Callable[[Path], str]) -> None:
    address = serve(library)
    sample, _ = load_course(SAMPLE)
    root = f"{address}/{sample.identity.id}"
    page.goto(f"{root}/practice/review.html")
    expect(page.locator("course-review .cq-panel").first).to_be_visible()
    study = sample.study[0]
    at = page.evaluate("Date.now()")
    place = {"page": f"study/{study.name}.html", "place": study.requirements[0].id, "at": at, "ended": None}
    write(page, "reads", [{"format": 1, "profile": "one", **place}])
    write(
        page,
        "profiles",
        [{"format": 1, "id": name, "name": name, "colour": "red", "created": at} for name in ("one", "two")],
    )
    page.goto(f"{address}/index.html")
    expect(page.locator("[data-course][data-read]")).to_have_count(2)
    expect(page.locator("[data-next]")).to_have_count(0)
    page.evaluate("home => sessionStorage.setItem(`${home}:learner`, 'one')", f"course:{sample.identity.id}")
    page.reload()
    expect(page.locator("[data-next]")).to_contain_text(f"接着读：{study.title}")


def test_what_a_course_hands_out_says_which_course_it_is_of(
    page: Page, published: tuple[Path, tuple[Path, ...]], serve: Callable[[Path], str]
) -> None:
    address = serve(published[0])
    for folder in FOLDERS:
        course, _ = load_course(folder)
        for place, action in (("settings", "export"), ("slip", "save-slip")):
            page.goto(f"{address}/{course.identity.id}/current/practice/{place}.html")
            with downloading(page) as handed_out:
                page.locator(f'[data-action="{action}"]').click()
            assert json.loads(handed_out.content)["id"] == course.identity.id


def test_one_course_of_a_library_is_published_and_taken_back_by_itself(
    published: tuple[Path, tuple[Path, ...]],
) -> None:
    library, (_, archives) = published
    course, _ = load_course(archives)
    target = str(library / course.identity.id)
    other = library / load_course(SAMPLE)[0].identity.id / "current"
    before, start = other.readlink(), (library / "index.html").read_bytes()
    page = archives / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8")
    base = f"/{course.identity.id}/current/"
    command("release", "1.1.0", "--base", base, "--root", str(archives))
    command("publish", target, "--root", str(archives))
    assert "新的一段。" in (library / course.identity.id / "current/index.html").read_text(encoding="utf-8")
    command("rollback", target)
    assert "新的一段。" not in (library / course.identity.id / "current/index.html").read_text(encoding="utf-8")
    (later, earlier) = command("releases", target).splitlines()[1:]
    assert later.split()[::4] == ["1.1.0", "已退回"]
    assert earlier.split()[::4] == ["1.0.0", "当前"]
    assert (other.readlink(), (library / "index.html").read_bytes()) == (before, start)


def test_a_library_of_releases_and_a_plain_one_do_not_replace_each_other(
    published: tuple[Path, tuple[Path, ...]], library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, (_, archives) = published
    there = sorted(place.rglob("*"))
    assert cli.main(["library", str(archives), "--into", str(place)]) == 1
    assert "里的课程是一门一门发布的" in capsys.readouterr().err
    assert sorted(place.rglob("*")) == there
    assert cli.main(["library", str(archives), "--into", str(library), "--version", "1.0.0"]) == 1
    assert "不是发布出来的" in capsys.readouterr().err


def test_the_sentences_of_the_source_unfold_and_are_printed(
    page: Page, library: Path, serve: Callable[[Path], str]
) -> None:
    course, _ = load_course(ARCHIVES)
    study = course.study[1]
    requirement = study.requirements[0]
    page.goto(f"{serve(library)}/{course.identity.id}/study/{study.name}.html")
    block = page.locator("details.course-originals").first
    lines = block.locator("li")
    expect(lines.first).to_be_hidden()
    block.locator("summary").click()
    expect(lines.first).to_be_visible()
    assert lines.all_inner_texts() == [one.text for one in course.sentences_of(requirement)]
    block.locator("summary").click()
    expect(lines.first).to_be_hidden()
    # The theme opens what is folded, as soon as its script has come.
    page.wait_for_function(PRINTING)
    page.emulate_media(media="print")
    for line in page.locator("details.course-originals li").all():
        expect(line).to_be_visible()


def test_two_courses_with_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["library", str(ARCHIVES), str(ARCHIVES), "--into", str(tmp_path / "site")]) == 1
    assert "有几门课用了同一个编号：dangan-guanli" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "信.txt").write_text("信", encoding="utf-8")
    assert cli.main(["library", str(ARCHIVES), "--into", str(tmp_path)]) == 1
    assert "里有别的东西" in capsys.readouterr().err
    assert (tmp_path / "信.txt").read_text(encoding="utf-8") == "信"
