import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.errors import KgError
from visual.page import find_thing, page_html, write_page
from visual.subgraph import Subgraph, opaque, read_subgraph
from visual.words import concept_words, ontology_words

MECHANISM = "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' href='javascript:alert(1)",
    "a\u2028b\u2029c & d",
    "{{ 7 * 7 }}",
)


@pytest.fixture
def html(store: ox.Store) -> str:
    """The page of the sample graph."""
    return page_html(read_subgraph(store))


def named(store: ox.Store, label: str) -> Subgraph:
    """Return the graph with one more mechanism of this name."""
    thing = ox.NamedNode("https://w3id.org/fazhi/mechanism/x")
    for predicate, value in (
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", None),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", label),
    ):
        kind = ox.NamedNode("https://w3id.org/fazhi/ontology#Mechanism")
        said = kind if value is None else ox.Literal(value, language="zh")
        store.add(ox.Quad(thing, ox.NamedNode(predicate), said))
    return read_subgraph(store)


def data_of(html: str) -> dict[str, list[dict[str, str]]]:
    """Return what the page carries."""
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', html)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_page_asks_nothing_of_any_network(html: str) -> None:
    """No address of another place stands where a browser would fetch it."""
    fetched = re.findall(r"(?:src|href)\s*=\s*[\"']?([^\"'\s>]+)|url\(([^)]*)\)", html)
    assert not [value for pair in fetched for value in pair if "//" in value]
    assert "bootstrap" not in html
    assert "cdn" not in re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)


def test_policy_lets_only_the_own_scripts_run(html: str) -> None:
    """The page forbids every source but its own scripts and styles, named by their hashes."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize("label", HOSTILE)
def test_names_from_texts_stay_text(store: ox.Store, label: str) -> None:
    """A name from a text cannot leave the data it stands in, and comes back unchanged."""
    page = page_html(named(store, label))
    plain = page_html(read_subgraph(store))
    assert page.count("<script") == plain.count("<script")
    assert page.count("</script") == plain.count("</script")
    assert "onerror=alert" not in page or "\\u003cimg src=x onerror" in page
    assert label in {node["label"] for node in data_of(page)["nodes"]}


def test_ids_say_nothing_of_names(html: str) -> None:
    """Nodes and edges bear hashes, never a text or an IRI."""
    data = data_of(html)
    ids = [thing["id"] for kind in ("nodes", "edges") for thing in data[kind]]
    assert all(re.fullmatch(r"[0-9a-f]{10}", name) for name in ids)


def test_same_graph_same_bytes(store: ox.Store, tmp_path: Path) -> None:
    """The page depends on the graph alone."""
    first = write_page(store, tmp_path / "a.html").read_bytes()
    assert first == write_page(store, tmp_path / "b.html").read_bytes()


def test_words_come_from_ontology_and_vocabulary(html: str) -> None:
    """Legend and panel use the labels that the Turtle files hold."""
    words = data_of(html)["words"]
    for key, word in concept_words("statuses").items():
        assert words[key] == list(word)
    for kind in ("ontology#Jurisdiction", "ontology#Mechanism"):
        assert words[kind] == list(ontology_words()[kind])


def test_everything_shown_has_a_word(html: str) -> None:
    """No class, relation or property appears by its bare name."""
    data = data_of(html)
    keys = {node["group"] for node in data["nodes"]} | {e["relation"] for e in data["edges"]}
    keys |= {pair[0] for node in data["nodes"] for pair in node.get("facts", ())}
    assert keys <= data["words"].keys()
    assert not [key for key in keys if data["words"][key][0] == key]


@pytest.mark.parametrize("name", [MECHANISM, "三项制度", "“三项制度”", "three enforcement systems"])
def test_focus_is_found_by_any_name(store: ox.Store, name: str) -> None:
    """A thing is found by its IRI, by a label in either language, by an alias."""
    graph = read_subgraph(store)
    assert find_thing(graph, name).iri == MECHANISM
    assert data_of(page_html(graph, focus=name))["focus"] == opaque(MECHANISM)


def test_unknown_focus_names_the_nearest(store: ox.Store) -> None:
    """A name that nothing bears is an error that offers near ones."""
    with pytest.raises(KgError, match=r"行政执法二项制度.*did you mean 行政执法三项制度"):
        page_html(read_subgraph(store), focus="行政执法二项制度")


def test_unwritable_page_is_an_error(store: ox.Store, tmp_path: Path) -> None:
    """A page that cannot be written is one clear line."""
    with pytest.raises(KgError, match=r"no/such\.html: cannot be written"):
        write_page(store, tmp_path / "no" / "such.html")


def test_empty_graph_is_an_error() -> None:
    """There is nothing to look at in an empty graph."""
    with pytest.raises(KgError, match="empty"):
        page_html(read_subgraph(ox.Store()))


def test_quotes_lead_to_the_text_where_there_is_a_site(store: ox.Store, tmp_path: Path) -> None:
    """In the folder of a site things lead to the pages that are there; elsewhere to none."""
    graph = read_subgraph(store)
    assert not [node for node in data_of(page_html(graph))["nodes"] if "page" in node]
    (tmp_path / "fazhi-site.json").write_text("{}")
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "linjiang-2021-00000001.html").touch()
    html = write_page(store, tmp_path / "graph.html").read_text(encoding="utf-8")
    pages = {node["page"] for node in data_of(html)["nodes"] if "page" in node}
    assert pages == {"report/linjiang-2021-00000001.html"}
