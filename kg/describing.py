"""Describe what the reports of a graph use: places, bodies, concepts, known documents."""

from kg.bodies import Body, body_quads
from kg.descriptions import curated, places_quads, vocabulary_quads
from kg.quads import PLACES, VOCABULARY
from kg.sparql import select
from kg.store import GraphFolder

__all__ = ["describe"]

_PLACES = """
SELECT DISTINCT ?place WHERE {
  { ?report a fz:Report ; fz:mentions|fz:jurisdiction ?place }
  UNION { ?body a fz:Institution ; fz:jurisdiction ?place }
  UNION { ?below a fz:Jurisdiction ; fz:within ?place }
}"""

_BODIES = """
SELECT DISTINCT ?body ?kind ?place WHERE {
  ?body a fz:Institution ; fz:kind ?kind ; fz:jurisdiction ?place }"""


def describe(target: GraphFolder) -> None:
    """Write anew the descriptions of all that the reports use."""
    used = set(target.used_among(curated(), but=(VOCABULARY, PLACES)))
    used.update(str(row["place"]) for row in select(target.store, _PLACES))
    _, levels = places_quads(used)
    bodies, lines = body_quads(
        Body(str(row["body"]), str(row["kind"]), str(row["place"]))
        for row in select(target.store, _BODIES)
    )
    vocabulary, places = vocabulary_quads(used | levels | lines)
    graphs = {VOCABULARY: vocabulary + bodies, PLACES: places_quads(used | places)[0]}
    target.replace_graphs(graphs)
