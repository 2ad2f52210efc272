"""What a page opens with, and where it stands: the same graph, the same picture.

Places stand on an inner ring and the Outline's systems on an outer one; outside each system
stand the mechanisms of it that most places share. Everything moves to the nearest free spot of a
grid, so that no label covers another. Nothing moves in the browser.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, pi, sin

from visual.homes import PLACE, home_of, places_at, systems_of
from visual.subgraph import THEME, Subgraph

__all__ = ["Position", "groups", "overview", "positions"]

Position = tuple[int, int]
_Point = tuple[float, float]
_Room = tuple[int, int, int]

_PLACES = 24
"""More places than this are shown by their provinces, or by their prefectures in one province."""
_MOST = 34
_SHARED = 3
"""So many mechanisms are shown of each system."""
_MECHANISM = "ontology#Mechanism"
_INNER, _OUTER, _RIM = (205.0, 165.0), (400.0, 325.0), (585.0, 440.0)
_CROWD = 12
"""More places than this need wider rings."""
_GRID = (25, 14)
_LABEL, _HUB = (150, 10, 46), (186, 24, 64)
"""Room for a mark with its label, of most and of places and systems: width, above, below."""


def groups(graph: Subgraph) -> dict[str, str]:
    """Return what stands for each place of which a report states something.

    A few places stand for themselves. Of many the province stands for all of them, and where
    there is one province alone, the prefecture.
    """
    said = Counter(
        link.source
        for link in graph.links
        if link.stated and graph.things[link.source].kind == PLACE
    )
    if len(said) <= _PLACES:
        return {iri: iri for iri in sorted(said)}
    for level in ("level/province", "level/prefecture"):
        at = places_at(graph, level)
        found = {iri: at.get(iri, iri) for iri in sorted(said)}
        weight = Counter(found[iri] for iri in said for _ in range(said[iri]))
        if len(weight) > 1:
            break
    kept = {iri for iri, _ in sorted(weight.items(), key=lambda of: (-of[1], of[0]))[:_MOST]}
    return {iri: stands for iri, stands in found.items() if stands in kept}


def overview(graph: Subgraph) -> list[str]:
    """Return the things to open with: places, systems, and what most places share of each.

    Where there are neither places nor systems, it is what is linked most.
    """
    places = groups(graph)
    systems = [iri for iri, thing in graph.things.items() if thing.kind == THEME]
    of = systems_of(graph)
    chosen = [*sorted(set(places.values())), *systems]
    left = Counter(dict.fromkeys(systems, _SHARED))
    for iri in _shared(graph, set(places)):
        system = of.get(iri, ("",))[0]
        if left[system] > 0:
            left[system] -= 1
            chosen.append(iri)
    return chosen or _most_linked(graph)


def _most_linked(graph: Subgraph) -> list[str]:
    """Return what to open with where no report states anything of a place."""
    weight = Counter(end for link in graph.links for end in (link.source, link.target))
    return sorted(graph.things, key=lambda iri: (-weight[iri], iri))[:_PLACES]


def _shared(graph: Subgraph, places: set[str]) -> list[str]:
    """Return the mechanisms that two places or more share, the most shared first."""
    shared_by = defaultdict(set)
    for link in graph.links:
        if link.source in places and graph.things[link.target].kind == _MECHANISM:
            shared_by[link.target].add(link.source)
    shared = [iri for iri, by in shared_by.items() if len(by) > 1]
    return sorted(shared, key=lambda iri: (-len(shared_by[iri]), iri))


def positions(graph: Subgraph, chosen: Iterable[str]) -> dict[str, Position]:
    """Return where each chosen thing stands, in whole pixels."""
    network = list(chosen)
    kinds = {iri: graph.things[iri].kind for iri in network}
    places = sorted(iri for iri in network if kinds[iri] == PLACE)
    themes = sorted(iri for iri in network if kinds[iri] == THEME)
    wider = max(1.0, len(places) / _CROWD)
    turns = {**_turns(places), **_turns(themes)}
    start = {iri: _at(turns[iri], _INNER, wider) for iri in places}
    start |= {iri: _at(turns[iri], _OUTER, max(wider * 0.8, 1.0)) for iri in themes}
    of, homes = systems_of(graph), home_of(graph)
    for iri in sorted(set(network) - set(start)):
        hub = next((hub for hub in (*of.get(iri, ()), homes.get(iri)) if hub in turns), None)
        turn = turns[hub] if hub else 0.0
        start[iri] = _at(turn, _RIM if hub else (0.0, 0.0), max(wider * 0.8, 1.0))
    return _apart(start, {*places, *themes})


def _turns(members: list[str]) -> dict[str, float]:
    """Return the angle of each on a ring, clockwise from the top."""
    return {iri: 2 * pi * index / len(members) for index, iri in enumerate(members)}


def _at(turn: float, radii: _Point, wider: float) -> _Point:
    return (wider * radii[0] * sin(turn), -wider * radii[1] * cos(turn))


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
