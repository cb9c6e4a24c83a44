"""The SCORM package on a platform that is hostile or broken: nothing runs, the course opens, a line says what is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.test_platform import HOST, card, frame, inside, package, show_all
from support.archives import COURSE, SMALL
from support.learner import Mouse, answer, expect_verdict, right
from support.lms import PAGE, lms_serving
from support.site_build import Site

RUNS = "<img src=x onerror='top.pwned=1'><svg onload='top.pwned=1'><b>字</b>"
ALONE, OUTDATED, UNSENT, ENDED = "没有找到学习平台", "课程内容已经更新", "成绩没有送到", "已经结束了这次学习"
START = '<script>\nconst kept = JSON.parse(localStorage.getItem("lms")'


def platform(**methods: str) -> str:
    """Return the script of a platform that takes everything and knows nothing, but for these methods."""
    good = {
        "LMSInitialize": "() => 'true'", "LMSFinish": "() => 'true'", "LMSCommit": "() => 'true'", "LMSSetValue": "() => 'true'",
        "LMSGetValue": "() => ''", "LMSGetLastError": "() => '0'",
    }  # fmt: skip
    listed = ", ".join(f"{name}: {code}" for name, code in {**good, **methods}.items())
    return f"window.API = {{{listed}}};"


def knows(**values: str) -> str:
    """Return the script of a platform that knows these values."""
    known = {f"cmi.{name.replace('__', '.')}": value for name, value in values.items()}
    return platform(LMSGetValue=f"(name) => ({json.dumps(known)})[name] ?? ''")


def every(code: str) -> str:
    """Return the script of a platform of which every method is this function."""
    names = ("LMSInitialize", "LMSFinish", "LMSCommit", "LMSSetValue", "LMSGetValue", "LMSGetLastError")
    return platform(**dict.fromkeys(names, code))


PLATFORMS = {
    "the API cannot be looked at": ("Object.defineProperty(window, 'API', {get() { throw Error('no'); }});", ALONE),
    "the API is a text": ("window.API = 'API';", ALONE),
    "the API is an element": ("document.write('<a id=API></a>');", ALONE),
    "the API is itself whatever is asked of it": (
        "window.API = new Proxy(() => 0, {get: (_, name, one) => one, apply: () => window.API});",
        ALONE,
    ),
    "every call fails": (every("() => { throw Error('no'); }"), ALONE),
    "every call is answered later, that is never": (every("() => new Promise(() => {})"), ALONE),
    "every answer is markup": (every(f"() => {json.dumps(RUNS)}"), ALONE),
    "every answer is true": (every("() => 'true'"), OUTDATED),
    "every value is markup": (platform(LMSGetValue=f"() => {json.dumps(RUNS)}"), OUTDATED),
    "every value has megabytes": (platform(LMSGetValue="() => '[1,'.repeat(5e6)"), OUTDATED),
    "values cannot be read": (platform(LMSGetValue="() => ({toString() { throw Error('no'); }})"), ""),
    "values are no texts": (platform(LMSGetValue="() => Symbol('no')"), OUTDATED),
    "nothing is taken": (platform(LMSSetValue="() => 'false'", LMSCommit="() => { throw Error('no'); }"), UNSENT),
    "it is over at once": (platform(LMSCommit="() => 'false'", LMSGetLastError="() => 301"), ENDED),
    "it answers by writing into the frame": (
        platform(LMSSetValue=f"() => {{ document.body.insertAdjacentText('beforeend', {json.dumps(RUNS)}); }}"),
        UNSENT,
    ),
    "the status is a field of every object": (knows(core__lesson_status="constructor", core__student_name="__proto__"), ""),
    "there are fewer answers than none": (knows(interactions___count="-5"), ""),
    "there are more answers than numbers": (knows(interactions___count="9" * 400), ""),
}  # fmt: skip

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    0.5,
    "",
    RUNS,
    [],
    {},
    [[[]]],
    {"__proto__": {"pwned": 1}},
    [-1, 0, 0, 1e9],
)
# Below, each is put in the place of each part of what the platform stored.
SOUND: list[Any] = [1, COURSE.version, "AAAA", [], [7, 0, None], [[0, 0, "right"]]]


def suspended() -> Iterator[list[Any]]:
    """Yield what a platform might bring back instead of what it was given."""
    for place in range(2, len(SOUND)):
        yield from ([*SOUND[:place], odd, *SOUND[place + 1 :]] for odd in ODD)
    yield from ([*SOUND[:4], [odd, odd, odd], SOUND[5]] for odd in ODD)
    yield [*SOUND[:4], [7, 10**6, [0, 0, 0, 99]], SOUND[5]]
    for standing in ("right", None):
        yield [*SOUND[:5], [[number, odd, standing] for number in range(len(SMALL.questions)) for odd in ODD]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile-lms")


@pytest.fixture(scope="module")
def lms(site: Site, folder: Path) -> Iterator[str]:
    with lms_serving(package(site, SMALL), folder) as port:
        yield f"http://{HOST}:{port}"


def opened(page: Page, lms: str, folder: Path, script: str) -> None:
    """Open the package on a platform of which this is the script."""
    assert START in PAGE
    body = PAGE.replace(PAGE[PAGE.index(START) : PAGE.rindex("</script>")], f"<script>\n{script}\n")
    (folder / "hostile.html").write_text(body, encoding="utf-8")
    page.goto(f"{lms}/hostile.html")
    expect(inside(page).locator("course-quiz .cq-player")).to_be_visible()


def answered(page: Page) -> None:
    """Answer a question; nothing must have run."""
    question = SMALL.questions[0]
    show_all(page)
    answer(Mouse(page), card(page, question), question, right(question))
    expect_verdict(card(page, question), "right")
    assert page.evaluate("[window.pwned, {}.pwned]") == [None, None]


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_course_opens_and_one_line_says_what_is_wrong(page: Page, lms: str, folder: Path, name: str) -> None:
    script, words = PLATFORMS[name]
    opened(page, lms, folder, script)
    line = frame(page).get_by_role("status").first
    expect(line).to_contain_text(words) if words else expect(line).to_have_text("")
    answered(page)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2))])
def test_what_the_platform_brings_back_is_taken_as_far_as_it_makes_sense(
    page: Page, lms: str, folder: Path, part: int
) -> None:
    question = SMALL.questions[0]
    for state in list(suspended())[part::3]:
        opened(page, lms, folder, knows(suspend_data=json.dumps(state)))
        expect(frame(page).get_by_role("status").first).to_have_text("")
        show_all(page)
        expect(card(page, question)).to_be_visible()
        assert page.evaluate("[window.pwned, {}.pwned]") == [None, None], state


@pytest.mark.parametrize(
    "location",
    [
        "javascript:top.pwned=1", "data:text/html,<b>", "//elsewhere.test/", "https://elsewhere.test/",
        "../launch.html", "..\\launch.html", "\x00", RUNS, "study/gone.html", "x/" * 10**6,
    ],
    ids=lambda location: location[:20],
)  # fmt: skip
def test_no_place_to_go_on_leads_out_of_the_course(page: Page, site: Site, tmp_path: Path, location: str) -> None:
    with lms_serving(package(site, None), tmp_path) as port:
        body = PAGE.replace(
            PAGE[PAGE.index(START) : PAGE.rindex("</script>")],
            f"<script>\n{knows(core__lesson_location=location)}\n",
        )
        (tmp_path / "hostile.html").write_text(body, encoding="utf-8")
        page.goto(f"http://{HOST}:{port}/hostile.html")
        first = "".join(next(site.pages["index.html"].iter("h1")).itertext())
        expect(inside(page).locator("h1").first).to_have_text(first)
        assert page.evaluate("window.pwned") is None


def test_a_platform_on_another_site_is_none(page: Page, site: Site, lms: str, tmp_path: Path) -> None:
    with lms_serving(package(site, SMALL), tmp_path) as port:
        (tmp_path / "index.html").write_text(
            PAGE.replace("package/launch.html", f"{lms}/package/launch.html"), encoding="utf-8"
        )
        page.goto(f"http://{HOST}:{port}/index.html")
        expect(frame(page).get_by_role("status").first).to_contain_text(ALONE)
        expect(inside(page).locator("course-quiz .cq-player")).to_be_visible()
        answered(page)
