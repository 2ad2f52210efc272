"""The picture of everything: one disc for each place and each system, in it what belongs there.

Systems stand in the middle, places around them in the order of their codes, so that neighbours
stand together. In a disc the most linked things stand innermost, on a sunflower's spiral. It takes
one pass, whatever the number, and the same graph gives the same picture.
"""

from collections import Counter, defaultdict
from math import cos, pi, sin, sqrt

from visual.homes import PLACE, home_of, systems_of
from visual.layout import Position
from visual.subgraph import THEME, Subgraph

__all__ = ["whole"]

_STEP = 26.0
"""Distance between two things of a disc, in pixels."""
_GAP = 90.0
"""Between two discs."""
_TURN = pi * (3 - sqrt(5))
_MECHANISM, _MEASURE = "ontology#Mechanism", "ontology#Measure"


def whole(graph: Subgraph) -> dict[str, Position]:
    """Return where each thing stands in the picture of everything, in whole pixels."""
    discs = _discs(graph)
    inner = [hub for hub in discs if not hub or graph.things[hub].kind != PLACE]
    outer = [hub for hub in discs if hub not in set(inner)]
    radii = {hub: _radius(len(members)) for hub, members in discs.items()}
    spots: dict[str, Position] = {}
    for hub, (x, y) in _packed([*inner, *outer], radii).items():
        for index, iri in enumerate(discs[hub]):
            reach, turn = _STEP * sqrt(index), index * _TURN
            spots[iri] = (round(x + reach * cos(turn)), round(y + reach * sin(turn)))
    return spots


def _discs(graph: Subgraph) -> dict[str, list[str]]:
    """Return the members of each disc: the hub first, then by the number of links.

    Measures, which are many and hidden at first, stand outermost.
    """
    homes, systems = home_of(graph), systems_of(graph)
    weight = Counter(end for link in graph.links for end in (link.source, link.target))
    discs: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(graph.things, key=lambda iri: (_is_late(graph, iri), -weight[iri], iri)):
        thing = graph.things[iri]
        if thing.kind in {PLACE, THEME}:
            discs[iri].insert(0, iri)
        elif thing.kind == _MECHANISM:
            discs[next(iter(systems.get(iri, ())), "")].append(iri)
        else:
            discs[homes.get(iri, "")].append(iri)
    return {hub: discs[hub] for hub in sorted(discs)}


def _is_late(graph: Subgraph, iri: str) -> bool:
    return graph.things[iri].kind == _MEASURE


def _radius(count: int) -> float:
    return _STEP * sqrt(count) + _GAP / 2


def _packed(hubs: list[str], radii: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Place discs along a spiral from the middle, each where the last one leaves room."""
    step = max(radii.values(), default=0.0) / 3
    placed: dict[str, tuple[float, float]] = {}
    turn = reach = 0.0
    for hub in hubs:
        x, y = reach * cos(turn), reach * sin(turn)
        while any(
            (x - at[0]) ** 2 + (y - at[1]) ** 2 < (radii[hub] + radii[other]) ** 2
            for other, at in placed.items()
        ):
            turn += step / max(reach, step)
            reach += step * step / max(reach, step) / (2 * pi)
            x, y = reach * cos(turn), reach * sin(turn)
        placed[hub] = (x, y)
    return placed
