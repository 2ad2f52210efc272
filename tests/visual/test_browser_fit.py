"""What the explorer shows fits the screen that it is shown on."""

from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser

from ontology.terms import PREFIXES
from tests.visual.conftest import opened
from visual.page import write_page

pytestmark = pytest.mark.browser

AREA = "https://w3id.org/fazhi/area/990101"
LINE = 12
"""Pixels of a line whose letters can be read."""
SIZES = ((1280, 800), (1366, 640), (390, 844))


@pytest.fixture
def large(store: ox.Store, tmp_path: Path) -> Path:
    """The explorer of a county that has thirty mechanisms in each of three ways."""
    edges = {"adopted", "planned", "problem"}
    for number, status in product(range(30), sorted(edges)):
        mechanism = f"https://w3id.org/fazhi/mechanism/m{status}{number}"
        statement = f"https://w3id.org/fazhi/report/x/adoption/{status}{number}"
        for subject, edge, value in (
            (mechanism, "rdf:type", ox.NamedNode(f"{PREFIXES['fz']}Mechanism")),
            (mechanism, "skos:prefLabel", ox.Literal(f"第{number}项{status}制度", language="zh")),
            (statement, "rdf:type", ox.NamedNode(f"{PREFIXES['fz']}Adoption")),
            (statement, "fz:jurisdiction", ox.NamedNode(AREA)),
            (statement, "fz:mechanism", ox.NamedNode(mechanism)),
            (statement, "fz:status", ox.NamedNode(f"{PREFIXES['status']}{status}")),
        ):
            prefix, _, local = edge.partition(":")
            node = ox.NamedNode(PREFIXES[prefix] + local)
            store.add(ox.Quad(ox.NamedNode(subject), node, value))
    return write_page(store, tmp_path / "large.html", focus=AREA)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_large_county_fits_when_it_is_chosen(
    browser: Browser, large: Path, size: tuple[int, int]
) -> None:
    """All marks around a centre are in sight at once, in letters of half their size or more."""
    with opened(browser, large, size=size) as page:
        page.wait_for_function("fazhi.marks().length > 3")
        assert page.evaluate("fazhi.marks().length === fazhi.drawn().length")
        assert page.evaluate("fazhi.network.getScale()") >= 0.5


def test_a_tapped_name_can_be_read_on_a_phone(
    browser: Browser, store: ox.Store, tmp_path: Path
) -> None:
    """A mechanism whose name is hidden for want of room is named by a tap, in readable letters."""
    out = write_page(store, tmp_path / "page.html")
    with opened(browser, out, size=(390, 844)) as page:
        mark = page.evaluate("fazhi.marks().find((mark) => mark.text.includes('三项制度'))")
        if mark is None:
            pytest.fail("no mechanism stands in the overview")
        page.mouse.click(mark["x"], mark["y"])
        page.locator("#panel h2", has_text="三项制度").wait_for()
        page.wait_for_function(f"fazhi.height('{mark['text']}') >= {LINE}")
