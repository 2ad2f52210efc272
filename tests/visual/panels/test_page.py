import json
import re
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import KgError
from ontology.schemes import load_scheme
from visual.frame import template_text
from visual.panels.page import panels_html, write_panels, write_timeline
from visual.panels.reading import read_panels
from visual.panels.records import Panels
from visual.reading.addresses import page_path

SCRIPTS = ("index", "signs", "address", "details", "matrix", "timeline", "map", "filters", "start")


def data_of(html: str) -> dict[str, object]:
    """Return what the page carries."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def test_same_graph_same_page(world: ox.Store, tmp_path: Path) -> None:
    """The same graph gives the same bytes."""
    one, other = tmp_path / "a.html", tmp_path / "b.html"
    assert write_panels(world, one).read_bytes() == write_panels(world, other).read_bytes()


def test_nothing_leads_out(panels: Panels) -> None:
    """The policy lets nothing in or out, and the page names no address to load."""
    html = unescape(panels_html(panels))
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>']
)
def test_names_stay_text(world: ox.Store, tmp_path: Path, name: str) -> None:
    """A name that is markup stays data: no element of it is in the page."""
    title = ox.NamedNode("http://purl.org/dc/terms/title")
    report = ox.NamedNode("https://w3id.org/fazhi/report/a20")
    for quad in list(world.quads_for_pattern(report, title, None)):
        world.remove(quad)
    world.add(ox.Quad(report, title, ox.Literal(name, language="zh")))
    html = write_panels(world, tmp_path / "page.html").read_text(encoding="utf-8")
    assert name not in html
    reports = data_of(html)["reports"]
    assert isinstance(reports, list)
    assert name in [title for _, _, title, *_ in reports]


def test_every_word_is_said() -> None:
    """Each word of the scheme is used by a page or a figure; each that a script says is there."""
    names = {concept.name for concept in load_scheme("interface-panels")}
    scripts = "".join(template_text(f"panels/{name}.js") for name in SCRIPTS)
    page = template_text("panels/page.html.j2")
    used = set(re.findall(r'say\("([a-z-]+)"', scripts)) | set(
        re.findall(r'\b[wl]\("([a-z-]+)"\)', page)
    )
    assert used <= names
    said = {name for name in names if f'"{name}"' in scripts + page}
    figures = {name for name in names if name.startswith("figure-")}
    assert names - said - figures <= {"title", "year"}


@pytest.mark.parametrize("name", ["三项制度", "甲县", "旧丙县"])
def test_timeline_opens_at_its_thing(world: ox.Store, tmp_path: Path, name: str) -> None:
    """A timeline opens at the mechanism or the place that was named, under its present code."""
    html = write_timeline(world, tmp_path / "t.html", name).read_text(encoding="utf-8")
    opening = data_of(html)["open"]
    assert isinstance(opening, dict)
    assert opening["view"] == "timeline"
    kind = "mechanism" if name == "三项制度" else "place"
    assert opening["of"] == kind
    ids = {row[0] for row in data_of(html)[f"{kind}s"]}  # type: ignore[attr-defined]
    assert opening[kind] in ids


def test_faults_are_one_line(world: ox.Store, panels: Panels, tmp_path: Path) -> None:
    """No place, no mechanism, no such year, no such thing, no such folder: each is said."""
    out = tmp_path / "page.html"
    with pytest.raises(KgError, match="no report of such places"):
        write_panels(world, out, level="prefecture")
    with pytest.raises(KgError, match="no report of 1999"):
        panels_html(panels, year=1999)
    with pytest.raises(KgError, match="neither a mechanism nor a place"):
        write_timeline(world, out, "甲县司法局")
    with pytest.raises(KgError, match="cannot be written"):
        write_panels(world, tmp_path / "无" / "page.html")
    assert not out.exists()


def test_quotes_lead_to_the_reader_of_a_site(world: ox.Store, tmp_path: Path) -> None:
    """In the folder of a site a report leads to its page; a report without one does not."""
    reader = tmp_path / page_path("https://w3id.org/fazhi/report/a20")
    reader.parent.mkdir()
    reader.write_text("", encoding="utf-8")
    html = write_panels(world, tmp_path / "matrix.html").read_text(encoding="utf-8")
    reports = data_of(html)["reports"]
    assert isinstance(reports, list)
    assert [report[7] for report in reports if len(report) > 7] == ["report/a20.html"]
    assert "report/a20.html" not in panels_html(read_panels(world))
