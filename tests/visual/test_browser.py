"""The page in a browser without a network."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.visual.conftest import opened
from tests.visual.test_layout import county_graph
from visual.page import page_html

pytestmark = pytest.mark.browser


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


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_no_width_has_overflow(page: Page, width: int) -> None:
    """On a phone, a tablet or a small screen nothing sticks out to the side, in both languages."""
    page.set_viewport_size({"width": width, "height": 844})
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("#language").click()


def test_many_places_open_by_province(browser: Browser, tmp_path: Path) -> None:
    """Of many places the provinces are drawn with their number; a double click names them."""
    path = tmp_path / "page.html"
    path.write_text(page_html(county_graph(60, 12, provinces=3)), encoding="utf-8")
    with opened(browser, path) as page:
        expect(page.locator("#count")).to_have_text("显示 19 / 79 项")
        page.locator("#graph").dblclick(position=page.evaluate("fazhi.spot('P1')"))
        expect(page.locator("#count")).to_have_text("显示 39 / 79 项")
        expect(panel(page)).to_contain_text("有报告的地区20")
        page.get_by_role("button", name="C001", exact=True).first.click()
        expect(panel(page).locator("h2")).to_have_text("C001")
