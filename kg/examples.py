"""The sentence behind a row that counts: one example, looked up when the counting is done.

In the query itself the engine would join every sentence of the graph with every row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kg.sparql import Record, Value
from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = ["Example", "read_examples", "with_examples", "with_quotes"]

Example: TypeAlias = tuple[str, str, str, str, bool]
"""Prefix of the columns, subject, edge and object (empty for a statement), whether the year too."""

_LINE = re.compile(r"# example(?: (\w+):)? \?(\w+)(?: fz:(\w+) \?(\w+))?( and year)?")
_FZ = PREFIXES["fz"]
_OA = PREFIXES["oa"]
_STATUS = {"adopts": "adopted", "plansToAdopt": "planned", "reportsProblemWith": "problem"}
_PLACE = re.compile(r"^([^#]+)#char=(\d+),(\d+)")
_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_NAMES = ("quote", "report", "file", "start", "end")


def read_examples(head: Iterable[str]) -> tuple[Example, ...]:
    """Return what the head of a query says of examples.

    ``# example ?statement`` or ``# example ?place fz:adopts ?mechanism``; ``# example other: …``
    fills the columns ``other_quote`` and so on; ``and year`` tells the report's year too. Of
    several for one prefix the first found is shown.

    >>> read_examples(["# example ?place fz:adopts ?mechanism"])
    (('', 'place', 'adopts', 'mechanism', False),)
    """
    found = (_LINE.fullmatch(line) for line in head)
    return tuple((m[1] or "", m[2], m[3] or "", m[4] or "", bool(m[5])) for m in found if m)


def with_examples(
    store: ox.Store, rows: Sequence[Record], examples: Sequence[Example]
) -> list[Record]:
    """Return rows with the quote of an example, its report and offsets."""
    return [row | _shown(store, row, examples) for row in rows]


def with_quotes(store: ox.Store, rows: Sequence[Record]) -> list[Record]:
    """Return rows of any query with a quote each, its report, section, file and offsets.

    The sentence is the row's own; else that of a statement in it, of an edge between two things in
    it, or one about a thing in it. A row that names nothing of the graph has none.
    """
    return [row | _proof(store, row) for row in rows]


def _proof(store: ox.Store, row: Record) -> Record:
    nodes = [
        ox.NamedNode(value)
        for value in row.values()
        if isinstance(value, str) and value.startswith(BASE) and not _UNSAFE.search(value)
    ]
    if row.get("quote") is not None and row.get("report") is not None:
        told: tuple[Value, ...] = tuple(
            row.get(name) for name in ("report", "start", "end", "quote", "file")
        )
    else:
        told = next(_first_quotes(store, nodes), (None,) * len(_NAMES))
    report, start, end, quote, file = told
    proof = f"{report}#char={start},{end}"
    section = _value(store, ox.NamedNode(proof), f"{_FZ}section") if report else None
    return {
        "quote": quote,
        "report": report,
        "section": section,
        "file": file,
        "start": start,
        "end": end,
    }


def _first_quotes(
    store: ox.Store, nodes: Sequence[ox.NamedNode]
) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield the first sentence of statements, then of edges, then about things."""
    for node in nodes:
        yield from sorted(_quotes(store, node))[:1]
    for place in nodes:
        for thing in nodes:
            for edge in _STATUS:
                said = [q for s in _of_edge(store, place, edge, thing) for q in _quotes(store, s)]
                yield from sorted(said)[:1]
    for node in reversed(nodes):
        about = store.quads_for_pattern(None, _name("about"), node)
        proofs = (quad.subject for quad in about)
        said = [q for p in proofs if isinstance(p, ox.NamedNode) for q in _quotes(store, p)]
        yield from sorted(said)[:1]


def _shown(store: ox.Store, row: Record, examples: Sequence[Example]) -> Record:
    found: Record = {}
    for prefix, subject, edge, value, dated in examples:
        start = f"{prefix}_" if prefix else ""
        if found.get(f"{start}quote") is not None:
            continue
        nodes = _statements(store, row, subject, edge, value)
        quotes = [quote for node in nodes for quote in _quotes(store, node)]
        if len(quotes) > 1:
            quotes.sort(key=lambda each: (_is_heading(store, each), each))
        told = quotes[0] if quotes else (None,) * len(_NAMES)
        report, begin, end, quote, file = told
        values: dict[str, Value] = dict(zip(_NAMES, (quote, report, file, begin, end), strict=True))
        if dated:
            values = {"year": _year(store, report), **values}
        found |= {f"{start}{name}": each for name, each in values.items()}
    return found


def _statements(
    store: ox.Store, row: Record, subject: str, edge: str, value: str
) -> Iterator[ox.NamedNode]:
    """Yield the statements that a row names, or those that made an edge, of its first report."""
    if row.get(subject) is None:
        return
    node = ox.NamedNode(str(row[subject]))
    if not edge:
        yield node
    elif row.get(value) is not None:
        yield from _of_edge(store, node, edge, ox.NamedNode(str(row[value])))


def _of_edge(
    store: ox.Store, place: ox.NamedNode, edge: str, thing: ox.NamedNode
) -> Iterator[ox.NamedNode]:
    """Yield the adoptions behind an edge: they stand in the graph in which the edge stands."""
    graphs = {
        str(quad.graph_name): quad.graph_name
        for quad in store.quads_for_pattern(place, ox.NamedNode(f"{_FZ}{edge}"), thing)
    }
    status = ox.NamedNode(f"{PREFIXES['status']}{_STATUS[edge]}")
    for _, graph in sorted(graphs.items())[:1]:
        about = store.quads_for_pattern(None, ox.NamedNode(f"{_FZ}mechanism"), thing, graph)
        for quad in about:
            of_place = ox.Quad(quad.subject, ox.NamedNode(f"{_FZ}jurisdiction"), place, graph)
            as_said = ox.Quad(quad.subject, ox.NamedNode(f"{_FZ}status"), status, graph)
            if of_place in store and as_said in store and isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


def _quotes(store: ox.Store, node: ox.NamedNode) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield the sentences of a statement: report, start, end, quote, file.

    Report and offsets stand in the IRI of the evidence, by the graph contract.
    """
    proofs = [quad.object for quad in store.quads_for_pattern(node, _name("evidence"), None)]
    for proof in proofs or [node]:
        place = _PLACE.fullmatch(proof.value) if isinstance(proof, ox.NamedNode) else None
        if place and isinstance(proof, ox.NamedNode):
            report, start, end = place.groups()
            quote = _value(store, proof, f"{_OA}exact")
            file = _value(store, ox.NamedNode(report), f"{_FZ}sourceFile")
            yield report, int(start), int(end), quote, file


def _is_heading(store: ox.Store, quote: tuple[str, int, int, str, str]) -> bool:
    """Tell whether a quote is a heading: a sentence of the text below says more."""
    proof = ox.NamedNode(f"{quote[0]}#char={quote[1]},{quote[2]}")
    return _value(store, proof, f"{_FZ}section").endswith(quote[3])


def _value(store: ox.Store, node: ox.NamedNode, name: str) -> str:
    quads = store.quads_for_pattern(node, ox.NamedNode(name), None)
    found = (quad.object for quad in quads)
    return min((each.value for each in found if not isinstance(each, ox.Triple)), default="")


def _year(store: ox.Store, report: str | None) -> int | None:
    return int(_value(store, ox.NamedNode(report), f"{_FZ}year")) if report else None


def _name(local: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_FZ}{local}")
