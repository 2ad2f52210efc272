from itertools import combinations

import pyoxigraph as ox
import pytest

from visual.layout import groups, overview, positions
from visual.subgraph import Link, Subgraph, Thing, read_subgraph


def thing(iri: str, kind: str, **facts: str) -> Thing:
    """Return a thing that is named by its IRI."""
    said = tuple((f"ontology#{key}", value) for key, value in facts.items())
    return Thing(iri=iri, kind=kind, zh=iri, facts=said)


def county_graph(places: int, mechanisms: int, *, provinces: int = 1, systems: int = 4) -> Subgraph:
    """Return a graph of provinces with counties, in which every county has every mechanism."""
    things = [thing(f"T{n}", "theme") for n in range(systems)]
    things += [
        thing(f"P{n}", "ontology#Jurisdiction", level="level/province") for n in range(provinces)
    ]
    things += [
        thing(f"C{n:03}", "ontology#Jurisdiction", level="level/county") for n in range(places)
    ]
    things += [thing(f"M{n:03}", "ontology#Mechanism") for n in range(mechanisms)]
    links = [(f"C{n:03}", "ontology#within", f"P{n % provinces}") for n in range(places)]
    links += [(f"M{n:03}", "ontology#theme", f"T{n % systems}") for n in range(mechanisms)]
    links += [
        (f"C{place:03}", "status/adopted", f"M{mechanism:03}")
        for place in range(places)
        for mechanism in range(mechanisms)
    ]
    return Subgraph(
        things={one.iri: one for one in things},
        links=tuple(Link(source=s, relation=r, target=t) for s, r, t in sorted(links)),
        quotes=(),
    )


def test_overview_holds_reporting_places_systems_and_what_they_share(store: ox.Store) -> None:
    """The first view holds the places of reports, the systems and what two places share."""
    graph = read_subgraph(store)
    assert {graph.things[iri].zh for iri in overview(graph)} == {
        "临江县",
        "乙市",
        "行政执法工作体系",
        "行政执法三项制度",
    }


@pytest.mark.parametrize(
    ("places", "provinces", "shown"),
    [
        (24, 3, {f"C{n:03}" for n in range(24)}),
        (25, 3, {"P0", "P1", "P2"}),
        (300, 20, {f"P{n}" for n in range(20)}),
    ],
)
def test_many_places_are_shown_by_their_provinces(
    places: int, provinces: int, shown: set[str]
) -> None:
    """A few places stand for themselves; of more than two dozen the provinces do."""
    found = groups(county_graph(places, 2, provinces=provinces))
    assert set(found.values()) == shown
    assert len(found) == places


def test_places_of_no_province_are_limited() -> None:
    """Where no province is known, those stay of which reports state most."""
    graph = county_graph(60, 2)
    loose = tuple(link for link in graph.links if link.relation != "ontology#within")
    bare = Subgraph(things=graph.things, links=loose, quotes=())
    assert len(set(groups(bare).values())) == 34


@pytest.mark.parametrize(("places", "mechanisms"), [(1, 5), (5, 300), (100, 300)])
def test_overview_stays_small(places: int, mechanisms: int) -> None:
    """However large the graph, the first view holds no more than a screen can show."""
    assert len(overview(county_graph(places, mechanisms))) <= 34 + 4 + 3 * 4


@pytest.mark.parametrize(("places", "systems"), [(2, 8), (8, 8), (24, 9)])
def test_labels_do_not_overlap(places: int, systems: int) -> None:
    """No two marks stand so close that one label covers another."""
    graph = county_graph(places, 40, systems=systems)
    spots = positions(graph, overview(graph)).values()
    assert len(spots) == places + systems + 3 * systems
    for (x, y), (other_x, other_y) in combinations(spots, 2):
        assert abs(x - other_x) >= 142 or abs(y - other_y) >= 56


def test_same_graph_same_places() -> None:
    """The same graph gives the same picture, whatever the order of its things."""
    graph = county_graph(5, 20)
    turned = Subgraph(
        things=dict(reversed(graph.things.items())), links=graph.links, quotes=graph.quotes
    )
    assert positions(graph, overview(graph)) == positions(turned, overview(turned))


def test_empty_overview_has_no_places() -> None:
    """Nothing chosen, nothing placed."""
    empty = Subgraph(things={}, links=(), quotes=())
    assert positions(empty, overview(empty)) == {}


def test_without_places_the_most_linked_things_open() -> None:
    """Where no report says anything of a place, the first view holds what is linked most."""
    things = {f"M{n:02}": thing(f"M{n:02}", "ontology#Mechanism") for n in range(40)}
    links = (Link(source="M30", relation="interface/broader", target="M35"),)
    graph = Subgraph(things=things, links=links, quotes=())
    assert overview(graph)[:2] == ["M30", "M35"]
    assert len(set(positions(graph, overview(graph)).values())) == 24
