"""The subgraph as a pyvis network: the one module that knows pyvis."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from ontology.iris import BASE
from visual.homes import home_of, places_at, systems_of
from visual.layout import groups, overview, positions
from visual.subgraph import opaque
from visual.whole import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visual.layout import Position
    from visual.subgraph import Link, Subgraph, Thing

__all__ = ["network_data", "vis_script"]

_SIZES = {"ontology#Jurisdiction": 20, "theme": 18, "ontology#Mechanism": 9}
_OPTIONS = {
    "autoResize": True,
    "physics": False,
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "multiselect": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": False, "chosen": False, "hoverWidth": 1, "selectionWidth": 1},
}


_KINDS = {
    "ontology#Jurisdiction": "M0-1 .95-.31 .59 .81-.59 .81-.95-.31Z",
    "theme": "M-.9-.8H.9V.8H-.9ZM-.5-.35H.5M-.5 0H.5M-.5 .35H.5",
    "ontology#Mechanism": "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
    "ontology#PolicyDocument": "M-.85-.85H.85V.85H-.85Z",
    "ontology#Institution": "M0-1 1 .8H-1Z",
    "ontology#Report": "M-.75-1H.3L.75-.5V1H-.75ZM.3-1V-.5H.75M-.4 0H.4M-.4 .45H.4",
    "ontology#Measure": "M0-1 .75 0 0 1-.75 0Z",
    "ontology#Honour": "M0-1 .25-.34 .95-.31 .4 .13 .59 .81 0 .42-.59 .81-.4 .13-.95-.31-.25-.34Z",
    "interface/person": "M.4-.5A.4.4 0 1 1-.4-.5A.4.4 0 1 1 .4-.5ZM-.9 1Q-.9 .05 0 .05T.9 1Z",
}
"""Classes in the order of the legend, each with the outline of its mark."""
_DASHES = {"status/planned": [8, 6], "status/problem": [2, 4], "status/mentioned": [1, 7]}
_RANKS = ("status/", "act/", "interface/office", "ontology#", "interface/")
"""Order of the links of a thing: what reports state before what holds anyway."""


def network_data(graph: Subgraph) -> dict[str, Any]:
    """Return nodes, edges and options as vis-network takes them; ids say nothing of their names."""
    from pyvis.network import Network  # noqa: PLC0415 # half a second; only pages need it

    network = Network(directed=True)
    network.options = _OPTIONS
    places = positions(graph, overview(graph))
    belongs = _belongs(graph)
    # Appended, because add_node and add_edge look through all the others each time.
    network.nodes += [_node(thing, places, belongs) for thing in graph.things.values()]
    network.edges += [_edge(link) for link in graph.links]
    nodes, edges, _, _, _, options = network.get_network_data()
    everything = whole(graph)
    return {
        "nodes": nodes,
        "whole": [everything[iri] for iri in graph.things],
        "edges": edges,
        "options": json.loads(options),
        "kinds": list(_KINDS),
        "glyphs": _KINDS,
        "dashes": _DASHES,
        "ranks": _RANKS,
    }


def vis_script() -> str:
    """Return vis-network as pyvis brings it."""
    library = resources.files("pyvis").joinpath("templates", "lib", "vis-9.1.2")
    return library.joinpath("vis-network.min.js").read_text(encoding="utf-8")


def _belongs(graph: Subgraph) -> dict[str, dict[str, Any]]:
    """Return for each thing its place, its systems, its province, and what stands for it."""
    belongs: dict[str, dict[str, Any]] = {iri: {} for iri in graph.things}
    for name, found in (
        ("home", home_of(graph)),
        ("province", places_at(graph, "level/province")),
        ("stands", groups(graph)),
    ):
        for iri, place in found.items():
            belongs[iri][name] = opaque(place)
    for iri, systems in systems_of(graph).items():
        belongs[iri]["systems"] = [opaque(system) for system in systems]
    return belongs


def _node(
    thing: Thing, places: Mapping[str, Position], belongs: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    node = {
        "id": opaque(thing.iri),
        "iri": thing.iri.removeprefix(BASE),
        "label": thing.zh,
        "en": thing.en,
        "group": thing.kind,
        "size": _SIZES.get(thing.kind, 8),
        "aliases": thing.aliases,
        "facts": thing.facts,
        "quotes": thing.quotes,
        "figures": thing.figures,
        **belongs[thing.iri],
    }
    if thing.iri in places:
        node["x"], node["y"] = places[thing.iri]
    return {key: value for key, value in node.items() if value not in ("", ())}


def _edge(link: Link) -> dict[str, Any]:
    edge = {
        "id": opaque(f"{link.source} {link.relation} {link.target}"),
        "from": opaque(link.source),
        "to": opaque(link.target),
        "relation": link.relation,
        "years": link.years,
        "quotes": link.quotes,
    }
    return {key: value for key, value in edge.items() if value != ()}
