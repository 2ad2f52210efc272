"""What the Turtle files under ``ontology/`` say, for the pages that are made of them."""

from functools import cache
from importlib.resources import files
from typing import TypeAlias

import pyoxigraph as ox

from ontology.terms import PREFIXES

__all__ = [
    "Node",
    "Value",
    "objects",
    "one",
    "short",
    "source",
    "subjects",
    "text",
    "triples",
    "values",
    "vocabularies",
]

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Index: TypeAlias = dict[tuple[Value, str], list[Value]]


def source(name: str) -> bytes:
    """Return a file as it is."""
    return files("ontology").joinpath(name).read_bytes()


def vocabularies() -> list[str]:
    """Return the names of the vocabulary files, sorted."""
    return sorted(f"vocab/{file.name}" for file in files("ontology").joinpath("vocab").iterdir())


@cache
def triples(file: str) -> tuple[ox.Triple, ...]:
    """Return the statements of a file in its order."""
    return tuple(ox.parse(source(file), format=ox.RdfFormat.TURTLE))


def objects(file: str, node: Node | str, predicate: str) -> list[Value]:
    """Return the values of a property, in the order of the file."""
    return _forward(file).get((_node(node), predicate), [])


def subjects(file: str, predicate: str, node: Node | str) -> list[Node]:
    """Return what has this value, in the order of the file."""
    found = _backward(file).get((_node(node), predicate), [])
    return [each for each in found if isinstance(each, ox.NamedNode | ox.BlankNode)]


def values(file: str, node: Node | str, predicate: str) -> list[str]:
    """Return the values of a property as strings."""
    found = objects(file, node, predicate)
    return [each.value for each in found if not isinstance(each, ox.Triple)]


def one(file: str, node: Node | str, predicate: str) -> str | None:
    """Return the first value of a property."""
    return next(iter(values(file, node, predicate)), None)


def text(file: str, node: Node | str, predicate: str, tag: str) -> str:
    """Return the first text in a language, empty if there is none."""
    found = (v for v in objects(file, node, predicate) if isinstance(v, ox.Literal))
    return next((value.value for value in found if value.language == tag), "")


def short(iri: str) -> str:
    """Write an IRI with its prefix."""
    for name, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{name}:{iri[len(base) :]}"
    return iri.rsplit("/fazhi/", 1)[-1]


def _node(node: Node | str) -> Node:
    return ox.NamedNode(node) if isinstance(node, str) else node


@cache
def _forward(file: str) -> _Index:
    found: _Index = {}
    for triple in triples(file):
        found.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)
    return found


@cache
def _backward(file: str) -> _Index:
    found: _Index = {}
    for triple in triples(file):
        found.setdefault((triple.object, triple.predicate.value), []).append(triple.subject)
    return found
