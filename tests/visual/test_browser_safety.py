"""Whatever a text, a file name or an address holds, nothing of it runs."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, expect

from tests.visual.conftest import opened
from tests.visual.test_browser import panel, search
from visual.page import write_page

pytestmark = pytest.mark.browser


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
