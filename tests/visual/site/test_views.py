"""The explorer, the matrix, the timelines and the map as parts of a site."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.store import open_graph
from tests.visual.conftest import opened
from tests.visual.published import PLAIN, build_sample
from visual.panels.records import Panels
from visual.site import views
from visual.site.writing import write_site

PAIR = "place=area/330182&mechanism=mechanism/three-enforcement-systems"
WAYS = {
    "explorer": ("graph.html#focus=mechanism/three-enforcement-systems", "a.onward"),
    "matrix": (f"matrix.html#view=matrix&{PAIR}", "#panel figcaption a"),
    "timeline": (f"matrix.html#view=timeline&{PAIR}", "#panel figcaption a"),
    "map": (f"matrix.html#view=map&{PAIR}", "#panel figcaption a"),
    "mechanism": ("mechanism/three-enforcement-systems.html", ".rows q a"),
    "place": ("place/330182.html", ".rows q a"),
}
"""Where a sentence on the three enforcement systems is quoted, and what leads from it."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two invented reports."""
    return build_sample(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def site(graph: Path) -> Path:
    """Its site, in a folder whose name is no plain one."""
    write_site(open_graph(graph), graph.parent / "站 点#2", texts=graph / "texts")
    return graph.parent / "站 点#2"


def marked(page: Page) -> str:
    """Return the sentence that the reader marks."""
    page.wait_for_url("**/report/*.html#at=*")
    expect(page.locator("#card")).to_be_visible()
    passage = page.evaluate("[...CSS.highlights.get('passage')].map(String).join()")
    return str(passage)


@pytest.mark.browser
@pytest.mark.parametrize("name", WAYS)
def test_any_quote_leads_to_its_sentence(browser: Browser, site: Path, name: str) -> None:
    """One click on a quote, wherever it stands, opens the report at the sentence that it quotes."""
    address, way = WAYS[name]
    with opened(browser, site / "index.html") as page:
        page.goto(f"{site.as_uri()}/{address}")
        link = page.locator(way).first
        expect(link).to_be_visible()
        figure = link.locator("xpath=ancestor::*[self::figure or self::li][1]").inner_text()
        link.click()
        passage = marked(page)
        assert passage
        assert passage in PLAIN
        assert "".join(passage.split()) in "".join(figure.split())


@pytest.mark.browser
def test_first_page_leads_to_every_view(browser: Browser, site: Path) -> None:
    """Explorer, matrix, timelines and map are one click from the first page."""
    for word, shown in (
        ("关系图", "#graph canvas"),
        ("矩阵", "#grid"),
        ("时间线", "#lines"),
        ("地图", "#chart"),
    ):
        with opened(browser, site / "index.html") as page:
            page.locator("nav a", has_text=word).first.click()
            expect(page.locator(shown).first).to_be_visible()


@pytest.mark.browser
def test_one_address_names_a_thing_everywhere(browser: Browser, site: Path) -> None:
    """A thing is named alike in every address: by the end of its IRI, also when it is chosen."""
    with opened(browser, site / "index.html") as page:
        page.goto(f"{site.as_uri()}/matrix.html#view=matrix&{PAIR}")
        expect(page.locator("#panel h2")).to_contain_text("行政执法三项制度")
        page.locator("#panel h2 button").first.click()
        assert page.url.endswith("#view=matrix&place=area/330182")
        page.locator("#filters [name=province]").select_option(label="浙江省")
        page.locator("#filters [name=system]").select_option(index=1)
        said = dict(part.split("=") for part in page.url.partition("#")[2].split("&"))
        assert said["province"] == "area/330000"
        assert said["system"].startswith("theme/")
        page.reload()
        assert page.locator("#filters [name=province]").input_value() == "330000"


def test_views_of_a_site_are_made_anew(graph: Path, tmp_path: Path) -> None:
    """What a site made it makes again; what it did not make it leaves."""
    out = tmp_path / "site"
    write_site(open_graph(graph), out)
    first = (out / "graph.html").read_bytes()
    (out / "graph.html").write_text("changed", encoding="utf-8")
    (out / "timeline.html").write_text("mine", encoding="utf-8")
    write_site(open_graph(graph), out)
    assert (out / "graph.html").read_bytes() == first
    assert (out / "timeline.html").read_text(encoding="utf-8") == "mine"
    index = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="timeline.html"' in index
    assert "#view=timeline" not in index


def test_more_reports_than_one_page_holds(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A graph too large for one page has a site without the explorer, and no link to it."""
    monkeypatch.setattr(views, "MOST", 1)
    write_site(open_graph(graph), tmp_path / "site")
    assert not (tmp_path / "site" / "graph.html").exists()
    assert "graph.html" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_nothing_said_no_matrix(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no report speaks of a mechanism there is no matrix, and no link to it."""
    nothing = Panels()
    monkeypatch.setattr(views, "read_panels", lambda _: nothing)
    write_site(open_graph(graph), tmp_path / "site")
    assert not (tmp_path / "site" / "matrix.html").exists()
    assert "matrix.html" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
