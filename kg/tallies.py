"""What was counted of every report, kept in the ledger under the hash of the report's statements.

A build describes the whole from it and asks the store for nothing. What is not kept, or not as it
was written, is counted again from the statements themselves.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg.blocks import Block, groups_of, nodes_of
from kg.ledger import Kept, Ledger
from kg.quads import GraphText
from kg.tally import PARTS, TOLD, Tally, state_of, tally_of, told_also, with_more
from kg.uses import Used, used_in
from ontology.iris import BASE
from ontology.terms import FZ, PROV

__all__ = ["Counted", "counted_in", "named_in", "pack"]

_REPORTS = f"{BASE}report/"
_ALSO = (FZ.alsoFrom, FZ.alsoAt)
"""What is said of a report after it was read, when another file has its text."""


class Counted(NamedTuple):
    """What one report adds to the descriptions of the whole."""

    tally: Tally
    used: Used


def pack(counted: Counted) -> bytes:
    """Return what was counted as bytes, from which ``unpack`` makes the same.

    Names stand in one string each sort: that is read twice as fast as lists of them.
    """
    tally, used = counted
    places = sorted({place for places in used.adopted.values() for place in places})
    held = [
        tally.report,
        [[_joined(counts), [*counts.values()]] for counts in map(tally.counts.__getitem__, PARTS)],
        _joined(tally.types),
        sorted(tally.told),
        _joined(tally.homes),
        tally.years,
        _joined(sorted(used.things)),
        [_joined(each) for each in zip(*sorted(used.bodies), strict=True)],
        [[place, _joined(m for m in used.adopted if place in used.adopted[m])] for place in places],
        _joined(sorted(used.versions)),
    ]
    return zlib.compress(json.dumps(held, ensure_ascii=False).encode("utf-8", "replace"), 1)


def unpack(data: bytes) -> Counted:
    """Return what was counted."""
    report, counts, types, told, homes, years, things, bodies, adopted, versions = json.loads(
        zlib.decompress(data)
    )
    numbers = [dict(zip(_parted(names), values, strict=True)) for names, values in counts]
    tally = Tally(
        report=report,
        counts=dict(zip(PARTS, numbers, strict=True)),
        types=tuple(_parted(types)),
        told=frozenset(told),
        homes=tuple(_parted(homes)),
        years=tuple(years),
    )
    used = Used(
        things=set(_parted(things)),
        bodies=set(zip(*map(_parted, bodies), strict=True)),
        versions=set(_parted(versions)),
    )
    for place, mechanisms in adopted:
        for mechanism in _parted(mechanisms):
            used.adopted.setdefault(mechanism, set()).add(place)
    return Counted(tally, used)


def _joined(iris: Iterable[str]) -> str:
    return "\n".join(iris)


def _parted(joined: str) -> list[str]:
    return joined.split("\n") if joined else []


def counted_in(
    store: ox.Store, ledger: Ledger, fresh: Mapping[str, Counted] | None = None
) -> Iterator[Counted]:
    """Yield what was counted of every report in a store, by their IRIs; what is new is kept.

    ``fresh`` holds what was counted of reports that were put in without an entry in the ledger.
    """
    digests, kept, also = ledger.digests(), ledger.kept(), _also(store)
    names = sorted(_reports(store))
    news: list[Kept] = []
    for name in names:
        counted = fresh.get(name) if fresh else None
        key = (digests.get(name) if counted is None else None) or _state(store, name)
        row = kept.get(name)
        if counted is None and row is not None and row.key == key:
            counted = unpack(row.data)
        else:
            counted = counted or _count(store, name)
            news.append(Kept(name, key, pack(counted)))
        yield _with(counted, also[name]) if name in also else counted
    ledger.keep(news, kept.keys() - set(names))


def named_in(store: ox.Store, graph: str) -> Used:
    """Return what the statements of a graph name that is no report: others loaded it."""
    query = f"SELECT DISTINCT ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o FILTER(isIRI(?o)) }} }}"
    rows: Any = store.query(query)
    blocks: dict[str, dict[str, list[str]]] = {"": {"": [str(row["o"]) for row in rows]}}
    for name in (FZ.kind, FZ.adopts, FZ.mentions, PROV.used, PROV.wasAssociatedWith):
        for quad in store.quads_for_pattern(None, ox.NamedNode(name), None, ox.NamedNode(graph)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                block = blocks.setdefault(quad.subject.value, {})
                block.setdefault(str(quad.predicate), []).append(str(quad.object))
    return used_in(groups_of(nodes_of(blocks)))


def _reports(store: ox.Store) -> Iterator[str]:
    for node in store.named_graphs():
        if isinstance(node, ox.NamedNode) and node.value.startswith(_REPORTS):
            yield node.value


def _also(store: ox.Store) -> dict[str, Block]:
    """Return what is said of reports because of other files with their text."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in _ALSO:
        for quad in store.quads_for_pattern(None, ox.NamedNode(name), None):
            block = found.setdefault(str(quad.subject)[1:-1], {})
            block.setdefault(str(quad.predicate), []).append(str(quad.object))
    return nodes_of(found)


def _with(counted: Counted, also: Block) -> Counted:
    """Return what was counted of a report together with what is said of it because of others."""
    tally, more = told_also(counted.tally, also)
    counts = with_more(tally.counts, tally.types, more["properties"])
    return Counted(replace(tally, counts=counts), counted.used)


def _state(store: ox.Store, name: str) -> str:
    """Return a hash of what a report's statements follow from.

    They tell the text and the versions, which its reading is named by, and what the user says of
    it in tables and corrections, which the report itself tells.
    """
    node = ox.NamedNode(name)
    names = [ox.NamedNode(told) for told in TOLD if told not in _ALSO]
    told = chain.from_iterable(store.quads_for_pattern(node, each, None, node) for each in names)
    uses = store.quads_for_pattern(None, ox.NamedNode(PROV.used), node, node)
    return f"state {state_of(str(quad.triple) for quad in (*told, *uses))}"


def _count(store: ox.Store, name: str) -> Counted:
    """Count a report from its statements; measured 40 ms for one of 6,900."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(name))
    nodes: dict[str, dict[str, list[str]]] = {}
    for line in (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode().split("\n")[:-1]:
        subject, predicate, value = line.rpartition(" <")[0].split(" ", 2)
        if predicate[1:-1] not in _ALSO:
            nodes.setdefault(subject[1:-1], {}).setdefault(predicate, []).append(value)
    graph = GraphText(name)
    for subject, block in nodes.items():
        graph.put(subject, {predicate: tuple(values) for predicate, values in block.items()})
    return Counted(tally_of(graph), used_in(groups_of(graph.nodes)))
