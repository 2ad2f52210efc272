"""Hold the union of all graphs of a store against the compiled shapes, graph by graph.

The nodes of a report are judged as its graph is read; things that several graphs describe (places,
bodies, mechanisms) once all are. What a value is, is asked of the whole store. So memory grows with
the things, not with the statements. Besides, what needs a look at every statement is seen here:
language tags, blank nodes, terms of ours, quotes that the kept text does not hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.blocks import Block, Blocks, Nodes, closure, lexical, nodes_of, number_of, parse
from kg.compiled import check_blocks
from kg.descriptions import curated
from kg.rules import REMEMBERED, Fault
from kg.shape_reader import load_messages
from ontology.terms import FZ, OA, PREFIXES, RDF

__all__ = ["STREAMED", "Union", "graphs_of"]

STREAMED = ("LanguageTag", "NamedByIRI")
"""Constraints of ``shapes.ttl`` in SPARQL that are asked here, of each statement."""

_Parts: TypeAlias = dict[str, dict[str, list[str]]]
_REPORT = re.compile(rf"<({re.escape(PREFIXES['report'])}[^/#>]+)[/#>]")
_TYPE, _FILE, _OF = f"<{RDF.type}>", f"<{FZ.textFile}>", f"<{FZ.report}>"
_START, _END, _EXACT = (f"<{OA[name]}>" for name in ("start", "end", "exact"))
_OURS = f"<{FZ.base}"
_TAGS = ("@zh", "@en")


def graphs_of(store: ox.Store) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    """Return the names of all graphs, sorted, the default graph first."""
    return [ox.DefaultGraph(), *sorted(store.named_graphs(), key=str)]


@dataclass(slots=True)
class Union:
    """The graphs of a store that were read so far, and what is wrong with them."""

    store: ox.Store
    folder: Path | None = None
    """Where the kept texts are; without it no quote is compared."""
    terms: set[str] = field(default_factory=set)
    """Properties and classes in use that bear our prefix."""
    _seen: list[Fault] = field(default_factory=list)
    """What is wrong with single statements."""
    _found: list[Fault] = field(default_factory=list)
    """What is wrong with nodes."""
    _shared: _Parts = field(default_factory=dict)
    _strays: set[str] = field(default_factory=set)
    """Nodes of reports of which another graph says something."""
    _known: "_Known" = field(init=False)

    def __post_init__(self) -> None:
        """Begin to remember what things are."""
        self._known = _Known(self.store)

    def read(self, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> None:
        """Judge the nodes that a graph alone describes, and keep the others for the end."""
        own: _Parts = {}
        name = graph.value if isinstance(graph, ox.NamedNode) else ""
        for subject, predicate, value in _statements(self.store, graph):
            if (predicate == _TYPE and value.startswith(_OURS)) or predicate.startswith(_OURS):
                self.terms.add((value if predicate == _TYPE else predicate)[1:-1])
            if subject[0] == "_" or value[0] == "_":
                self._seen.append(_fault("NamedByIRI", subject, predicate, value))
            elif value[-1] not in '">' and not value.endswith(_TAGS):
                self._seen.append(_fault("LanguageTag", subject, predicate, value))
            found = _REPORT.match(subject)
            if found and found[1] == name:
                node = own.setdefault(_bare(subject), {})
            else:
                if found:
                    self._strays.add(_bare(subject))
                node = self._shared.setdefault(_bare(subject), {})
            node.setdefault(predicate, []).append(value)
        self._check(own)

    def finish(self) -> list[Fault]:
        """Judge what several graphs describe, and return all that is wrong."""
        if self._strays:
            self._found = [fault for fault in self._found if fault.focus not in self._strays]
            for iri in self._strays:
                self._shared[iri] = _from_store(self.store, iri)
        self._check(self._shared)
        return self._seen + self._found

    def _check(self, parts: _Parts) -> None:
        nodes = nodes_of(parts)
        self._found += check_blocks(_InStore(nodes, self._known))
        if self.folder:
            self._compare(nodes, self.folder)

    def _compare(self, nodes: Nodes, folder: Path) -> None:
        """Compare every quote with the kept text of its report."""
        texts: dict[str, str | None] = {}
        for iri, block in nodes.items():
            if _EXACT not in block or _START not in block or _END not in block:
                continue
            for report in block.get(_OF, ()):
                if report not in texts:
                    texts[report] = self._text(report, nodes, folder)
                text = texts[report]
                wrong = text is not None and _misquoted(block, text)
                if wrong:
                    self._found.append(_fault("QuoteStandsInText", f"<{iri}>", _EXACT, wrong))

    def _text(self, report: str, nodes: Nodes, folder: Path) -> str | None:
        """Return the kept text of a report, empty if it is gone, none if it names no file."""
        iri = report[1:-1]
        block = nodes.get(iri)
        for file in block.get(_FILE, ()) if block else _from_store(self.store, iri).get(_FILE, ()):
            path = folder / lexical(file)
            return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        return None


def _fault(name: str, subject: str, path: str, value: str) -> Fault:
    zh, en = _messages(name)
    return Fault(
        focus=subject[2:] if subject[0] == "_" else _bare(subject),
        path=path[1:-1],
        value=value[2:] if value[0] == "_" else lexical(value),
        severity="Violation",
        zh=zh,
        en=en,
    )


def _misquoted(block: Block, text: str) -> str:
    """Return the quote that does not stand at its offsets, empty if it does."""
    for start in block[_START]:
        for end in block[_END]:
            first, last = number_of(start), number_of(end)
            for quote in block[_EXACT]:
                if not (isinstance(first, int) and isinstance(last, int)):
                    return quote
                if text[first:last] != parse(quote)[0]:
                    return quote
    return ""


def _statements(
    store: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph
) -> Iterator[list[str]]:
    """Yield the terms of a graph's statements as N-Triples writes them."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
    for line in data.decode().split("\n"):
        if line:
            yield line[:-2].split(" ", 2)


