"""The page in a browser without a network."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.visual.conftest import audit, opened
from visual.page import page_html, write_page
from visual.subgraph import read_subgraph

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, store: ox.Store, tmp_path: Path) -> Iterator[Page]:
    """The page of the sample graph, opened from its file; any complaint or request fails."""
    with opened(browser, write_page(store, tmp_path / "图 谱.html")) as page:
        yield page


def panel(page: Page) -> Locator:
    """Return the details."""
    return page.locator("#panel")


def search(page: Page, name: str) -> None:
    """Search by keyboard and take the first suggestion."""
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def click_between(page: Page, names: tuple[str, str], share: float) -> None:
    """Click on the line between two marks, at a share of the way; 0 is the first mark."""
    box = page.locator("#graph").bounding_box()
    assert box
    first, second = (page.evaluate("(name) => fazhi.spot(name)", name) for name in names)
    page.mouse.click(
        box["x"] + first["x"] + (second["x"] - first["x"]) * share,
        box["y"] + first["y"] + (second["y"] - first["y"]) * share,
    )


@pytest.mark.parametrize("name", ["三项制度", "three enforcement", "行政执法三项"])
def test_search_leads_to_the_sentence(page: Page, name: str) -> None:
    """A thing is found by name, alias or English name, and its sentences can be read."""
    search(page, name)
    expect(panel(page).locator("h2")).to_have_text("行政执法三项制度")
    expect(panel(page)).to_contain_text("全面推行行政执法“三项制度”。")
    expect(panel(page)).to_contain_text("字符 10–24")
    expect(panel(page)).to_contain_text("一、主要做法 › (二)规范执法")


def test_mark_and_line_can_be_clicked(page: Page) -> None:
    """A mark shows its thing; a line shows its status and its sentence."""
    click_between(page, ("乙市", "行政执法三项制度"), 0)
    expect(panel(page).locator("h2")).to_have_text("乙市")
    click_between(page, ("乙市", "行政执法三项制度"), 0.5)
    expect(panel(page).locator("h2")).to_contain_text("计划采用")
    expect(panel(page).locator("blockquote")).to_have_text("深入推进行政执法三项制度落实。")


def test_double_click_unfolds_and_folds(page: Page) -> None:
    """A double click draws the neighbours of a mark; another takes them away."""
    count = page.locator("#count")
    expect(count).to_have_text("显示 4 / 15 项")
    spot = page.evaluate("fazhi.spot('临江县')")
    page.locator("#graph").dblclick(position=spot)
    expect(count).to_have_text("显示 8 / 15 项")
    page.locator("#graph").dblclick(position=spot)
    expect(count).to_have_text("显示 4 / 15 项")


def test_language_switches(page: Page) -> None:
    """Every word of the page is in the chosen language; sentences stay as printed."""
    search(page, "三项制度")
    page.get_by_role("button", name="English").or_(page.locator("#language")).first.click()
    expect(panel(page).locator("h2")).to_have_text("Three enforcement systems")
    expect(page.locator("#legend")).to_contain_text("Planned")
    expect(panel(page)).to_contain_text("全面推行行政执法“三项制度”。")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_filters_hide_what_is_unticked(page: Page) -> None:
    """A status that is unticked is neither drawn nor listed."""
    search(page, "三项制度")
    expect(panel(page)).to_contain_text("有的部门落实三项制度还不到位。")
    page.get_by_label("存在问题").uncheck()
    expect(panel(page)).not_to_contain_text("有的部门落实三项制度还不到位。")


def test_year_filter_leaves_one_year(page: Page) -> None:
    """With a year chosen, only what was reported for it is listed."""
    search(page, "三项制度")
    page.locator("#year").select_option("2022")
    expect(panel(page)).to_contain_text("乙市")
    expect(panel(page)).not_to_contain_text("临江县司法局")


def test_address_leads_back(page: Page) -> None:
    """The way back leads to the overview, and forward to the same thing again."""
    search(page, "临江县")
    expect(panel(page).locator("h2")).to_have_text("临江县")
    page.go_back()
    expect(panel(page).locator("h2")).to_have_text("法治政府知识图谱")
    page.go_forward()
    expect(panel(page).locator("h2")).to_have_text("临江县")


def test_figures_stand_in_the_panel(page: Page) -> None:
    """A place shows what it counted, the sentence, and why a link was inferred from it."""
    search(page, "临江县")
    expect(panel(page)).to_contain_text("培训执法人员 1,100人 (以上)")
    expect(panel(page)).to_contain_text("推断: 形近字, 0.95")


def test_nothing_found_is_said(page: Page) -> None:
    """A search without a result says so."""
    page.fill("#search", "无此事")
    expect(page.locator("#results")).to_have_text("没有找到")


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "<script>alert(1)</script> href"])
def test_hostile_names_do_nothing(
    browser: Browser, store: ox.Store, tmp_path: Path, name: str
) -> None:
    """A name that is markup is shown as it is printed; nothing of it runs."""
    county = ox.NamedNode("https://w3id.org/fazhi/area/990101")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    store.add(ox.Quad(county, label, ox.Literal(name, language="zh")))
    path = tmp_path / "page.html"
    path.write_text(page_html(read_subgraph(store)), encoding="utf-8")
    with opened(browser, path) as page:
        search(page, name[:8])
        expect(panel(page)).to_contain_text(name)


def test_phone_width_has_no_overflow(page: Page) -> None:
    """On a phone nothing sticks out to the side."""
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", ["", "三项制度"])
def test_page_is_accessible(page: Page, name: str) -> None:
    """Overview and details pass axe-core's rules in both languages, light and dark."""
    if name:
        search(page, name)
        expect(panel(page).locator("h2")).to_have_text("行政执法三项制度")
    audit(page)
