from math import dist

import pyoxigraph as ox

from tests.visual.test_layout import county_graph
from visual.homes import home_of, places_at, systems_of
from visual.subgraph import Subgraph, read_subgraph
from visual.whole import whole


def test_everything_has_a_spot_of_its_own() -> None:
    """In the picture of everything no thing is missing and no two stand on one spot."""
    graph = county_graph(40, 90, provinces=5)
    spots = whole(graph)
    assert spots.keys() == graph.things.keys()
    assert len(set(spots.values())) == len(spots)


def test_what_belongs_together_stands_together() -> None:
    """A mechanism stands nearer to its own system than to any other."""
    spots = whole(county_graph(3, 80, systems=4))
    for number in range(80):
        near = min(range(4), key=lambda n, m=number: dist(spots[f"T{n}"], spots[f"M{m:03}"]))
        assert near == number % 4


def test_same_graph_same_picture() -> None:
    """The picture of everything depends on the graph alone, not on the order of its things."""
    graph = county_graph(9, 20)
    turned = Subgraph(
        things=dict(reversed(graph.things.items())), links=graph.links, quotes=graph.quotes
    )
    assert whole(graph) == whole(turned)


def test_nothing_is_a_picture() -> None:
    """An empty graph has an empty picture."""
    assert whole(Subgraph(things={}, links=(), quotes=())) == {}


def names(graph: Subgraph, found: dict[str, str]) -> dict[str, str]:
    """Return the pairs by their Chinese names."""
    return {graph.things[iri].zh: graph.things[place].zh for iri, place in found.items()}


def test_things_belong_to_a_place(store: ox.Store) -> None:
    """A body, its head, a report and a measure belong to their place; a mechanism to none."""
    graph = read_subgraph(store)
    homes = names(graph, home_of(graph))
    assert homes["临江县司法局"] == homes["陈某"] == homes["临江县"] == "临江县"
    assert homes["培训执法人员"] == homes["乙市 · 2022"] == "乙市"
    assert "行政执法三项制度" not in homes
    assert names(graph, places_at(graph, "level/province")) == {
        "临江县": "甲省",
        "乙市": "甲省",
        "甲省": "甲省",
    }


def test_a_part_has_the_system_of_its_whole(store: ox.Store) -> None:
    """行政执法公示制度 belongs to the system of the three systems that it is one of."""
    graph = read_subgraph(store)
    systems = {
        graph.things[iri].zh: [graph.things[system].zh for system in found]
        for iri, found in systems_of(graph).items()
    }
    assert systems["行政执法公示制度"] == systems["行政执法三项制度"] == ["行政执法工作体系"]
