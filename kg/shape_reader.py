"""Read ``shapes.ttl`` into the rules of ``kg.rules``."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import pyoxigraph as ox

from kg.blocks import is_valid, lexical, number_of, parse
from kg.rules import Rule, Shape, Test
from ontology.iris import BASE
from ontology.terms import PREFIXES, RDF, SH

__all__ = ["load_messages", "load_shapes"]

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@cache
def load_shapes() -> tuple[Shape, ...]:
    """Return the node shapes of ``shapes.ttl``; what they hold beyond SHACL Core is left out."""
    store = ox.Store()
    store.load(files("ontology").joinpath("shapes.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    reader = _Reader(store)
    named = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(SH.NodeShape))
    shapes = (reader.shape(node) for node in sorted((q.subject for q in named), key=str))
    return tuple(shape for shape in shapes if shape.has_rules)


def load_messages(name: str) -> tuple[str, str]:
    """Return what a constraint tells to do, in Chinese and English, by the name of its shape."""
    store = ox.Store()
    store.load(files("ontology").joinpath("shapes.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    node, reader = ox.NamedNode(f"{BASE}shape/{name}"), _Reader(store)
    return reader.message(node, "zh"), reader.message(node, "en")


class _Reader:
    """Reads shapes out of their Turtle."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def shape(self, node: _Term) -> Shape:
        """Return the shape that a node describes."""
        return Shape(
            classes=tuple(str(value) for value in self._all(node, SH.targetClass)),
            subjects_of=tuple(str(value) for value in self._all(node, SH.targetSubjectsOf)),
            rules=[self._rule(each) for each in self._all(node, SH.property)],
            alone=list(self._tests(node)),
            choices=[[self.shape(m) for m in self._list(v)] for v in self._all(node, SH["or"])],
            negated=[self.shape(each) for each in self._all(node, SH["not"])],
            zh=self.message(node, "zh"),
            en=self.message(node, "en"),
        )

    def _rule(self, node: _Term) -> Rule:
        (path,) = self._all(node, SH.path)
        inverse = list(self._all(path, SH.inversePath))
        counted = [_every(list(self._tests(v))) for v in self._all(node, SH.qualifiedValueShape)]
        counted += [_one_of([str(value)]) for value in self._all(node, SH.hasValue)]
        least = self._number(node, SH.qualifiedMinCount, 1)
        return Rule(
            path=str(inverse[0] if inverse else path),
            inverse=bool(inverse),
            least=self._number(node, SH.minCount, 0),
            most=self._number(node, SH.maxCount, 1 << 30),
            tests=list(self._tests(node)),
            classes=tuple(str(value) for value in self._all(node, SH["class"])),
            below=self._below(node),
            once_per_language=any(self._all(node, SH.uniqueLang)),
            qualified=(counted[0], least) if counted else None,
            severity=next((_last(v) for v in self._all(node, SH.severity)), "Violation"),
            zh=self.message(node, "zh"),
            en=self.message(node, "en"),
        )

    def _below(self, node: _Term) -> tuple[str, bool] | None:
        for name, equal in ((SH.lessThan, False), (SH.lessThanOrEquals, True)):
            for value in self._all(node, name):
                return str(value), equal
        return None

    def _tests(self, node: _Term) -> Iterator[Test]:
        """Yield the rules on single values."""
        for name, make in _TESTS.items():
            for value in self._all(node, SH[name]):
                terms = self._list(value) if name in {"in", "languageIn"} else [value]
                yield make([str(term) for term in terms])

    def _number(self, node: _Term, name: str, default: int) -> int:
        return next((int(_plain(value)) for value in self._all(node, name)), default)

    def message(self, node: _Term, tag: str) -> str:
        """Return the message of a shape, rule or constraint in a language."""
        found = (v for v in self._all(node, SH.message) if isinstance(v, ox.Literal))
        return next((value.value for value in found if value.language == tag), "")

    def _all(self, node: _Term, name: str) -> Iterator[_Term]:
        if not isinstance(node, ox.Literal):
            for quad in self._store.quads_for_pattern(node, ox.NamedNode(name), None):
                yield quad.object

    def _list(self, node: _Term) -> Iterator[_Term]:
        while first := next(self._all(node, RDF.first), None):
            yield first
            node = next(self._all(node, RDF.rest))


def _datatype(values: list[str]) -> Test:
    wanted = values[0][1:-1]
    end = '"' if wanted == f"{PREFIXES['xsd']}string" else f'"^^{values[0]}'

    def test(term: str) -> bool:
        return term[0] == '"' and term.endswith(end) and is_valid(term, wanted)

    return test


def _pattern(values: list[str]) -> Test:
    expression = re.compile(parse(values[0])[0])
    return lambda term: bool(expression.search(lexical(term)))


def _node_kind(values: list[str]) -> Test:
    first = "<" if values[0] == f"<{SH.IRI}>" else '"'
    return lambda term: term[0] == first


def _bound(values: list[str], *, least: bool) -> Test:
    limit = Decimal(parse(values[0])[0])

    def test(term: str) -> bool:
        number = number_of(term)
        return number is not None and (number >= limit if least else number <= limit)

    return test


def _length(values: list[str], *, least: bool) -> Test:
    limit = int(parse(values[0])[0])
    if least:
        return lambda term: len(lexical(term)) >= limit
    return lambda term: len(lexical(term)) <= limit


def _languages(values: list[str]) -> Test:
    tags = {parse(value)[0] for value in values}
    return lambda term: term[0] == '"' and parse(term)[1] in tags


def _one_of(values: list[str]) -> Test:
    wanted = set(values)
    return lambda term: term in wanted


_TESTS: Mapping[str, Callable[[list[str]], Test]] = {
    "datatype": _datatype,
    "pattern": _pattern,
    "nodeKind": _node_kind,
    "minInclusive": lambda values: _bound(values, least=True),
    "maxInclusive": lambda values: _bound(values, least=False),
    "minLength": lambda values: _length(values, least=True),
    "maxLength": lambda values: _length(values, least=False),
    "languageIn": _languages,
    "in": _one_of,
}


def _every(tests: list[Test]) -> Test:
    return lambda term: all(test(term) for test in tests)


def _plain(term: _Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _last(term: _Term) -> str:
    return _plain(term).rsplit("#", 1)[-1]
