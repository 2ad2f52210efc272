"""The matrix, the timelines and the map in a browser without a network."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kg.panel import panel, timeline
from tests.visual.conftest import audit, opened
from tests.visual.panels.conftest import large_panels, world_on_the_map
from visual.panels.page import panels_html, write_panels
from visual.panels.records import Panels

pytestmark = pytest.mark.browser

THREE = "行政执法三项制度"
DOUBLE = "双随机抽查"
_ACTIVE = "document.getElementById('grid').getAttribute('aria-activedescendant')"
_IN_ORDER = """() => {
  const sorted = (each, name) => {
    const at = each.map((one) => Number(one.getAttribute(name)));
    return at.length > 5 && at.every((n, k) => k === 0 || n > at[k - 1]);
  };
  const rows = [...document.querySelectorAll("#grid [role=row]")];
  const cells = rows.slice(2).map((row) => [...row.children]);
  return sorted(rows, "aria-rowindex") && cells.every((row) => sorted(row, "aria-colindex"));
}"""
"""Whether rows and cells stand in the page as they are read, however they came into sight."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small world, written once."""
    return write_panels(world_on_the_map(), tmp_path_factory.mktemp("页") / "矩 阵.html")


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """The page, opened from its file; any complaint or request fails."""
    with opened(browser, path) as page:
        yield page


def details(page: Page) -> Locator:
    """Return the details."""
    return page.locator("#panel")


def cell(page: Page, place: str, mechanism: str) -> Locator:
    """Return the cell of the matrix."""
    return page.locator(f'[role=gridcell][aria-label^="{place} · {mechanism}:"]')


def go(page: Page, address: str) -> None:
    """Follow a deep link."""
    page.evaluate("(hash) => { location.hash = hash }", address)


@pytest.mark.parametrize(
    ("place", "mechanism", "said"),
    [
        ("甲县", THREE, {"status": "adopted", "year": 2020, "weak": True, "censored": False}),
        ("丙县", THREE, {"status": "adopted", "year": 2020, "weak": False, "censored": True}),
        ("甲县", DOUBLE, {"status": "planned", "year": 2022, "weak": False, "censored": False}),
        ("丙县", DOUBLE, {"status": "silent", "year": 0, "weak": False, "censored": False}),
        ("子镇", THREE, {"status": "none", "year": 0, "weak": False, "censored": False}),
    ],
)
def test_cell_tells_status_and_year(
    page: Page, place: str, mechanism: str, said: dict[str, object]
) -> None:
    """A cell has the weightiest status and its first year; silence is told from no report."""
    assert page.evaluate("([p, m]) => fazhi.cell(p, m)", [place, mechanism]) == said


def test_members_alone_are_a_part(browser: Browser, panels: Panels, tmp_path: Path) -> None:
    """A report that names a member only makes the whole a part, with the member's sentence."""
    whole = "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
    kept = tuple(s for s in panels.statements if s.year != 2021 or s.mechanism != whole)
    path = tmp_path / "部分.html"
    path.write_text(panels_html(replace(panels, statements=kept), year=2021), encoding="utf-8")
    with opened(browser, path) as page:
        expect(cell(page, "甲县", THREE)).to_have_class("cell part")
        cell(page, "甲县", THREE).click()
        expect(details(page)).to_contain_text("甲县建立公示制度")


def test_hidden_is_not_silent(page: Page) -> None:
    """What a filter hides is neither silence nor a part: the cell is empty and says so."""
    page.locator("#filters select[name=year]").select_option("2021")
    expect(cell(page, "甲县", THREE)).to_have_class("cell problem")
    page.locator("#filters [value=problem]").uncheck()
    expect(cell(page, "甲县", THREE)).to_have_class("cell hidden")
    expect(cell(page, "甲县", THREE).locator("svg")).to_have_count(0)
    go(page, f"{page.evaluate('location.hash')}&view=timeline".replace("view=matrix&", ""))
    page.locator("#choose").fill("三项制度")
    page.keyboard.press("Enter")
    row = page.locator("table.lines tbody tr", has_text="甲县")
    expect(row.locator("td").nth(2)).to_contain_text("另有内容被筛选隐去")
    page.locator("#views a").last.click()
    page.locator("#filters input[name=silent]").check()
    expect(page.locator("#land .dot", has_text="甲县")).to_have_count(0)


def test_year_without_report_is_blank(page: Page) -> None:
    """Of a year without a report a place says nothing, which is not silence."""
    page.locator("#filters select[name=year]").select_option("2023")
    expect(cell(page, "乙县", THREE)).to_have_class("cell adopted")
    expect(cell(page, "甲县", THREE)).to_have_class("cell hatch")
    cell(page, "甲县", THREE).click()
    expect(details(page)).to_contain_text("库内没有该地2023年的报告")


