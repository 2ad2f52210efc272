"""The site in a browser without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.store import open_graph
from tests.visual.conftest import audit, opened
from tests.visual.published import PLAIN, build_sample
from visual.site.writing import write_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two reports, one hostile, in a folder whose name is no plain one."""
    folder = tmp_path_factory.mktemp("site")
    graph = build_sample(folder)
    write_site(open_graph(graph), folder / "站 点#1", texts=graph / "texts")
    return folder / "站 点#1"


def search(page: Page, text: str) -> None:
    """Search from the box of any page."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("三项制度", "行政执法三项制度"),
        ("three enforcement", "行政执法三项制度"),
        ("330182", "建德市"),
        ("市司法局", "建德市司法局"),
    ],
)
def test_search_finds_by_any_name(browser: Browser, site: Path, text: str, shown: str) -> None:
    """From any page a thing is found by Chinese and English names, aliases and codes."""
    with opened(browser, site / "place" / "330182.html") as page:
        search(page, text)
        page.wait_for_url("**/search.html#q=*")
        expect(page.locator("#results a").first).to_have_text(shown)
        page.keyboard.press("Enter")
        expect(page.locator(".names")).to_contain_text(shown)


def test_nothing_found_is_said(browser: Browser, site: Path) -> None:
    """A search without a result says so."""
    with opened(browser, site / "search.html") as page:
        page.fill("#search", "无此事")
        expect(page.locator("#told")).to_have_text("没有找到")


def test_one_click_leads_from_a_quote_to_its_sentence(browser: Browser, site: Path) -> None:
    """From the first page to a county, from its table to the sentence in the report, and back."""
    with opened(browser, site / "index.html") as page:
        page.locator(".doors a", has_text="地方").click()
        page.get_by_role("link", name="建德市").click()
        page.locator(".rows li", has_text="行政执法三项制度").first.locator("q a").click()
        expect(page.locator("#card")).to_contain_text("机制 · 已采用")
        passage = page.evaluate("[...CSS.highlights.get('passage')].map(String).join()")
        assert "三项制度" in passage
        assert passage in PLAIN
        page.locator("#card").get_by_role("link", name="行政执法三项制度").first.click()
        expect(page.locator(".names")).to_contain_text("行政执法三项制度")
        page.go_back()
        expect(page.locator("#card")).to_contain_text("机制 · 已采用")


def test_language_is_kept_on_the_next_page(browser: Browser, site: Path) -> None:
    """The chosen language stays from page to page; sentences stay as printed."""
    with opened(browser, site / "place" / "330182.html") as page:
        page.locator("#language").click()
        expect(page.locator("h1")).to_have_text("Jiande")
        expect(page.locator("main")).to_contain_text("Zhejiang")
        page.locator(".crumbs a", has_text="Zhejiang").click()
        expect(page.locator("h1")).to_have_text("Zhejiang")


def test_a_mechanism_shows_years_and_statuses(browser: Browser, site: Path) -> None:
    """Its page counts places by year and status, and lists them with their sentences."""
    with opened(browser, site / "mechanism" / "three-enforcement-systems.html") as page:
        expect(page.locator("table.years")).to_contain_text("2021")
        expect(page.locator("section").first).to_contain_text("建德市")


def test_nothing_hostile_runs(browser: Browser, site: Path) -> None:
    """No page of a hostile report runs anything, nor does a hostile search."""
    names = [
        each
        for each in sorted(site.rglob("*.html"))
        if "alert(1)" in each.read_text(encoding="utf-8")
    ]
    assert len(names) > 3
    with opened(browser, site / "index.html") as page:
        for file in names:
            page.goto(file.as_uri())
            assert page.locator("#content img, [onclick], [onerror]").count() == 0
            links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.protocol)")
            assert set(links) <= {"file:"}
        page.goto((site / "search.html").as_uri())
        page.fill("#search", "<script>alert(1)</script>")
        page.goto((site / "search.html").as_uri() + "#q=%3Cimg%20src=x%20onerror=alert(1)%3E%E0%A4")
        expect(page.locator("#search")).to_be_focused()


@pytest.mark.parametrize(
    "file",
    [
        "index.html",
        "search.html",
        "list/place.html",
        "list/mechanism.html",
        "place/330182.html",
        "mechanism/three-enforcement-systems.html",
    ],
)
def test_pages_are_accessible_and_fit_a_phone(browser: Browser, site: Path, file: str) -> None:
    """Nothing serious is found in zh and en, light and dark; on a phone nothing sticks out."""
    with opened(browser, site / file, size=(390, 844)) as page:
        if file == "search.html":
            page.fill("#search", "制度")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        audit(page)


def test_print_leaves_the_content(browser: Browser, site: Path) -> None:
    """On paper the tools go and the sentences stay."""
    with opened(browser, site / "place" / "330182.html") as page:
        page.emulate_media(media="print")
        expect(page.locator("#ask")).to_be_hidden()
        expect(page.locator("q").first).to_be_visible()
