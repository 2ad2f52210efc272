"""The reader in a browser without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.visual.conftest import audit, opened
from tests.visual.published import HOSTILE, PLAIN, build_sample
from visual.frame import write_html
from visual.reading.report import reading_of_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports as pages of their own."""
    folder = tmp_path_factory.mktemp("reader")
    graph = build_sample(folder)
    for file in sorted((folder / "texts").iterdir()):
        name = "plain.html" if file.name.startswith("jiande") else "hostile.html"
        write_html(reading_of_report(graph, file.name), folder / name)
    return folder


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The page of the plain report."""
    with opened(browser, folder / "plain.html") as page:
        yield page


def card(page: Page) -> Locator:
    """Return the note on what is marked."""
    return page.locator("#card")


def go(page: Page, start: int, end: int) -> None:
    """Follow a link to a passage."""
    page.evaluate(f"location.hash = '#at={start}-{end}'")


def test_text_is_shown_as_it_stands(page: Page) -> None:
    """All lines of the text are there, nothing is added to them."""
    shown = page.locator("#text p[data-at]").all_text_contents()
    assert "".join(shown) == PLAIN.replace("\r\n", "")


def test_a_mark_tells_what_it_is(page: Page) -> None:
    """A click on a mark shows the resolved thing, its status, its section and its quote."""
    page.locator("mark", has_text="三项制度").first.click()
    expect(card(page)).to_contain_text("行政执法三项制度")
    expect(card(page)).to_contain_text("机制 · 已采用")
    expect(card(page)).to_contain_text("一、主要做法 › (一)规范执法")
    assert "#at=" in page.url
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()


def test_marks_differ_by_more_than_colour(page: Page) -> None:
    """Each class has its sign before the mark, each status its line below."""
    planned = page.locator("mark[data-s='planned']").first
    adopted = page.locator("mark[data-s='adopted']").first
    problem = page.locator("mark[data-s='problem']").first
    lines = [
        each.evaluate("e => getComputedStyle(e).borderBottomStyle")
        for each in (adopted, planned, problem)
    ]
    assert lines == ["solid", "dashed", "double"]
    signs = page.evaluate(
        "[...new Set([...document.querySelectorAll('mark')].map(e => e.dataset.sign))]"
    )
    assert {"●", "■", "#"} <= {sign for each in signs if each for sign in each}


def test_notes_stand_beside_the_text(page: Page) -> None:
    """Beside a line stand the things that it names, once each, with their status."""
    block = page.locator(".block", has_text="三项制度").first
    expect(block.locator(".notes")).to_contain_text("行政执法三项制度 已采用")
    expect(block.locator(".notes")).to_contain_text("≥1,100 人")


def test_an_address_leads_to_its_passage(browser: Browser, folder: Path) -> None:
    """A link with a range of characters scrolls to them and explains them."""
    start = PLAIN.index("有的部门落实")
    end = PLAIN.index("不到位") + 3
    with opened(browser, folder / "plain.html") as page:
        page.goto(f"{(folder / 'plain.html').as_uri()}#at={start}-{end}")
        expect(card(page)).to_contain_text("行政执法公示制度")
        text = page.evaluate("[...CSS.highlights.get('passage')].map(String).join()")
        assert text == PLAIN[start:end]


def test_offsets_count_characters(browser: Browser, folder: Path) -> None:
    """A character outside the basic plane (𠮷) counts once, as in the graph."""
    start = HOSTILE.index("培训执法人员")
    with opened(browser, folder / "hostile.html") as page:
        go(page, start, start + 6)
        page.wait_for_function("CSS.highlights.get('passage')")
        text = page.evaluate("[...CSS.highlights.get('passage')].map(String).join()")
        assert text == "培训执法人员"


@pytest.mark.parametrize(
    "wrong", ["#at=5", "#at=99999-99999", "#at=9-3", "#at=<b>-1", "#x", "#at=--"]
)
def test_a_wrong_address_does_no_harm(page: Page, wrong: str) -> None:
    """An address that names no passage leaves the page as it is."""
    page.evaluate("(hash) => { location.hash = hash }", wrong)
    expect(page.locator("#text")).to_contain_text("全面推行")


def test_filters_take_marks_away(page: Page) -> None:
    """A class or a status that is unticked is neither marked nor noted; the text stays."""
    problem = page.locator("#filters label", has_text="存在问题").locator("input")
    problem.uncheck()
    assert page.locator("mark[data-s='problem']").count() == 0
    expect(page.locator(".notes li", has_text="行政执法公示制度")).to_be_hidden()
    for box in page.locator("#filters [data-class]").all():
        box.uncheck()
    assert page.locator("mark[data-k]").count() == 0
    assert "".join(page.locator("#text p[data-at]").all_text_contents()) == PLAIN.replace(
        "\r\n", ""
    )
    problem.check()
    page.locator("#filters [data-class]").first.check()
    assert page.locator("mark[data-s='problem']").count() > 0


def test_text_can_be_searched(page: Page) -> None:
    """The slash key leads to the search; Enter goes from one place to the next."""
    page.keyboard.press("/")
    page.keyboard.type("执法")
    expect(page.locator("#found")).to_have_text(f"0 / {PLAIN.count('执法')}")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_have_text(f"2 / {PLAIN.count('执法')}")
    assert page.evaluate("[...CSS.highlights.get('current')].map(String).join()") == "执法"
    page.fill("#find", "无此事")
    expect(page.locator("#found")).to_have_text("没有找到")


def test_keys_go_from_mark_to_mark(page: Page) -> None:
    """The keys n and p go to the next and the previous mark."""
    page.keyboard.press("n")
    expect(card(page)).to_be_visible()
    first = page.url
    page.keyboard.press("n")
    page.wait_for_function("(url) => location.href !== url", arg=first)
    page.keyboard.press("p")
    page.wait_for_function("(url) => location.href === url", arg=first)


def test_sections_lead_to_their_place(page: Page) -> None:
    """The section tree is the way through the text."""
    page.locator("#sections a", has_text="二、存在问题").click()
    assert page.evaluate("[...CSS.highlights.get('passage')].map(String).join()") == "二、存在问题"


def test_language_switches(page: Page) -> None:
    """Names and words change, the text stays as printed."""
    page.locator("#language").click()
    expect(page.locator("h1")).to_have_text("Jiande · 2021 · annual report")
    notes = page.locator(".block", has_text="三项制度").first.locator(".notes")
    expect(notes).to_contain_text("Three enforcement systems adopted")
    expect(page.locator("#text")).to_contain_text("全面推行行政执法“三项制度”")


def test_nothing_hostile_runs(browser: Browser, folder: Path) -> None:
    """Markup in titles, sentences, file names and addresses is shown and does nothing."""
    with opened(browser, folder / "hostile.html") as page:
        expect(page.locator("#text")).to_contain_text("<script>alert(1)</script>肥城市")
        expect(page.locator("#text")).to_contain_text("<img src=x onerror=alert(1)>")
        for element in page.locator(".notes a").all():
            element.click()
        for mark in page.locator("mark").all()[:40]:
            mark.click()
        links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol)")
        assert set(links) <= {"file:"}
        assert page.locator("#text img, #text b[onclick]").count() == 0


def test_page_is_accessible(browser: Browser, folder: Path) -> None:
    """Nothing serious is found, with a note open, in zh and en, light and dark."""
    with opened(browser, folder / "plain.html") as page:
        page.locator("mark", has_text="三项制度").first.click()
        expect(card(page)).to_be_visible()
        audit(page)


def test_phone_width_has_no_overflow(browser: Browser, folder: Path) -> None:
    """On a phone nothing sticks out to the side."""
    with opened(browser, folder / "hostile.html", size=(390, 844)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_shows_marks_and_notes(page: Page) -> None:
    """On paper text, marks and notes stay; tools go."""
    page.emulate_media(media="print")
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator("#sections")).to_be_hidden()
    expect(page.locator(".notes").first).to_be_visible()
