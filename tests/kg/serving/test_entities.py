"""The entities' own addresses."""

from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.serving.entities import entity_iri, parted
from kg.serving.pages import StaticPages
from ontology.iris import BASE
from tests.kg.made import DONGCHENG, FOUND, THREE, make_rich_facts
from tests.kg.serving.served import Served, serving

TURTLE = "text/turtle"


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("area/110101", f"{BASE}area/110101"),
        ("county/110101", f"{BASE}area/110101"),
        ("body/110101/司法局", f"{BASE}body/110101/司法局"),
        ("level/county", f"{BASE}level/county"),
        ("ontology", f"{BASE}ontology"),
        ("", None),
        ("a b", None),
        ("a>b", None),
        ('"', None),
        ("a\\u003E", None),
    ],
)
def test_a_path_names_a_thing(path: str, iri: str | None) -> None:
    """A path is the end of an IRI; places have names by level too; what is no IRI is nothing."""
    assert entity_iri(path) == iri


@pytest.mark.parametrize(
    ("path", "rest"),
    [("area/1.ttl", "area/1"), ("a.jsonld", "a"), ("report/a.txt", "report/a.txt")],
)
def test_an_ending_names_a_form(path: str, rest: str) -> None:
    """.ttl .nt .jsonld .rdf behind a name ask for that form; other endings are part of it."""
    assert parted(path)[0] == rest


@pytest.mark.parametrize(
    ("path", "accept", "media"),
    [
        ("/area/110101", "*/*", TURTLE),
        ("/county/110101", "application/ld+json", "application/ld+json"),
        ("/area/110101.nt", "*/*", "application/n-triples"),
        ("/area/110101.jsonld", "text/html", "application/ld+json"),
        ("/ontology", "*/*", TURTLE),
        ("/ontology.rdf", "*/*", "application/rdf+xml"),
    ],
)
def test_a_thing_is_described_at_its_address(
    served: Served, path: str, accept: str, media: str
) -> None:
    """A thing is described in the form that was asked for, by Accept or by an ending."""
    reply = served.get(path, accept)
    assert (reply.status, reply.media) == (200, media)
    assert len(reply.body) > 200


def test_a_description_says_what_the_graph_says(served: Served) -> None:
    """All statements of a thing, and the names of what it is linked to."""
    statements = set(ox.parse(served.get("/area/110101").body, ox.RdfFormat.TURTLE))
    adopts = ox.NamedNode(f"{BASE}ontology#adopts")
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    own = {(s.predicate, s.object) for s in statements if s.subject == ox.NamedNode(DONGCHENG)}
    assert (adopts, ox.NamedNode(THREE)) in own
    assert any(s.subject == ox.NamedNode(THREE) and s.predicate == label for s in statements)


def test_a_report_is_described_with_its_sentences(served: Served) -> None:
    """The address of a sentence leads to the report, so the report's description holds it."""
    path = make_rich_facts().report.iri.removeprefix(BASE)
    body = served.get(f"/{path}").text
    assert "#char" in body
    assert "区司法局贯彻落实" in body


def test_chinese_names_are_addresses(served: Served) -> None:
    """A name in an address is percent-encoded UTF-8."""
    assert served.get(f"/mechanism/{FOUND.rsplit('/', 1)[-1]}").status == 200
    assert (
        served.send("GET", f"/mechanism/{quote('河长议事机制', encoding='gb18030')}").status == 404
    )


@pytest.mark.parametrize("path", ["/area/999999", "/nothing", "/area/110101.csv", "/a%20b", "/%00"])
def test_what_is_not_there_is_said(served: Served, path: str) -> None:
    """404 with one line."""
    reply = served.send("GET", path)
    assert reply.status == 404
    assert reply.text.count("\n") == 1


def test_a_form_that_cannot_be_given_is_refused(served: Served) -> None:
    """406 lists the forms."""
    assert served.get("/area/110101", "image/png").status == 406


def test_the_front_is_the_first_page(served: Served) -> None:
    """Without a site the front is the first page of the graph; it leads to the page to ask in."""
    reply = served.get("/")
    assert (reply.status, reply.media) == (200, "text/html")
    assert 'href="/query"' in reply.text
    assert 'href="/list/mechanism"' in reply.text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("text/html", "text/html"),
        (TURTLE, TURTLE),
        ("application/ld+json", "application/ld+json"),
        ("*/*", TURTLE),
    ],
)
@pytest.mark.parametrize("path", ["/county/110101", "/area/110101"])
def test_a_thing_is_a_page_or_data(served: Served, path: str, accept: str, media: str) -> None:
    """At one address a browser gets the page of the live graph, a program its data."""
    reply = served.get(path, accept)
    assert (reply.status, reply.media, reply.headers["vary"]) == (200, media, "Accept")
    assert "东城区" in reply.text or media == "application/ld+json"


@pytest.mark.parametrize("path", ["/list/place", "/list/mechanism", "/search"])
def test_lists_and_search_are_pages(served: Served, path: str) -> None:
    """The lists and the search of a site are served too; there is no data of them."""
    assert served.get(path, "text/html").media == "text/html"
    assert served.get(path, TURTLE).status in {404, 406}


def test_a_report_is_read_at_its_address(served: Served) -> None:
    """A report's address shows the reader, and every quote on other pages leads there."""
    path = make_rich_facts().report.iri.removeprefix(BASE)
    assert 'id="reader"' in served.get(f"/{quote(path)}", "text/html").text
    page = served.get("/area/110101", "text/html").text
    assert f'href="/{quote(path)}#at=' in page


@pytest.mark.parametrize(
    "path", ["/list/nothing", "/list/place-99", "/area/999999", "/mechanism/x"]
)
def test_what_is_not_there_has_no_page(served: Served, path: str) -> None:
    """A browser is told that there is no such thing."""
    assert served.get(path, "text/html,*/*;q=0.8").status == 404


def test_pages_stand_beside_the_data(folder: Path, tmp_path: Path) -> None:
    """With a site a browser gets its pages at the same addresses where others get data."""
    (tmp_path / "area").mkdir()
    (tmp_path / "index.html").write_text("<h1>首页</h1>", encoding="utf-8")
    (tmp_path / "area" / "110101.html").write_text("<h1>东城区</h1>", encoding="utf-8")
    with serving(folder, "--site", str(tmp_path)) as server:
        assert "首页" in server.get("/").text
        assert "东城区" in server.get("/area/110101", "text/html,*/*;q=0.8").text
        assert server.get("/area/110101", TURTLE).media == TURTLE
        assert server.get("/area/110101.ttl", "text/html").media == TURTLE
        assert server.get("/area/110000", "text/html,*/*;q=0.8").media == TURTLE


def test_a_site_gives_its_own_pages_alone(tmp_path: Path) -> None:
    """No path leads out of the folder, or to what is no page."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret.html").write_text("x", encoding="utf-8")
    (site / "data.csv").write_text("x", encoding="utf-8")
    pages = StaticPages(site)
    for path in ("../secret", "../secret.html", "data.csv", "/etc/hostname", "..", "a\0b"):
        assert pages.page(path) is None
