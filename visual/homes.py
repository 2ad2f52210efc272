"""Where things belong: to which place, province and system of the Outline.

临江县司法局 belongs to 临江县, its measures too, and with them to 甲省; 双随机一公开 belongs to no
place but to the system of administrative enforcement.
"""

from collections import defaultdict
from collections.abc import Iterable

from visual.records import Link, Subgraph

__all__ = ["PLACE", "home_of", "places_at", "systems_of"]

PLACE = "ontology#Jurisdiction"
_WITHIN = "ontology#within"
_LEVEL = "ontology#level"
_OWNERS = (
    "ontology#jurisdiction",
    "ontology#actor",
    "ontology#recipient",
    "ontology#issuedBy",
    "interface/office",
)
"""Links from a thing to whom it belongs, the surest first."""
_PARTS = ("ontology#memberOf", "interface/broader")
_THEME = "ontology#theme"
_STEPS, _DEEP = 4, 8


def home_of(graph: Subgraph) -> dict[str, str]:
    """Return the place of each thing that belongs to one; a place is its own."""
    owner = _nearest(graph.links, _OWNERS)
    homes = {}
    for iri in graph.things:
        end = iri
        for _ in range(_STEPS):
            if graph.things[end].kind == PLACE or end not in owner:
                break
            end = owner[end]
        if graph.things[end].kind == PLACE:
            homes[iri] = end
    return homes


def systems_of(graph: Subgraph) -> dict[str, tuple[str, ...]]:
    """Return the systems of mechanisms and measures; a part has those of its whole."""
    said: dict[str, set[str]] = defaultdict(set)
    for link in graph.links:
        if link.relation == _THEME:
            said[link.source].add(link.target)
    whole = _nearest(graph.links, _PARTS)
    for part in whole:
        end = part
        for _ in range(_STEPS):
            if said.get(end):
                said[part] |= said[end]
                break
            end = whole.get(end, end)
    return {iri: tuple(sorted(systems)) for iri, systems in said.items() if systems}


def places_at(graph: Subgraph, level: str) -> dict[str, str]:
    """Return the place of a level that each place lies in; a place of that level is its own."""
    parents = _nearest(graph.links, (_WITHIN,))
    found = {}
    for iri, thing in graph.things.items():
        end = iri if thing.kind == PLACE else ""
        for _ in range(_DEEP):
            if end and (_LEVEL, level) in graph.things[end].facts:
                found[iri] = end
            end = parents.get(end, "")
    return found


def _nearest(links: Iterable[Link], relations: tuple[str, ...]) -> dict[str, str]:
    """Return for each source the target of its first relation, of several the first by name."""
    best: dict[str, tuple[int, str]] = {}
    for link in links:
        if link.relation in relations:
            found = (relations.index(link.relation), link.target)
            best[link.source] = min(found, best.get(link.source, found))
    return {source: target for source, (_, target) in best.items()}
