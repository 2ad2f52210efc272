"""The page in a browser without a network."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.visual.conftest import audit, opened
from visual.page import write_page

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
    search(page, "三项制度")
    click_between(page, ("行政执法三项制度", "乙市"), 0.5)
    expect(panel(page).locator("h2")).to_contain_text("计划采用")
    expect(panel(page).locator("blockquote")).to_have_text("深入推进行政执法三项制度落实。")
    click_between(page, ("行政执法三项制度", "乙市"), 1)
    expect(panel(page).locator("h2")).to_have_text("乙市")


def test_overview_line_holds_what_a_place_reports_of_a_system(page: Page) -> None:
    """In the overview a line between a place and a system leads to every sentence behind it."""
    click_between(page, ("临江县", "行政执法工作体系"), 0.5)
    expect(panel(page).locator("h2")).to_have_text("临江县 — 行政执法工作体系")
    expect(panel(page).locator("h3")).to_have_text(["已采用1", "存在问题1"])
    expect(panel(page)).to_contain_text("全面推行行政执法“三项制度”。")


def test_double_click_unfolds_and_folds(page: Page) -> None:
    """A double click draws the neighbours of a mark; another takes them away."""
    count = page.locator("#count")
    expect(count).to_have_text("显示 4 / 15 项")
    spot = page.evaluate("fazhi.spot('临江县')")
    page.locator("#graph").dblclick(position=spot)
    expect(count).to_have_text("显示 8 / 15 项")
    page.locator("#graph").dblclick(position=page.evaluate("fazhi.spot('临江县')"))
    expect(count).to_have_text("显示 4 / 15 项")


def test_keyboard_walks_unfolds_and_centres(page: Page) -> None:
    """Arrows walk from mark to mark, Space unfolds and folds, Enter centres, Escape lets go."""
    page.locator("#graph").focus()
    page.keyboard.press("ArrowDown")
    heading = panel(page).locator("h2")
    expect(heading).not_to_have_text("法治政府知识图谱")
    first = heading.inner_text()
    expect(page.locator("#said")).to_contain_text(first)
    page.keyboard.press("ArrowUp")
    expect(heading).not_to_have_text(first)
    page.keyboard.press("Space")
    expect(page.locator("#count")).not_to_have_text("显示 4 / 15 项")
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("显示 4 / 15 项")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#focus="))
    page.get_by_role("button", name="总览").click()
    expect(heading).to_have_text("法治政府知识图谱")


def test_path_between_two_things(page: Page) -> None:
    """The shortest path between two things is drawn, and the sentences of each step stand there."""
    search(page, "临江县司法局")
    page.get_by_role("button", name="查找路径").click()
    expect(page.locator("#asking")).to_contain_text("从“临江县司法局”到")
    page.keyboard.type("乙市")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel(page).locator("h2")).to_have_text("临江县司法局 → 乙市")
    expect(panel(page).locator("h3").first).to_contain_text("临江县司法局 已采用 行政执法三项制度")
    expect(panel(page).locator("blockquote")).to_have_text(
        ["全面推行行政执法“三项制度”。", "深入推进行政执法三项制度落实。"]
    )
    expect(page.locator("#count")).to_have_text("显示 3 / 15 项")
    page.get_by_label("计划采用").uncheck()
    expect(panel(page).locator("h3").first).not_to_contain_text("三项制度")


def test_no_path_is_said(page: Page) -> None:
    """Where the filters leave no path, the page says so."""
    page.goto(
        page.url + "#from=临江县司法局&to=乙市&lines=adopted,planned,problem,stated,structure"
    )
    expect(panel(page)).to_contain_text("没有路径")


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


def test_year_filter_leaves_the_chosen_years(page: Page) -> None:
    """With years chosen on the slider, only what was reported for them is listed."""
    search(page, "三项制度")
    page.locator("#year-from").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#year")).to_have_text("2022")
    expect(panel(page)).to_contain_text("乙市")
    expect(panel(page)).not_to_contain_text("临江县司法局")
    expect(page).to_have_url(re.compile("year=2022"))


@pytest.mark.parametrize(
    ("choice", "option", "hidden", "left"),
    [
        ("level", "县级", "甲省", "临江县"),
        ("system", "行政执法工作体系", "培训执法人员", "三项制度"),
    ],
)
def test_choices_hide_the_rest(
    page: Page, choice: str, option: str, hidden: str, left: str
) -> None:
    """With a level or a system chosen, what is of another one is not drawn."""
    page.goto(page.url + "#view=all&hide=")
    drawn = "fazhi.drawn()"
    assert hidden in page.evaluate(drawn)
    page.evaluate(f"document.querySelector('#{choice}').closest('label').hidden = false")
    page.locator(f"#{choice}").select_option(option)
    names = page.evaluate(drawn)
    assert hidden not in names
    assert any(left in name for name in names)


def test_filters_are_said_and_cleared(page: Page) -> None:
    """What is filtered stands over the picture, and one click clears it."""
    page.get_by_label("存在问题").uncheck()
    expect(page.locator("#filtered")).to_contain_text("− 存在问题")
    page.locator("#filtered button").click()
    expect(page.locator("#filtered")).to_be_hidden()
    expect(page.get_by_label("存在问题")).to_be_checked()


@pytest.mark.parametrize(
    "focus",
    ["mechanism/three-enforcement-systems", "行政执法三项制度", "Three enforcement systems"],
)
def test_deep_link_is_followed(page: Page, focus: str) -> None:
    """An address with a focus and filters opens that view; the filters are set accordingly."""
    page.goto(page.url + f"#focus={quote(focus)}&year=2022&lines=planned")
    page.reload()
    expect(panel(page).locator("h2")).to_have_text("行政执法三项制度")
    expect(page.locator("#year")).to_have_text("2022")
    expect(page.get_by_label("计划采用")).not_to_be_checked()
    expect(panel(page)).not_to_contain_text("乙市")


def test_address_of_nothing_opens_the_overview(page: Page) -> None:
    """An address that names nothing in the graph leads to the overview."""
    page.goto(page.url + "#focus=area/000000&year=abc&level=x&from=a&to=b")
    expect(page.locator("#count")).to_have_text("显示 4 / 15 项")


def test_address_leads_back(page: Page) -> None:
    """The way back leads to the overview, and forward to the same thing again."""
    search(page, "临江县")
    expect(panel(page).locator("h2")).to_have_text("临江县")
    page.go_back()
    expect(panel(page).locator("h2")).to_have_text("法治政府知识图谱")
    page.go_forward()
    expect(panel(page).locator("h2")).to_have_text("临江县")


def test_everything_is_drawn_on_request(page: Page) -> None:
    """The picture of everything holds all that the filters let through; a click finds a mark."""
    page.get_by_role("button", name="全图", exact=True).click()
    expect(page.locator("#count")).to_have_text("显示 14 / 15 项")
    search(page, "陈某")
    expect(panel(page).locator("h2")).to_have_text("陈某")
    page.go_back()
    expect(page.locator("#count")).to_have_text("显示 14 / 15 项")
    spot = page.evaluate("fazhi.spot('行政执法三项制度')")
    page.locator("#graph").click(position=spot)
    expect(panel(page).locator("h2")).to_have_text("行政执法三项制度")


def test_view_is_saved_as_a_picture(page: Page) -> None:
    """The view comes as a PNG under the name of what it shows."""
    search(page, "三项制度")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存为图片").click()
    assert saved.value.suggested_filename == "行政执法三项制度.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG\r\n")


def test_print_shows_the_picture_on_white(page: Page) -> None:
    """On paper stand the picture with its legend and the details, light whatever the screen."""
    page.locator("#shade").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#paper canvas")).to_be_visible()
    expect(page.locator("header nav")).to_be_hidden()
    assert page.evaluate("document.documentElement.dataset.shade") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.shade") == "dark"


def test_figures_stand_in_the_panel(page: Page) -> None:
    """A place shows what it counted, the sentence, and why a link was inferred from it."""
    search(page, "临江县")
    expect(panel(page)).to_contain_text("培训执法人员 1,100人 (以上)")
    expect(panel(page)).to_contain_text("推断: 形近字, 0.95")


def test_nothing_found_is_said(page: Page) -> None:
    """A search without a result says so."""
    page.fill("#search", "无此事")
    expect(page.locator("#results")).to_have_text("没有找到")


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script> href",
    "\"><svg onload=alert(1)> 'x'",
)
REPORT = ox.NamedNode("https://w3id.org/fazhi/report/linjiang-2021-00000001")


def add(
    store: ox.Store, subject: ox.NamedNode, prop: str, value: ox.Literal | ox.NamedNode
) -> None:
    """Say one thing more."""
    store.add(ox.Quad(subject, ox.NamedNode(prop), value))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_nothing(
    browser: Browser, store: ox.Store, tmp_path: Path, name: str
) -> None:
    """A name that is markup is shown as it is printed, on the graph and in the panel."""
    county = ox.NamedNode("https://w3id.org/fazhi/area/990101")
    add(store, county, "http://www.w3.org/2004/02/skos/core#altLabel", ox.Literal(name))
    path = write_page(store, tmp_path / "page.html")
    with opened(browser, path) as page:
        search(page, name[:8])
        expect(panel(page)).to_contain_text(name)
        page.locator("#language").click()
        expect(panel(page)).to_contain_text(name)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_reports_do_nothing(
    browser: Browser, store: ox.Store, tmp_path: Path, name: str
) -> None:
    """Nothing of a report runs: not its title, not its file name, not its address."""
    add(store, REPORT, "http://purl.org/dc/terms/title", ox.Literal(name, language="zh"))
    add(store, REPORT, "https://w3id.org/fazhi/ontology#alsoFrom", ox.Literal(f"{name}'\".txt"))
    add(store, REPORT, "http://purl.org/dc/terms/source", ox.NamedNode("javascript:alert(1)"))
    add(store, REPORT, "http://purl.org/dc/terms/publisher", ox.Literal("javascript:alert(2)"))
    with opened(browser, write_page(store, tmp_path / "'\"<b>.html")) as page:
        page.goto(page.url + "#focus=report/linjiang-2021-00000001")
        expect(panel(page)).to_contain_text(f"{name}'\".txt")
        expect(panel(page)).to_contain_text("javascript:alert(1)")
        assert page.locator("a[href^='javascript']").count() == 0
        page.get_by_text("javascript:alert(1)").click()


def test_address_of_a_report_can_be_followed(
    browser: Browser, store: ox.Store, tmp_path: Path
) -> None:
    """Where a report came from is a link that tells the other side nothing."""
    source = ox.NamedNode("https://linjiang.example/2021.html")
    add(store, REPORT, "http://purl.org/dc/terms/source", source)
    with opened(browser, write_page(store, tmp_path / "page.html")) as page:
        page.goto(page.url + "#focus=report/linjiang-2021-00000001")
        link = panel(page).get_by_role("link", name="https://linjiang.example/2021.html")
        assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize(
    "hash_", ["#focus=%3Cscript%3Ealert(1)%3C/script%3E", "#%", "#focus=__proto__"]
)
def test_hostile_addresses_do_nothing(
    browser: Browser, store: ox.Store, tmp_path: Path, hash_: str
) -> None:
    """An address with markup or nonsense opens the overview."""
    path = write_page(store, tmp_path / "page.html")
    with opened(browser, path) as page:
        page.goto("about:blank")
        page.goto(path.as_uri() + hash_)
        expect(page.locator("#count")).to_have_text("显示 4 / 15 项")


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
