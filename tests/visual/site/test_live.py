"""Rules of the pages over a graph that is being served."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, expect

from kg.build import build_graph
from kg.store import open_graph
from ontology.iris import BASE
from tests.kg.serving.served import serving
from tests.visual.conftest import opened
from tests.visual.published import PLAIN, build_sample
from visual.site.live import LivePages, entity_html


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two invented reports."""
    return build_sample(tmp_path_factory.mktemp("live"))


def test_a_page_links_the_paths_of_the_iris(graph: Path) -> None:
    """A served page is that of the site, with links to the addresses of the things."""
    page = entity_html(open_graph(graph), f"{BASE}area/330182", texts=graph / "texts")
    assert page
    assert 'href="/area/330000"' in page
    assert 'href="/area/330182.ttl"' in page
    assert ".html" not in page.split("<body>")[1].split("<script")[0]


@pytest.mark.parametrize(
    "iri",
    [
        "area/330182/person/甲",
        "area/999999",
        "status/adopted",
        "report/none-00000000",
        "../etc/passwd",
        "",
    ],
)
def test_other_things_have_no_page(graph: Path, iri: str) -> None:
    """What has no page, or is not in the graph, gives none."""
    assert entity_html(open_graph(graph), BASE + iri, texts=None) is None
    assert LivePages(graph).page(iri or "list/") is None


def test_without_its_text_a_report_says_so(graph: Path) -> None:
    """A graph without kept texts shows that the text is not there."""
    store = open_graph(graph)
    report = next(
        q.subject.value
        for q in store.quads_for_pattern(None, None, ox.NamedNode(f"{BASE}ontology#Report"))
        if isinstance(q.subject, ox.NamedNode)
    )
    page = entity_html(store, report, texts=None)
    assert page
    assert "没有保存这份报告的正文" in page


def test_a_new_build_is_seen(tmp_path: Path) -> None:
    """Pages are of the graph that is published when they are asked for."""
    graph = build_sample(tmp_path)
    pages = LivePages(graph)
    assert pages.page("area/211282") is None
    more = tmp_path / "kaiyuan-2023.txt"
    more.write_text(PLAIN.replace("建德市", "开原市").replace("2021", "2023"), encoding="utf-8")
    build_graph([more], graph)
    page = pages.page("county/211282")
    assert page
    assert "开原市" in page


@pytest.mark.browser
def test_a_served_graph_is_browsed(browser: Browser, graph: Path) -> None:
    """From the front by list, county and quote to the sentence, by search to a mechanism."""
    with serving(graph) as server:
        front = server.url.removesuffix("sparql")
        with opened(browser, front) as page:
            page.locator(".doors a", has_text="地方").click()
            page.get_by_role("link", name="建德市").click()
            page.locator(".rows li", has_text="行政执法三项制度").first.locator("q a").click()
            expect(page.locator("#card")).to_contain_text("机制 · 已采用")
            page.get_by_role("link", name="首页").first.click()
            expect(page.locator(".doors")).to_be_visible()
            page.locator("#search").fill("three enforcement")
            page.locator("#search").press("Enter")
            page.locator("#results a").first.click()
            expect(page.locator(".names")).to_contain_text("行政执法三项制度")
