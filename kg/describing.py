"""Describe what the reports of a graph use: places, bodies, concepts, known documents.

What is asked of the store does not grow with the reports where that can be: whether some report
names a known thing is one look-up for each known thing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.bodies import Body, body_quads
from kg.counts import pair_quads
from kg.dataset import describe_dataset
from kg.descriptions import curated, places_quads, vocabulary_quads
from kg.quads import COUNTS, DATASET, PLACES, VOCABULARY
from kg.sparql import run_query
from kg.store import GraphFolder
from kg.tally import Tally
from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, area

__all__ = ["describe", "descriptions_of"]

_MENTIONED = "SELECT DISTINCT ?thing WHERE { ?report fz:mentions ?thing }"
_BODIES = "SELECT DISTINCT ?body ?kind WHERE { ?body fz:kind ?kind }"


def describe(target: GraphFolder, fresh: Mapping[str, Tally] | None = None) -> None:
    """Write anew the descriptions of all that the reports use.

    ``fresh`` holds what was counted, by report, since the last time.
    """
    places = [area(place.code) for place in load_gazetteer()]
    used = set(target.used_among((*curated(), *places), but=(VOCABULARY, PLACES, DATASET, COUNTS)))
    used.update(thing for (thing,) in _rows(target, _MENTIONED))
    bodies = _rows(target, _BODIES)
    target.replace_graphs(descriptions_of(used, ((body, kind) for body, kind in bodies)))
    target.replace_graphs({COUNTS: pair_quads(target.store)})
    describe_dataset(target, fresh)


def descriptions_of(used: set[str], bodies: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """Return the graphs that describe known things and bodies in use, each body with its kind."""
    _, levels = places_quads(used)
    told, lines = body_quads(_body(iri, kind) for iri, kind in bodies)
    vocabulary, named = vocabulary_quads(used | levels | lines)
    return {VOCABULARY: vocabulary + told, PLACES: places_quads(used | named)[0]}


def _rows(target: GraphFolder, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the IRIs of each row; many rows, so no records are made of them."""
    results: Any = run_query(target.store, query)
    for row in results:
        yield tuple(each.value for each in row)


def _body(iri: str, kind: str) -> Body:
    """Return a body with its place, which its IRI names: body:370983/司法局 of area:370983."""
    code = iri.removeprefix(f"{BASE}body/").partition("/")[0]
    return Body(iri, kind, area(code))
