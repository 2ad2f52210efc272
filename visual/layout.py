"""Which things a page opens with, and where they stand: the same graph, the same picture.

Places stand on an inner ring and the Outline's systems on an outer one. What places share lies
between, drawn by its links with a seeded spring layout; then everything moves to the nearest
free spot of a grid, so that no label covers another. Nothing moves in the browser.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, pi, sin

import networkx as nx

from visual.subgraph import THEME, Subgraph

__all__ = ["Position", "overview", "positions"]

Position = tuple[int, int]
_Point = tuple[float, float]
_Room = tuple[int, int, int]

_PLACE = "ontology#Jurisdiction"
_PLACES = 24
_SHARED = {"ontology#Mechanism": 32, "ontology#PolicyDocument": 6, "ontology#Institution": 4}
"""At most so many of each kind, so that the first view stays legible."""
_INNER, _OUTER = (215.0, 190.0), (445.0, 425.0)
_CROWD = 6
"""More places than this need wider rings."""
_GRID = (25, 14)
_LABEL, _HUB = (150, 10, 46), (186, 24, 64)
"""Room for a mark with its label, of most and of places and systems: width, above, below."""


def overview(graph: Subgraph) -> list[str]:
    """Return the things to open with: places that report, systems, and what places share."""
    places = _reporting(graph)
    chosen = [*places, *(iri for iri, thing in graph.things.items() if thing.kind == THEME)]
    for kind, most in _SHARED.items():
        chosen += _shared(graph, kind, set(places))[:most]
    return chosen


def _reporting(graph: Subgraph) -> list[str]:
    """Return the places of which reports state most, by their code."""
    said = Counter(
        link.source
        for link in graph.links
        if link.stated and graph.things[link.source].kind == _PLACE
    )
    return sorted(sorted(said, key=lambda iri: (-said[iri], iri))[:_PLACES])


def _shared(graph: Subgraph, kind: str, places: set[str]) -> list[str]:
    """Return the things of a kind that two places or more share, the most shared first."""
    shared_by = defaultdict(set)
    for link in graph.links:
        if link.stated and link.source in places and graph.things[link.target].kind == kind:
            shared_by[link.target].add(link.source)
    shared = [iri for iri, by in shared_by.items() if len(by) > 1]
    return sorted(shared, key=lambda iri: (-len(shared_by[iri]), iri))


def positions(graph: Subgraph, chosen: Iterable[str]) -> dict[str, Position]:
    """Return where each chosen thing stands, in whole pixels."""
    network = _network(graph, list(chosen))
    places = [iri for iri in network if graph.things[iri].kind == _PLACE]
    themes = [iri for iri in network if graph.things[iri].kind == THEME]
    wider = max(1.0, (len(places) / _CROWD) ** 0.5)
    hubs = {**_ring(places, _INNER, wider), **_ring(themes, _OUTER, wider)}
    start = {iri: hubs.get(iri) or _middle(network[iri], hubs) for iri in network}
    if 0 < len(hubs) < len(start):
        start = nx.spring_layout(
            network, k=90.0, pos=start, fixed=list(hubs), iterations=30, seed=1, method="force"
        )
    return _apart({iri: (float(x), float(y)) for iri, (x, y) in start.items()}, set(hubs))


def _network(graph: Subgraph, chosen: list[str]) -> nx.Graph:
    """Return the links among the chosen; a system draws its mechanisms more than a place does."""
    network = nx.Graph()
    network.add_nodes_from(chosen)
    for link in graph.links:
        if link.source in network and link.target in network:
            theme = graph.things[link.target].kind == THEME
            network.add_edge(link.source, link.target, weight=3.0 if theme else 1.0)
    return network


def _ring(members: list[str], radii: _Point, wider: float) -> dict[str, _Point]:
    turn = 2 * pi / max(len(members), 1)
    return {
        iri: (wider * radii[0] * sin(index * turn), -wider * radii[1] * cos(index * turn))
        for index, iri in enumerate(members)
    }


def _middle(neighbours: Mapping[str, Mapping[str, float]], hubs: Mapping[str, _Point]) -> _Point:
    """Return the weighted middle of the hubs among the neighbours."""
    found = {iri: said["weight"] for iri, said in neighbours.items() if iri in hubs}
    total = sum(found.values()) or 1.0
    return (
        sum(hubs[iri][0] * weight for iri, weight in found.items()) / total,
        sum(hubs[iri][1] * weight for iri, weight in found.items()) / total,
    )


def _apart(start: Mapping[str, _Point], hubs: set[str]) -> dict[str, Position]:
    """Move each to the grid point nearest to where it would stand with room for its label."""
    placed: dict[str, Position] = {}
    for iri in sorted(start, key=lambda iri: (iri not in hubs, iri)):
        room = _HUB if iri in hubs else _LABEL
        taken = [(at, _HUB if other in hubs else _LABEL) for other, at in placed.items()]
        x, y = start[iri]
        wish = (round(x / _GRID[0]), round(y / _GRID[1]))
        placed[iri] = next(
            (column * _GRID[0], row * _GRID[1])
            for column, row in _near(wish)
            if _is_free((column * _GRID[0], row * _GRID[1]), room, taken)
        )
    return placed


def _is_free(spot: Position, room: _Room, taken: list[tuple[Position, _Room]]) -> bool:
    """Tell whether a mark at this spot, its label hung below, covers no other."""
    x, y = spot
    return all(
        2 * abs(x - other_x) >= room[0] + other[0]
        or y - other_y >= room[1] + other[2]
        or other_y - y >= room[2] + other[1]
        for (other_x, other_y), other in taken
    )


def _near(wish: Position) -> Iterator[Position]:
    """Yield grid points around one, nearest first."""
    column, row = wish
    for reach in range(1000):
        ring = [
            (column + x, row + y)
            for x in range(-reach, reach + 1)
            for y in range(-reach, reach + 1)
            if max(abs(x), abs(y)) == reach
        ]
        yield from sorted(ring, key=lambda at: ((at[0] - column) ** 2 + (at[1] - row) ** 2, at))