def test_click_leads_to_the_sentence(page: Page) -> None:
    """A click on a cell shows the sentences with report, section and offset, year by year."""
    cell(page, "甲县", THREE).click()
    expect(details(page).locator("blockquote").first).to_have_text("甲县将推行三项制度")
    expect(details(page)).to_contain_text("甲县三项制度不足")
    expect(details(page)).to_contain_text("一、推进 · 字符 100–109")
    expect(details(page)).to_contain_text("报告称始于2018年")
    expect(details(page)).to_contain_text("计划之后: 2020年已采用")


def test_keyboard_leads_to_the_sentence(page: Page) -> None:
    """Arrow keys walk through the cells, Enter leads to the sentences, Escape back to the cell."""
    page.locator("#grid").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(_ACTIVE) == "c1-0"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(details(page).locator("h2")).to_contain_text("甲县")
    expect(details(page).locator("blockquote").first).to_be_visible()
    expect(details(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(details(page).locator("blockquote")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(_ACTIVE) == "c1-0"


def test_rows_and_columns_are_ordered(page: Page) -> None:
    """Rows go by code, name or number adopted; columns stay within their system."""
    assert page.evaluate("fazhi.rows()") == ["甲县", "子镇", "乙县", "丙县"]
    page.locator("#filters select[name=rows]").select_option("number")
    assert page.evaluate("fazhi.rows()")[0] == "乙县"
    page.locator("#filters select[name=rows]").select_option("alike")
    assert set(page.evaluate("fazhi.rows()")) == {"甲县", "子镇", "乙县", "丙县"}
    assert page.evaluate("fazhi.columns()") == [THREE, "行政执法公示制度", DOUBLE]


def test_filters_narrow(page: Page) -> None:
    """Names, provinces, systems and coinages are filters."""
    page.locator("#filters input[name=found]").check()
    assert "新议事会" in page.evaluate("fazhi.columns()")
    page.locator("#filters input[name=q]").fill("jia")
    assert page.evaluate("fazhi.rows()") == ["甲县"]
    page.locator("#filters input[name=q]").fill("")
    page.locator("#filters select[name=province]").select_option("920000")
    assert page.evaluate("fazhi.rows()") == ["丙县"]
    page.locator("#filters select[name=province]").select_option("")
    page.locator("#filters select[name=system]").select_option("administrative-enforcement")
    assert page.evaluate("fazhi.columns()") == [THREE, "行政执法公示制度"]
    page.locator("#filters input[name=m]").fill("无此机制")
    expect(page.locator("#count")).to_have_text("没有符合筛选条件的内容。")


def test_system_folds_into_a_count(page: Page) -> None:
    """A system folded is one column with the number of its mechanisms that a place adopted."""
    page.locator(".band").first.click()
    assert page.evaluate("fazhi.columns()") == ["administrative-enforcement", DOUBLE]
    expect(page.locator("[role=gridcell].sum").first).to_have_text("2")
    page.locator("#grid").focus()
    page.keyboard.press("Home")
    page.keyboard.press("f")
    assert page.evaluate("fazhi.columns()")[0] == THREE


def test_language_switches(page: Page) -> None:
    """Words and names are in the chosen language; sentences stay as printed."""
    cell(page, "甲县", THREE).click()
    page.locator("#language").click()
    expect(page.locator("#views")).to_contain_text("Timeline")
    expect(details(page).locator("h2")).to_contain_text("Jia")
    expect(details(page)).to_contain_text("adopted")
    expect(details(page)).to_contain_text("甲县将推行三项制度")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_address_keeps_everything(browser: Browser, page: Page, path: Path) -> None:
    """The address of what is seen leads there again, and the way back leads back."""
    page.locator("#filters select[name=rows]").select_option("number")
    cell(page, "甲县", THREE).click()
    page.get_by_role("button", name="机制的时间线").last.click()
    expect(page.locator("table.lines caption")).to_have_text(THREE)
    address = page.evaluate("location.hash")
    page.go_back()
    expect(page.locator("#grid")).to_be_visible()
    assert page.evaluate("fazhi.rows()")[0] == "乙县"
    with opened(browser, f"{path.as_uri()}{address}") as other:
        expect(other.locator("table.lines caption")).to_have_text(THREE)
        expect(details(other)).to_contain_text("甲县三项制度不足")


@pytest.mark.parametrize("address", ["#view=nothing", "#place=zz&mechanism=%3Cimg%3E", "#%E0%A4%A"])
def test_strange_addresses_do_no_harm(page: Page, address: str) -> None:
    """An address that means nothing shows the matrix."""
    go(page, address)
    expect(page.locator("#grid")).to_be_visible()


def test_curve_agrees_with_the_panel(page: Page, world: ox.Store) -> None:
    """The page counts as kg timeline does: reporting, at risk, first, censored, cumulative."""
    for name in (THREE, DOUBLE, "行政执法公示制度"):
        rows = page.evaluate("(name) => fazhi.curve(name)", name)
        wanted = [
            {
                "year": row["year"],
                "reporting": row["places_reporting"],
                "risk": row["at_risk"],
                "first": row["first_reported"],
                "censored": row["censored"],
                "total": row["cumulative"],
            }
            for row in timeline(world, name)
        ]
        assert rows == wanted


def test_first_year_agrees_with_the_panel(page: Page, world: ox.Store) -> None:
    """First year, censoring, gap and stated start are those of kg panel."""
    for row in panel(world, level=None):
        pair = [row["place_zh"], row["mechanism_zh"]]
        first = page.evaluate("([p, m]) => fazhi.first(p, m)", pair)
        if row["first_reported"] is None:
            assert first is None
        else:
            assert first["year"] == row["first_reported"]
            assert first["censored"] == row["left_censored"]
            assert first["gap"] == (row["gap_before"] or 0)
            assert (first["since"] or None) == row["stated_since"]


def test_timeline_shows_gaps(page: Page) -> None:
    """Of a year there is a status, silence or no report; what is not known of the first is said."""
    go(page, "#view=timeline")
    page.locator("#choose").fill("三项制度")
    page.keyboard.press("Enter")
    row = page.locator("table.lines tbody tr", has_text="乙县")
    expect(row.locator("td")).to_have_count(6)
    expect(row.locator("td").nth(0)).to_have_class("hatch")
    expect(row.locator("td").nth(1)).to_contain_text("报告未提及")
    expect(row.locator("td").nth(5)).to_contain_text("此前2年没有报告")
    expect(page.locator("table.lines tbody tr", has_text="丙县")).to_contain_text("≤2020")
    expect(page.locator("figure.curve svg")).to_have_attribute(
        "aria-label",
        f"{THREE}: 累计采用 2019: 0 (0), 2020: 2 (1), 2021: 2 (1), 2022: 2 (1), 2023: 3 (1)",
    )
    row.get_by_role("button", name="已采用 2023").click()
    expect(details(page)).to_contain_text("乙县推行三项制度")


def test_place_has_its_timeline(page: Page) -> None:
    """A place's mechanisms stand year by year, with what became of its plans."""
    go(page, "#view=timeline&of=place")
    page.locator("#choose").fill("910101")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("table.lines caption")).to_have_text("甲县")
    expect(page.locator("table.lines tbody tr", has_text=THREE)).to_contain_text(
        "2019 → 2020年已采用"
    )
    expect(page.locator("table.lines tbody tr", has_text=DOUBLE)).to_contain_text("此后没有报告")
    page.locator("#filters input[name=plans]").check()
    expect(page.locator("table.lines tbody tr", has_text="公示")).to_have_count(0)


@pytest.mark.parametrize("name", ["三项制度", "three enforcement", "行政执法三项", "SYSTEMS three"])
def test_names_are_found_in_both_languages(
    browser: Browser, store: ox.Store, tmp_path: Path, name: str
) -> None:
    """A mechanism is chosen by its Chinese or English name, an alias, or some of its words."""
    path = write_panels(store, tmp_path / "page.html", "timeline")
    with opened(browser, path) as page:
        page.locator("#choose").fill(name)
        expect(page.locator("#choices li").first).to_contain_text(THREE)
        page.keyboard.press("Enter")
        expect(details(page).locator("h2")).to_have_text(THREE)
        expect(page.locator("table.lines tbody")).to_contain_text("临江县")


def test_outcome_of_a_plan(page: Page) -> None:
    """A plan is kept by a later report, or no later report is at hand; its own does not count."""
    kept = page.evaluate("(name) => fazhi.outcomes('甲县', name)", THREE)
    assert [(each["key"], each["year"]) for each in kept] == [("kept", 2020)]
    open_ = page.evaluate("(name) => fazhi.outcomes('丙县', name)", THREE)
    assert [each["key"] for each in open_] == ["no-later"]


def test_map_shows_dots_and_lists_the_rest(page: Page) -> None:
    """A place with coordinates is a dot with the shape of its status; another is only listed."""
    go(page, "#view=map")
    page.locator("#choose").fill("三项制度")
    page.keyboard.press("Enter")
    expect(page.locator("#land .dot.adopted")).to_have_count(2)
    expect(page.locator("#dots h2", has_text="没有坐标的地方")).to_contain_text("1")
    page.locator("#land .dot", has_text="甲县").click()
    expect(details(page)).to_contain_text("甲县推行三项制度")
    page.locator("#filters select[name=year]").select_option("2021")
    expect(page.locator("#land .dot.problem")).to_have_count(1)
    page.locator("#filters input[name=silent]").check()
    expect(page.locator("#land .dot.none")).to_have_count(1)


def test_map_moves_and_zooms(page: Page) -> None:
    """Buttons and keys change the sight; 0 shows the whole country."""
    go(page, "#view=map")
    before = page.evaluate("fazhi.sight()")
    page.locator("#zoom-in").click()
    nearer = page.evaluate("fazhi.sight()")
    assert nearer[2] < before[2]
    page.locator("#land").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("fazhi.sight()")[0] > nearer[0]
    page.keyboard.press("0")
    assert page.evaluate("fazhi.sight()")[2] == 830


@pytest.mark.parametrize("view", ["matrix", "timeline", "timeline&of=place", "map"])
def test_rules_of_accessibility_hold(page: Page, view: str) -> None:
    """Every view passes axe-core with a cell open: in zh and en, light and dark."""
    cell(page, "甲县", THREE).click()
    go(page, f"{page.evaluate('location.hash')}&view={view}".replace("view=matrix&", "", 1))
    audit(page)


@pytest.mark.parametrize("view", ["matrix", "timeline", "map"])
def test_phone_width_has_no_overflow(browser: Browser, path: Path, view: str) -> None:
    """On a phone nothing sticks out to the side, with the details open or not."""
    with opened(browser, f"{path.as_uri()}#view={view}", size=(390, 844)) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.evaluate(
            """const { places } = JSON.parse(document.getElementById("data").textContent);
            location.hash += "&place=" + places[0][0];"""
        )
        expect(details(page)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_paper_holds_the_whole_matrix(page: Page) -> None:
    """On paper the matrix is plain tables with every row and every column."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#paper tbody tr")).to_have_count(4)
    expect(page.locator("#paper thead th")).to_have_count(4)
    expect(page.locator("#paper")).to_be_visible()
    expect(page.locator("#grid")).not_to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#paper table")).to_have_count(0)


def test_hostile_names_do_nothing(browser: Browser, world: ox.Store, tmp_path: Path) -> None:
    """Titles, sentences and names that are markup are shown as printed; nothing of them runs."""
    name = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    report = ox.NamedNode("https://w3id.org/fazhi/report/a20")
    for quad in list(world.quads_for_pattern(report, title, None)):
        world.remove(quad)
    world.add(ox.Quad(report, title, ox.Literal(name, language="zh")))
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    place = ox.NamedNode("https://w3id.org/fazhi/area/910102")
    for quad in list(world.quads_for_pattern(place, label, None)):
        world.remove(quad)
    world.add(ox.Quad(place, label, ox.Literal(name, language="zh")))
    path = write_panels(world, tmp_path / "page.html")
    with opened(browser, path) as page:
        cell(page, "甲县", THREE).click()
        expect(details(page)).to_contain_text(name)
        go(page, "#view=timeline")
        expect(page.locator("table.lines")).to_contain_text(name)
        go(page, "#view=map")
        expect(page.locator("#dots")).to_contain_text(name)


def test_large_matrix_stays_quick(browser: Browser, tmp_path: Path) -> None:
    """Of 200 places and 600 mechanisms only what is in sight is drawn, also after scrolling."""
    path = tmp_path / "large.html"
    path.write_text(panels_html(large_panels(200, 600, each=60)), encoding="utf-8")
    with opened(browser, path) as page:
        expect(page.locator("#count")).to_have_text("200个地方，600项机制")
        assert page.locator("[role=gridcell]").count() < 2000
        page.locator("#grid").focus()
        page.keyboard.press("End")
        for _ in range(20):
            page.keyboard.press("PageDown")
        expect(page.locator(".cell.active")).to_have_id("c199-599")
        expect(page.locator(".cell.active")).to_be_in_viewport()
        for _ in range(3):
            page.keyboard.press("PageUp")
        page.keyboard.press("Home")
        expect(page.locator(".cell.active")).to_be_in_viewport()
        assert page.evaluate(_IN_ORDER)
        assert page.locator("[role=gridcell]").count() < 2000
        spent = page.evaluate(
            """() => { const from = performance.now();
            const rows = document.querySelector("#filters select[name=rows]");
            rows.value = "alike";
            rows.dispatchEvent(new Event("input", {bubbles: true}));
            return performance.now() - from; }"""
        )
        assert spent < 2000
