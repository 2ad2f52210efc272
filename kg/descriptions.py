"""Descriptions of what reports use: curated concepts and documents, and places."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.bodies import describe_issuer
from kg.known import place_code
from kg.quads import PLACES, VOCABULARY, GraphText, decimal, integer, ref, term, text
from ontology.gazetteer import Place, load_gazetteer
from ontology.iris import BASE, area, concept
from ontology.terms import PREFIXES

__all__ = ["curated", "places_quads", "vocabulary_quads"]

_SKOS = PREFIXES["skos"]
_DOWNWARD = {f"{_SKOS}{name}" for name in ("topConceptOf", "hasTopConcept", "narrower", "related")}
_MEMBER_OF = f"{PREFIXES['fz']}memberOf"
_DOCUMENT = f"{PREFIXES['fz']}PolicyDocument"
_MAKERS = (f"{BASE}body/", f"{BASE}area/")

_Values = tuple[tuple[str, ox.NamedNode | ox.Literal], ...]


@cache
def curated() -> dict[str, _Values]:
    """Return what the vocabularies under ``ontology/vocab`` say, by subject."""
    found: dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]] = {}
    folder = files("ontology").joinpath("vocab")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".ttl"):
            continue
        for triple in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                found.setdefault(subject.value, []).append((triple.predicate.value, value))
    return {iri: tuple(values) for iri, values in found.items()}


def vocabulary_quads(used: Iterable[str]) -> tuple[bytes, frozenset[str]]:
    """Return the descriptions of the curated things among ``used``, and the places they name.

    With a concept come what it points to (broader, member of, theme, founding document, scheme)
    and its members: 行政执法公示制度 brings 行政执法三项制度 and the other two.
    """
    graph = GraphText(VOCABULARY)
    issuers = sorted(_issuers(used))
    kinds = [kind for issuer in issuers if (kind := describe_issuer(graph, issuer))]
    for iri in sorted(_with_related({*used, *kinds})):
        _describe(graph, iri)
    codes = (issuer.removeprefix(BASE).split("/")[1] for issuer in issuers)
    return graph.to_bytes(), frozenset(map(area, codes))


def _describe(graph: GraphText, iri: str) -> None:
    values = curated()[iri]
    is_document = any(str(value) == ref(_DOCUMENT) for _, value in values)
    for predicate, value in values:
        if predicate in _DOWNWARD:
            continue
        graph.add(iri, ref(predicate), str(value))
        if is_document and predicate == f"{_SKOS}prefLabel" and isinstance(value, ox.Literal):
            graph.add(iri, term("rdfs:label"), str(value))
            if value.language == "zh":
                graph.add(iri, term("dcterms:title"), str(value))


def _with_related(used: Iterable[str]) -> set[str]:
    entries, members = curated(), _members()
    found: set[str] = set()
    waiting = [iri for iri in used if iri in entries]
    while waiting:
        iri = waiting.pop()
        if iri in found:
            continue
        found.add(iri)
        waiting += members.get(iri, ())
        waiting += [
            value.value
            for predicate, value in entries[iri]
            if isinstance(value, ox.NamedNode)
            and value.value in entries
            and predicate not in _DOWNWARD
        ]
    return found


@cache
def _members() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for iri, values in curated().items():
        for predicate, value in values:
            if predicate == _MEMBER_OF:
                found.setdefault(value.value, []).append(iri)
    return {whole: tuple(parts) for whole, parts in found.items()}


def _issuers(used: Iterable[str]) -> Iterator[str]:
    """Yield the bodies and places that issued the curated documents described."""
    found = set()
    for iri in _with_related(used):
        for _, value in curated()[iri]:
            if isinstance(value, ox.NamedNode) and value.value.startswith(_MAKERS):
                found.add(value.value)
    yield from found


def places_quads(used: Iterable[str]) -> tuple[bytes, frozenset[str]]:
    """Return the descriptions of the places among ``used``, and the levels they name.

    With a place come its parents up to the country and the units that took its place.
    """
    graph = GraphText(PLACES)
    waiting = [code for iri in used if (code := place_code(iri))]
    found: dict[str, Place] = {}
    while waiting:
        code = waiting.pop()
        place = load_gazetteer().by_code(code)
        if code in found or place is None:
            continue
        found[code] = place
        after = (place.same_unit_as,) if place.same_unit_as else place.replaced_by
        waiting += [other for other in (place.parent, *after) if other]
    for place in found.values():
        _describe_place(graph, place)
    return graph.to_bytes(), frozenset(concept("level", place.level) for place in found.values())


def _describe_place(graph: GraphText, place: Place) -> None:
    iri = area(place.code)
    graph.add(iri, term("rdf:type"), term("fz:Jurisdiction"))
    graph.add(iri, term("rdfs:label"), text(place.name, "zh"))
    if place.en:
        graph.add(iri, term("rdfs:label"), text(place.en, "en"))
    for name, _ in place.former:
        graph.add(iri, term("skos:altLabel"), text(name, "zh"))
    graph.add(iri, term("fz:code"), text(place.code))
    graph.add(iri, term("fz:level"), ref(concept("level", place.level)))
    if place.parent:
        graph.add(iri, term("fz:within"), ref(area(place.parent)))
    if place.latitude:
        graph.add(iri, term("schema:latitude"), decimal(Decimal(place.latitude)))
        graph.add(iri, term("schema:longitude"), decimal(Decimal(place.longitude)))
    if place.valid_from:
        graph.add(iri, term("fz:validFrom"), integer(place.valid_from))
    if place.valid_to:  # a year of change belongs to the later unit
        graph.add(iri, term("fz:validTo"), integer(place.valid_to - 1))
    if place.same_unit_as:
        graph.add(iri, term("fz:sameUnitAs"), ref(area(place.same_unit_as)))
    else:
        graph.add(iri, term("fz:replacedBy"), *(ref(area(code)) for code in place.replaced_by))
