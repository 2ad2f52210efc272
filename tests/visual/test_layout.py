import pyoxigraph as ox
import pytest

from visual.layout import overview, positions
from visual.subgraph import Link, Subgraph, Thing, read_subgraph


def county_graph(places: int, mechanisms: int) -> Subgraph:
    """Return a graph in which every place has every mechanism."""
    things = {
        f"{kind}{n}": Thing(iri=f"{kind}{n}", kind=f"ontology#{kind}", zh=f"{kind}{n}")
        for kind, many in (("Jurisdiction", places), ("Mechanism", mechanisms))
        for n in range(many)
    }
    links = tuple(
        Link(source=f"Jurisdiction{p}", relation="status/adopted", target=f"Mechanism{m}")
        for p in range(places)
        for m in range(mechanisms)
    )
    return Subgraph(things=things, links=links, quotes=())


def test_overview_holds_reporting_places_and_what_they_share(store: ox.Store) -> None:
    """The first view holds the places of reports, the systems and what two places share."""
    graph = read_subgraph(store)
    assert {graph.things[iri].zh for iri in overview(graph)} == {
        "临江县",
        "乙市",
        "行政执法工作体系",
        "行政执法三项制度",
    }


@pytest.mark.parametrize(("places", "mechanisms"), [(1, 5), (5, 300), (100, 300)])
def test_overview_stays_small(places: int, mechanisms: int) -> None:
    """However large the graph, the first view holds no more than a screen can show."""
    assert len(overview(county_graph(places, mechanisms))) <= 24 + 32


def test_labels_do_not_overlap() -> None:
    """No two marks stand so close that one label covers another."""
    graph = county_graph(8, 40)
    spots = sorted(positions(graph, overview(graph)).values())
    assert len(spots) == 40
    for index, (x, y) in enumerate(spots):
        for other_x, other_y in spots[index + 1 :]:
            assert abs(x - other_x) >= 142 or abs(y - other_y) >= 56


def test_same_graph_same_places() -> None:
    """The same graph gives the same picture, whatever the order of its things."""
    graph = county_graph(5, 20)
    turned = Subgraph(
        things=dict(reversed(graph.things.items())), links=graph.links, quotes=graph.quotes
    )
    chosen = overview(graph)
    assert positions(graph, chosen) == positions(turned, chosen)


def test_empty_overview_has_no_places() -> None:
    """Nothing chosen, nothing placed."""
    assert positions(Subgraph(things={}, links=(), quotes=()), []) == {}
