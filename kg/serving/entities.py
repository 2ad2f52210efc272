"""The entities' own addresses: ``/area/370983`` is what the graph says of ``area:370983``."""

import re
from collections.abc import Sequence
from importlib.resources import files

import pyoxigraph as ox

from kg.serving.forms import GRAPHS, Form
from ontology.iris import BASE, ONTOLOGY

__all__ = [
    "DATA",
    "MOST",
    "describing_query",
    "entity_iri",
    "existing_query",
    "ontology_data",
    "parted",
]

DATA = GRAPHS[:4]
"""Forms in which an entity is described: Turtle, N-Triples, JSON-LD, RDF/XML."""
MOST = 100_000
"""Rows of a description; no report comes near."""
_PLACES = re.compile(r"(?:country|province|prefecture|county|township|village|place)/(.+)")
_REPORT = re.compile(rf"{BASE}report/[^/#]+")


def entity_iri(path: str) -> str | None:
    """Return the IRI that a path stands for, without its first slash; none if it is no IRI.

    ``county/370983`` and ``place/370983`` are ``area/370983``.
    """
    name = path.rstrip("/")
    if match := _PLACES.fullmatch(name):
        name = f"area/{match[1]}"
    iri = ONTOLOGY.removesuffix("#") if name == "ontology" else f"{BASE}{name}"
    try:
        return ox.NamedNode(iri).value if name else None
    except ValueError:
        return None


def parted(path: str, forms: Sequence[Form] = DATA) -> tuple[str, Form | None]:
    """Return a path without the ending that names a form, and that form: area/370983.ttl."""
    for form in forms:
        if path.endswith(form.ending):
            return path.removesuffix(form.ending), form
    return path, None


def existing_query(iri: str) -> str:
    """Return the query that tells whether the graph says anything of a thing."""
    return f"ASK {{ <{iri}> ?property ?value }}"


def describing_query(iri: str) -> str:
    """Return the query for what is said of a thing, with the names of what it is linked to.

    A report is described by all that it says, since the addresses of its sentences
    (``report/…#char=120,131``) lead there too.
    """
    whole = _REPORT.fullmatch(iri)
    said = "?thing ?property ?value" if whole else f"<{iri}> ?property ?value"
    pattern = f"GRAPH <{iri}> {{ {said} }}" if whole else said
    return f"""CONSTRUCT {{ {said} . ?other ?name ?label }} WHERE {{
  {{ {pattern} }}
  UNION {{
    <{iri}> ?link ?other . ?other ?name ?label FILTER(?name IN (rdfs:label, skos:prefLabel))
  }}
}}"""


def ontology_data(form: Form) -> bytes:
    """Return the ontology itself, whose terms all lead to its one address."""
    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    if form.format == ox.RdfFormat.TURTLE:
        return source
    triples = ox.parse(source, format=ox.RdfFormat.TURTLE)
    if not isinstance(form.format, ox.RdfFormat):
        raise TypeError(form)
    return ox.serialize(triples, format=form.format) or b""
