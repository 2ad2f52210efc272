"""The graph of one report as nodes with their values, and literals taken apart."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

import pyoxigraph as ox

from kg.descriptions import curated
from kg.known import place_code
from ontology.iris import BASE
from ontology.terms import FOAF, FZ, PREFIXES, RDF, RDFS

__all__ = [
    "Block",
    "Blocks",
    "Column",
    "Group",
    "Nodes",
    "classes_of",
    "closure",
    "groups_of",
    "is_valid",
    "known_as",
    "lexical",
    "nodes_of",
    "number_of",
    "parse",
]

Block: TypeAlias = dict[str, tuple[str, ...]]
"""Values of one node by property, each once; terms as N-Triples writes them."""
Nodes: TypeAlias = dict[str, Block]
"""By the IRI of the node."""

_REST = re.compile(r'@([a-zA-Z-]+)|\^\^<([^<>"]*)>')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_XSD = PREFIXES["xsd"]
_INTEGER = f'"^^<{_XSD}integer>'
_FORMS = {
    f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{_XSD}decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    f"{_XSD}date": re.compile(r"-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?"),
}
_BY_PATH = {
    "area/": FZ.Jurisdiction,
    "body/": FZ.Institution,
    "document/": FZ.PolicyDocument,
    "mechanism/": FZ.Mechanism,
}
_TYPE = f"<{RDF.type}>"
_PERSON = "/person/"
_NONE: tuple[str, ...] = ()


def nodes_of(said: Mapping[str, Mapping[str, Iterable[str]]]) -> Nodes:
    """Return nodes whose values may repeat with each value once."""
    return {
        iri: {name: tuple(dict.fromkeys(values)) for name, values in block.items()}
        for iri, block in said.items()
    }


class Column:
    """What the nodes of a group have for one property."""

    def __init__(self, name: str, blocks: list[Block]) -> None:
        """Take the values of every node."""
        held: list[str] = []
        self.least = self.most = len(blocks[0][name])
        for block in blocks:
            values = block[name]
            size = len(values)
            if size == 1:
                held.append(values[0])
            else:
                held += values
            self.least, self.most = min(size, self.least), max(size, self.most)
        self.number = len(held)
        self.values = set(held)


class Group:
    """Nodes of the same classes with the same properties."""

    def __init__(self, types: tuple[str, ...], properties: tuple[str, ...]) -> None:
        """Start without nodes."""
        self.types = types
        self.properties = properties
        self.iris: list[str] = []
        self.blocks: list[Block] = []
        self.columns: dict[str, Column] = {}

    def close(self) -> None:
        """Look at the values of all nodes at once, a property after the other."""
        for name in self.properties:
            self.columns[name] = Column(name, self.blocks)


def groups_of(nodes: Nodes) -> list[Group]:
    """Return nodes in groups, in the order in which these first come up."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Group] = {}
    for iri, block in nodes.items():
        key = (block.get(_TYPE, _NONE), tuple(block))
        group = found.get(key)
        if group is None:
            group = found[key] = Group(key[0], key[1])
        group.iris.append(iri)
        group.blocks.append(block)
    for group in found.values():
        group.close()
    return list(found.values())


class Blocks:
    """The nodes of one report's graph by IRI, and which of them belong to a class."""

    def __init__(self, nodes: Nodes) -> None:
        """Take the nodes and sort them by class."""
        self.nodes = nodes
        self.groups = groups_of(nodes)
        self.of_class: dict[str, set[str]] = {}
        """Terms of the nodes of each class, those of the classes under it included."""
        for group in self.groups:
            terms = [f"<{iri}>" for iri in group.iris] if group.types else []
            for cls in classes_of(group.types):
                self.of_class.setdefault(cls, set()).update(terms)
        self._inverse: dict[str, dict[str, list[str]]] = {}

    def pointing(self, predicate: str, iri: str) -> list[str]:
        """Return the terms of the nodes that have a thing for a property."""
        if predicate not in self._inverse:
            held = self._inverse[predicate] = {}
            for group in self.groups:
                if predicate in group.columns:
                    for node, block in zip(group.iris, group.blocks, strict=True):
                        for value in block[predicate]:
                            held.setdefault(value, []).append(f"<{node}>")
        return self._inverse[predicate].get(f"<{iri}>", [])

    def are_all(self, terms: set[str], cls: str) -> bool:
        """Tell whether all things belong to a class."""
        return all(self.is_a(term, cls) for term in terms - self.of_class.get(cls, set()))

    def is_a(self, term: str, cls: str) -> bool:
        """Tell whether a thing belongs to a class, here or by what is known elsewhere."""
        if term in self.of_class.get(cls, ()):
            return True
        return _TYPE not in self.nodes.get(term[1:-1], ()) and known_as(term, cls)


def closure(cls: str) -> frozenset[str]:
    """Return a class, as a term, with all that it stands under in ``fazhi.ttl``."""
    return _closure(cls)


def classes_of(types: Iterable[str]) -> frozenset[str]:
    """Return all classes that things of some classes belong to."""
    return frozenset[str]().union(*map(_closure, types))


def parse(term: str) -> tuple[str, str, str]:
    """Return text, language tag and datatype of a literal, of anything else itself."""
    end = term.rfind('"')
    if end < 1 or term[0] != '"':
        return term, "", ""
    written, rest = term[1:end], term[end + 1 :]
    tag = datatype = ""
    if rest and (match := _REST.fullmatch(rest)):
        tag, datatype = match[1] or "", match[2] or ""
    elif rest:
        return term, "", ""
    text = _ESCAPE.sub(_character, written) if "\\" in written else written
    return text, tag.lower(), datatype or ("" if tag else f"{_XSD}string")


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(escape[3], escape[3])


def lexical(term: str) -> str:
    """Return the text of a literal, or an IRI without its brackets."""
    return term[1:-1] if term[0] == "<" else parse(term)[0]


@lru_cache(maxsize=1 << 16)
def number_of(term: str) -> Decimal | int | None:
    """Return the value of a literal that is a number, none for any other."""
    if term.endswith(_INTEGER) and (digits := term[1 : -len(_INTEGER)]).isdecimal():
        return int(digits)
    text, _, datatype = parse(term)
    if datatype not in {f"{_XSD}integer", f"{_XSD}decimal"}:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def is_valid(term: str, datatype: str) -> bool:
    """Tell whether a literal is written as its datatype asks."""
    form = _FORMS.get(datatype)
    return form is None or bool(form.fullmatch(parse(term)[0]))


@lru_cache(maxsize=1 << 16)
def known_as(node: str, cls: str) -> bool:
    """Tell whether a node that is not described here belongs to a class."""
    iri = node[1:-1]
    stated = {f"<{value.value}>" for name, value in curated().get(iri, ()) if name == RDF.type}
    if any(cls in _closure(each) for each in stated):
        return True
    if place_code(iri):
        return cls in _closure(f"<{FZ.Jurisdiction}>")
    if _PERSON in iri:
        return cls == f"<{FOAF.Person}>"
    found = (each for path, each in _BY_PATH.items() if iri.startswith(BASE + path))
    return any(cls in _closure(f"<{each}>") for each in found)


@cache
def _closure(cls: str) -> frozenset[str]:
    """Return a class with all that it stands under in ``fazhi.ttl``."""
    found, waiting = {cls}, [cls]
    while waiting:
        for parent in _parents().get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    found: dict[str, list[str]] = {}
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        if triple.predicate.value == RDFS.subClassOf:
            found.setdefault(str(triple.subject), []).append(str(triple.object))
    return {cls: tuple(parents) for cls, parents in found.items()}
