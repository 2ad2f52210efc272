"""Answer why the graph says something: for an edge or a thing, given by names or IRIs."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from kg.descriptions import curated
from kg.explained import Edge, Explanation, Source
from kg.names import find_entity
from kg.output import Columns, compact
from kg.provenance import current_versions
from kg.quads import COUNTS, DATASET, DESCRIPTIONS, PLACES
from kg.reported import ReportFile
from kg.sparql import Record, labels_of
from kg.store import open_graph
from ontology.errors import KgError
from ontology.terms import FZ, PREFIXES, RDFS, SKOS

__all__ = ["EXPLAINED", "ExplainError", "as_rows", "explain"]

_EDGE, _THING = 3, 1


class ExplainError(KgError):
    """Something that cannot be explained."""


def explain(folder: str | Path, given: Sequence[str]) -> list[Explanation]:
    """Return why the graph says an edge or holds a thing, report by report.

    An edge is given as subject, property and object, each by a name or an IRI (肥城市 adopts
    三项制度), or by the IRI of its statement; a thing by its name or IRI.

    Raises:
        KgError: A name is unknown, or no report says so.
    """
    store = open_graph(folder)
    if len(given) == _EDGE:
        subject, predicate = _node(store, given[0]), _property(given[1])
        found = [
            each
            for value in _values(store, subject, predicate, given[2])
            for each in _edge(store, Path(folder), (subject, predicate, value))
        ]
    elif len(given) == _THING:
        found = list(_thing(store, Path(folder), _node(store, given[0])))
    else:
        raise ExplainError("give one name or IRI, or three: subject, property and object")
    if not found:
        said = " ".join(given)
        raise ExplainError(f"“{said}”: no report at hand says so; see kg show for what is said")
    return found


def _edge(store: ox.Store, folder: Path, edge: Edge) -> Iterator[Explanation]:
    """Yield the explanations of an edge, by each graph that holds it."""
    subject, predicate, value = edge
    nodes = (ox.NamedNode(subject), ox.NamedNode(predicate))
    quads = store.quads_for_pattern(*nodes, None)
    held = {q.graph_name.value for q in quads if _text(q.object) == value}  # type: ignore[union-attr]
    for graph in sorted(held):
        if graph in DESCRIPTIONS:
            yield _described(edge, graph)
        else:
            yield from ReportFile(store, folder, graph).explain(edge)


def _thing(store: ox.Store, folder: Path, iri: str) -> Iterator[Explanation]:
    """Yield why a statement stands, or where a thing is named; else what describes it."""
    node = ox.NamedNode(iri)
    graphs = {quad.graph_name.value for quad in _near(store, node)}  # type: ignore[union-attr]
    for graph in sorted(graphs - DESCRIPTIONS):
        yield from ReportFile(store, folder, graph).thing(iri)
    for graph in sorted(graphs & (DESCRIPTIONS - {DATASET})):
        yield _described((iri, FZ.base, ""), graph)


def _near(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    yield from store.quads_for_pattern(node, None, None)
    yield from store.quads_for_pattern(None, ox.NamedNode(FZ.mentions), node)


def _described(edge: Edge, graph: str) -> Explanation:
    """Explain what no report says: an entry of the gazetteer or the vocabulary."""
    used = current_versions()
    kind = {PLACES: "gazetteer", COUNTS: "counted over the whole graph"}.get(graph, "vocabulary")
    source = Source(
        report="",
        file="",
        sha256="",
        program=f"{used.released}+{used.program}",
        vocabulary=used.vocabulary,
        gazetteer=used.gazetteer,
    )
    ground = f"{kind}: entry {compact(edge[0])}"
    return Explanation(edge=edge, statement="", proofs=(), traces=(), source=source, ground=ground)


def _node(store: ox.Store, given: str) -> str:
    """Return the IRI of a thing or statement that is named."""
    iri = _full(given)
    if iri.startswith(("http://", "https://")):
        try:
            node = ox.NamedNode(iri)
        except ValueError as error:
            raise ExplainError(f"“{given}” is no IRI; give a name or an IRI in full") from error
        if any(_near(store, node)):
            return iri
        raise ExplainError(f"{given}: not in this graph; see kg show or kg search")
    return find_entity(store, given).iri


def _values(store: ox.Store, subject: str, predicate: str, given: str) -> list[str]:
    """Return the objects that are meant: a text that stands there, else a thing by its name."""
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    texts = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
    return [given] if given in texts else [_node(store, given)]


def _property(given: str) -> str:
    """Return a property by its name, prefixed name, IRI or label: adopts, fz:adopts, 采用.

    Raises:
        ExplainError: There is no such property.
    """
    known = _labels()
    iri = _full(given)
    if iri.startswith("http"):
        return iri
    if given in known:
        return known[given]
    names = ", ".join(sorted(name for name in known if name.isascii() and " " not in name)[:8])
    raise ExplainError(f"no property “{given}”; give its name, such as {names} …")


@cache
def _labels() -> dict[str, str]:
    """Return the properties of the ontology by name and label; a name goes before a label."""
    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    found: dict[str, str] = {}
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        iri = _text(triple.subject)
        if triple.predicate.value == RDFS.label and iri in FZ:
            found.setdefault(_text(triple.object), iri)
    return found | {name: FZ[name] for name in FZ.terms if name[0].islower()}


def _full(given: str) -> str:
    """Return an IRI in full: fz:adopts, or one in pointed brackets."""
    plain = given.strip().strip("<>")
    prefix, colon, local = plain.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon and prefix in PREFIXES else plain


def as_rows(store: ox.Store, explanations: Sequence[Explanation]) -> list[Record]:
    """Return explanations as rows: the edge, its quotes, the steps, the file, the versions."""
    return [row for each in explanations for row in _rows(store, each)]


def _rows(store: ox.Store, each: Explanation) -> Iterator[Record]:
    subject, predicate, value = each.edge
    names = (_name(store, subject), compact(predicate), _name(store, value))
    said = " ".join(names) if value else names[0]
    yield _row(each, step="edge", said=said, entry=each.statement)
    for proof in each.proofs:
        yield _row(
            each,
            step="quote",
            said=proof.quote,
            start=proof.start,
            end=proof.end,
            before=proof.before,
            after=proof.after,
            note=proof.section,
        )
        if proof.reason:
            why = f"{proof.surface}: {_name(store, proof.reason)}, confidence {proof.confidence}"
            place = {"start": proof.start, "end": proof.end}
            yield _row(each, step="link", said=why, entry=proof.reason, **place)
    for trace in each.traces:
        label = _name(store, trace.entry) if trace.entry else ""
        said = f"{trace.word} = {label}" if trace.word and label else trace.word or label
        yield _row(
            each,
            step=trace.step,
            said=said,
            rule=trace.rule,
            entry=trace.entry,
            start=trace.start if trace.start >= 0 else None,
            note=trace.note,
        )
    if each.ground:
        yield _row(each, step="ground", said=each.ground)
    source = each.source
    if source.file:
        yield _row(each, step="source", said=source.file, note=f"sha256 {source.sha256}")
    versions = (
        f"fazhi-kg {source.program}, vocabulary {source.vocabulary}, gazetteer {source.gazetteer}"
    )
    yield _row(each, step="read by", said=versions, entry=source.reading)


def _row(each: Explanation, **values: str | int | None) -> Record:
    empty: Record = dict.fromkeys(
        ("step", "said", "rule", "entry", "start", "end", "before", "after", "note")
    )
    return {"report": each.source.report} | empty | {k: v for k, v in values.items() if v != ""}


def _name(store: ox.Store, iri: str) -> str:
    """Return what people call a thing: its names, else its prefixed name."""
    if not iri.startswith("http"):
        return iri
    labels = labels_of(store, iri) or {
        value.language or "": value.value
        for name, value in curated().get(iri, ())
        if name == SKOS.prefLabel and isinstance(value, ox.Literal)
    }
    both = [labels[tag] for tag in ("zh", "en") if labels.get(tag)]
    return " ".join(both) or compact(iri)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _said(row: Record) -> str:
    """Return what a row says; a quote stands in brackets between its neighbours."""
    if row["step"] != "quote":
        return str(row["said"] or "")
    parts = (row["before"], f"【{row['said']}】", row["after"])
    return "".join("".join(str(part or "").split()) for part in parts)


def _where(row: Record) -> str:
    start, end = row["start"], row["end"]
    place = "" if start is None else f"{start}–{end}" if end is not None else str(start)
    return " · ".join(part for part in (place, str(row["note"] or "")) if part)


EXPLAINED: Columns = {
    "step": lambda row: row["step"],
    "said": _said,
    "rule": lambda row: row["rule"],
    "entry": lambda row: compact(str(row["entry"])) if row["entry"] else None,
    "where": _where,
}
