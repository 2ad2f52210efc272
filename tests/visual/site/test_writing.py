"""Rules of the site as a folder of files."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from multiprocessing import active_children
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from kg.store import open_graph, published
from ontology.errors import KgError
from ontology.iris import BASE
from tests.visual.published import build_sample
from visual.reading.addresses import page_path
from visual.reading.lookups import Lookups
from visual.site import statements, writing
from visual.site.cards import card_of
from visual.site.writing import write_site


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two invented reports."""
    return build_sample(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def site(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    out = tmp_path_factory.mktemp("out") / "site"
    write_site(open_graph(graph), out, texts=graph / "texts")
    return out


class _Links(HTMLParser):
    """Gathers where a page leads, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in {"a", "link"} and said.get("href"):
            self.links.append(str(said["href"]))
        if said.get("id"):
            self.ids.append(str(said["id"]))


def read(file: Path) -> _Links:
    """Return what a page links."""
    parser = _Links()
    parser.feed(file.read_text(encoding="utf-8"))
    return parser


def pages(site: Path) -> Iterator[Path]:
    """Yield all pages."""
    yield from sorted(site.rglob("*.html"))


def test_every_link_leads_to_a_file(site: Path) -> None:
    """All links are relative and lead to a file of the site; anchors in a page are there."""
    number = 0
    for page in pages(site):
        found = read(page)
        for link in found.links:
            path, _, anchor = link.partition("#")
            if link == "data:,":
                continue
            assert not re.match(r"[a-z]+:|/", link), link
            assert not path or (page.parent / unquote(path)).resolve().is_file(), (page, link)
            known = anchor.startswith(("at=", "view=")) or anchor in found.ids
            assert path or known, (page, link)
            number += 1
    assert number > 500


def test_each_thing_has_a_page_and_its_data(site: Path, graph: Path) -> None:
    """Beside the page stand Turtle and JSON-LD that say the same of the thing as the graph."""
    store = open_graph(graph)
    for iri in (f"{BASE}area/330182", f"{BASE}mechanism/three-enforcement-systems"):
        file = site / page_path(iri)
        said = {q.triple for q in store.quads_for_pattern(ox.NamedNode(iri), None, None)}
        for ending, form in ((".ttl", ox.RdfFormat.TURTLE), (".jsonld", ox.RdfFormat.JSON_LD)):
            data = file.with_suffix(ending).read_bytes()
            assert said <= {quad.triple for quad in ox.parse(data, format=form)}
            assert file.with_suffix(ending).name in read(file).links


def test_the_way_back_is_shown(site: Path) -> None:
    """A county's page leads to prefecture, province and country; a mechanism's to its system."""
    county = (site / "place/330182.html").read_text(encoding="utf-8")
    crumbs = re.sub(r"<[^>]+>", " ", county.split('class="crumbs"')[1].split("</ol>")[0])
    assert [w for w in crumbs.split() if w in {"中国", "浙江省", "杭州市", "建德市"}] == [
        *("中国", "浙江省", "杭州市", "建德市")
    ]
    name = page_path(f"{BASE}mechanism/three-enforcement-systems")
    assert "行政执法工作体系" in (site / name).read_text(encoding="utf-8").split("</ol>")[0]


def test_no_page_says_what_no_report_says(site: Path) -> None:
    """A page without statements says that this does not mean no."""
    text = (site / "place/100000.html").read_text(encoding="utf-8")
    assert "这不表示没有" in text or "下辖地方" in text


def test_same_graph_same_bytes(site: Path, graph: Path, tmp_path: Path) -> None:
    """Two runs write the same files."""
    write_site(open_graph(graph), tmp_path / "again", texts=graph / "texts")
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    second = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*")
        if p.is_file()
    }
    assert first == second


def test_file_names_are_plain(site: Path) -> None:
    """Small Latin letters, digits, hyphens and dots: any host and file system takes them."""
    for file in site.rglob("*"):
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", file.name), file


def test_sitemap_only_with_an_address(site: Path, graph: Path, tmp_path: Path) -> None:
    """A sitemap holds whole addresses, so it needs the address of the site."""
    assert not (site / "sitemap.xml").exists()
    write_site(open_graph(graph), tmp_path / "s", base="https://example.org/kg")
    text = (tmp_path / "s/sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/kg/place/330182.html</loc>" in text
    page = tmp_path / "s/place/330182.html"
    assert "https://example.org/kg/place/330182.html" in read(page).links


@pytest.mark.parametrize(
    "base", ["example.org", "javascript:alert(1)", "https://a.org/?x=1", "https://"]
)
def test_a_wrong_address_is_refused(graph: Path, tmp_path: Path, base: str) -> None:
    """An address is http or https and names a host; nothing is written otherwise."""
    with pytest.raises(KgError, match="no address"):
        write_site(open_graph(graph), tmp_path / "s", base=base)
    assert not (tmp_path / "s").exists()


def test_other_things_are_not_written_over(graph: Path, tmp_path: Path) -> None:
    """A folder with something else in it is refused and stays as it is."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KgError, match="holds other things"):
        write_site(open_graph(graph), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_pages_of_other_commands_stay_and_are_linked(graph: Path, tmp_path: Path) -> None:
    """graph.html and matrix.html in the folder are kept and linked from every page."""
    out = tmp_path / "s"
    out.mkdir()
    (out / "graph.html").write_text("<p>graph", encoding="utf-8")
    write_site(open_graph(graph), out)
    (out / "own.txt").write_text("mine", encoding="utf-8")
    write_site(open_graph(graph), out)
    assert (out / "graph.html").read_text(encoding="utf-8") == "<p>graph"
    assert (out / "own.txt").read_text(encoding="utf-8") == "mine"
    assert "../graph.html" in read(out / "place/330182.html").links
    assert "matrix.html" in read(out / "index.html").links


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_what_was_there(
    graph: Path, tmp_path: Path, fault: type[BaseException]
) -> None:
    """Ctrl-C or a full disk in the middle leaves the old site whole and nothing beside it."""
    out = tmp_path / "s"
    write_site(open_graph(graph), out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}

    def step(done: int, _total: int, _name: str) -> None:
        if done == 5:
            raise fault

    with pytest.raises((KeyboardInterrupt, KgError)):
        write_site(open_graph(graph), out, progress=step)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert [each.name for each in tmp_path.iterdir()] == ["s"]


def test_an_empty_graph_has_no_site(tmp_path: Path) -> None:
    """Without things there is nothing to write, and a word says so."""
    with pytest.raises(KgError, match="empty"):
        write_site(ox.Store(), tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_progress_counts_to_the_end(graph: Path, tmp_path: Path) -> None:
    """The bar never stands above its whole and ends there."""
    steps: list[tuple[int, int]] = []
    write_site(open_graph(graph), tmp_path / "s", progress=lambda d, t, _: steps.append((d, t)))
    assert all(done <= total for done, total in steps)
    assert steps[-1][0] == steps[-1][1]


def test_the_search_index_holds_every_thing(site: Path) -> None:
    """Every page of a thing is found by its names in both languages, aliases and codes."""
    text = (site / "search.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data" type="application/json">(.*?)</script>', text)[1])  # type: ignore[index]
    found = {row[1]: row[2:] for row in data["index"]}
    things = {
        p.relative_to(site).as_posix() for p in site.glob("*/*.html") if p.parent.name != "list"
    }
    assert found.keys() == things
    assert {"建德市", "Jiande", "330182"} <= set(found["place/330182.html"])
    assert "三项制度" in found[page_path(f"{BASE}mechanism/three-enforcement-systems")]


def test_long_tables_are_cut_with_a_word(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table of more rows than fit says how many there are."""
    monkeypatch.setattr(statements, "MOST", 2)
    card = card_of(Lookups(open_graph(graph)), f"{BASE}area/330182")
    assert card
    assert all(len(part.rows) <= 2 for part in card.sections)
    assert any(part.all > 2 for part in card.sections)
    write_site(open_graph(graph), tmp_path / "s")
    text = (tmp_path / "s/place/330182.html").read_text(encoding="utf-8")
    assert "只列出前 2 条" in text


def test_several_processes_write_the_same(
    site: Path, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes write the bytes that one writes."""
    monkeypatch.setattr(writing, "_MANY", 1)
    source = published(graph)
    out = tmp_path / "s"
    write_site(open_graph(graph), out, texts=graph / "texts", source=source, workers=2)
    first = {p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} == first


def test_an_interruption_ends_all_processes(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends the other processes too and leaves nothing behind."""
    monkeypatch.setattr(writing, "_MANY", 1)

    def step(_done: int, _total: int, _name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(
            open_graph(graph),
            tmp_path / "s",
            source=published(graph),
            workers=2,
            progress=step,
        )
    assert list(tmp_path.iterdir()) == []
    assert active_children() == []
