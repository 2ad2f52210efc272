"""Which things a page opens with, and where they stand: the same graph, the same picture.

Places stand on an inner ring and the Outline's systems on an outer one; what they share lies
between them, drawn by its links with a seeded spring layout, then moved apart until no two
labels overlap. Nothing moves in the browser.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import cos, pi, sin

import networkx as nx

from visual.subgraph import THEME, Subgraph

__all__ = ["Position", "overview", "positions"]

Position = tuple[int, int]

_PLACES, _SHARED, _DOCUMENTS, _BODIES = 24, 30, 6, 4
"""At most so many of each kind, so that the first view stays legible."""
_INNER, _OUTER = (300.0, 190.0), (760.0, 430.0)
_CELL = (158.0, 62.0)
"""Room for a mark with its label."""


def overview(graph: Subgraph) -> list[str]:
    """Return the things to open with: places that report, systems, and what places share."""
    places = _reporting(graph)
    shared = {"Mechanism": _SHARED, "PolicyDocument": _DOCUMENTS, "Institution": _BODIES}
    chosen = [*places, *(iri for iri, thing in graph.things.items() if thing.kind == THEME)]
    for kind, most in shared.items():
        ranked = _ranked(graph, f"ontology#{kind}", set(places))
        chosen += ranked[:most]
    return chosen


def _reporting(graph: Subgraph) -> list[str]:
    """Return the places of which reports state most, by their code."""
    said = Counter(
        link.source
        for link in graph.links
        if link.stated and graph.things[link.source].kind == "ontology#Jurisdiction"
    )
    return sorted(sorted(said, key=lambda iri: (-said[iri], iri))[:_PLACES])


def _ranked(graph: Subgraph, kind: str, places: set[str]) -> list[str]:
    """Return the things of a kind that two places or more share, the most shared first."""
    shared_by = defaultdict(set)
    for link in graph.links:
        if link.stated and link.source in places and graph.things[link.target].kind == kind:
            shared_by[link.target].add(link.source)
    shared = [iri for iri, by in shared_by.items() if len(by) > 1]
    return sorted(shared, key=lambda iri: (-len(shared_by[iri]), iri))


def positions(graph: Subgraph, chosen: Iterable[str]) -> dict[str, Position]:
    """Return where each chosen thing stands, in whole pixels."""
    chosen = list(chosen)
    fixed = _rings(graph, chosen)
    if not chosen:
        return {}
    network = nx.Graph()
    network.add_nodes_from(chosen)
    ends = ((link.source, link.target) for link in graph.links)
    network.add_edges_from(end for end in ends if set(end) <= set(chosen))
    start = {iri: fixed.get(iri) or _middle(network[iri], fixed) for iri in chosen}
    if 0 < len(fixed) < len(chosen):
        found = nx.spring_layout(
            network, k=120.0, pos=start, fixed=list(fixed), iterations=40, seed=1, method="force"
        )
        start = {iri: (float(x), float(y)) for iri, (x, y) in found.items()}
    return _apart({iri: start[iri] for iri in chosen}, set(fixed))


def _rings(graph: Subgraph, chosen: list[str]) -> dict[str, tuple[float, float]]:
    """Return the fixed ones: places within, systems around them."""
    places = [i for i in chosen if graph.things[i].kind == "ontology#Jurisdiction"]
    themes = [i for i in chosen if graph.things[i].kind == THEME]
    return {**_ring(places, _INNER), **_ring(themes, _OUTER)}


def _ring(members: list[str], radii: tuple[float, float]) -> dict[str, tuple[float, float]]:
    turn = 2 * pi / max(len(members), 1)
    return {
        iri: (radii[0] * sin(index * turn), -radii[1] * cos(index * turn))
        for index, iri in enumerate(members)
    }


def _middle(
    neighbours: Iterable[str], fixed: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return the middle of the fixed neighbours."""
    found = [fixed[iri] for iri in neighbours if iri in fixed] or [(0.0, 0.0)]
    return (sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found))


def _apart(start: dict[str, tuple[float, float]], fixed: set[str]) -> dict[str, Position]:
    """Move each to the free cell that is nearest to where it would stand, the fixed ones first."""
    taken: set[tuple[int, int]] = set()
    placed = {}
    for iri in sorted(start, key=lambda iri: (iri not in fixed, iri)):
        column, row = round(start[iri][0] / _CELL[0] * 2), round(start[iri][1] / _CELL[1])
        x, y = next(cell for cell in _near(column, row) if not _touches(cell, taken))
        taken.add((x, y))
        placed[iri] = (round(x * _CELL[0] / 2), round(y * _CELL[1]))
    return placed


def _touches(cell: tuple[int, int], taken: set[tuple[int, int]]) -> bool:
    """Tell whether a cell, two half columns wide, overlaps one that is taken."""
    return any((cell[0] + step, cell[1]) in taken for step in (-1, 0, 1))


def _near(column: int, row: int) -> Iterable[tuple[int, int]]:
    """Yield half cells around one, nearest first."""
    for reach in range(200):
        ring = [
            (column + x, row + y)
            for x in range(-2 * reach, 2 * reach + 1)
            for y in range(-reach, reach + 1)
            if max((abs(x) + 1) // 2, abs(y)) == reach
        ]
        yield from sorted(ring, key=lambda at: ((at[0] - column) ** 2 + (at[1] - row) ** 2, at))