def _from_store(store: ox.Store, iri: str) -> dict[str, list[str]]:
    """Return what all graphs say of a node."""
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(_node(iri), None, None, None):
        values = found.setdefault(str(quad.predicate), [])
        if str(quad.object) not in values:
            values.append(str(quad.object))
    return found


def _bare(term: str) -> str:
    """Return an IRI without brackets; a blank node as it is."""
    return term[1:-1] if term[0] == "<" else term


def _node(iri: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(iri[2:]) if iri.startswith("_:") else ox.NamedNode(iri)


@cache
def _messages(name: str) -> tuple[str, str]:
    return load_messages(name)


class _Known:
    """What things of a store are and who points to them, each asked once."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._classes: dict[str, frozenset[str]] = {}

    def classes(self, term: str) -> frozenset[str]:
        """Return the classes of a thing, by the store, else by the vocabularies."""
        if term not in self._classes:
            if len(self._classes) > REMEMBERED:
                self._classes.clear()
            self._classes[term] = self._asked(term)
        return self._classes[term]

    def _asked(self, term: str) -> frozenset[str]:
        if term[0] == '"':
            return frozenset()
        quads = self.store.quads_for_pattern(_node(_bare(term)), _IS, None, None)
        types = {str(quad.object) for quad in quads} or {
            f"<{value.value}>" for name, value in curated().get(term[1:-1], ()) if name == RDF.type
        }
        return frozenset().union(*map(closure, types))

    def pointing(self, predicate: str, iri: str) -> list[str]:
        """Return the terms of what has a thing for a property, in any graph."""
        path = ox.NamedNode(predicate[1:-1])
        quads = self.store.quads_for_pattern(None, path, _node(iri), None)
        return sorted({str(quad.subject) for quad in quads})


_IS = ox.NamedNode(RDF.type)


class _InStore(Blocks):
    """Some nodes of a store; what they point to is looked up there."""

    def __init__(self, nodes: Nodes, known: _Known) -> None:
        super().__init__(nodes)
        self._known = known

    def pointing(self, predicate: str, iri: str) -> list[str]:
        return self._known.pointing(predicate, iri)

    def is_a(self, term: str, cls: str) -> bool:
        return term in self.of_class.get(cls, ()) or cls in self._known.classes(term)
