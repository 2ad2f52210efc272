"""What one graph says that another does not: facts in words, by report and class.

Two builds, or two versions of the vocabulary over the same reports, are compared node by node.
What only follows from the facts (direct edges, counts, the data set's description) is left out of
the words, and so is what says the same from another place of a report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import pyoxigraph as ox

from kg.export import turtle
from kg.quads import COUNTS, DATASET, ref, term
from kg.sparql import Record, labels_of
from kg.store import is_graph, open_graph
from ontology.errors import KgError
from ontology.iris import BASE
from ontology.terms import DCTERMS, FOAF, FZ, OA, ORG, PREFIXES, PROV, RDF, RDFS, SKOS

__all__ = ["DiffError", "Difference", "changeset", "compare", "fact_rows"]

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
}
_CHANGES = "http://purl.org/vocab/changeset/schema#"
_FOLLOWS = {DATASET, COUNTS}
_FOLLOWING = tuple(f"<{BASE}{path}" for path in ("dataset", "co-adoption/"))
"""How lines of the same begin in a file without graphs."""
_FACTS: dict[str, tuple[str, ...]] = {
    FZ.Adoption: (FZ.jurisdiction, FZ.status, FZ.mechanism),
    FZ.DocumentAct: (FZ.agent, FZ.act, FZ.document),
    FZ.Measure: (FZ.actor, FZ.status, RDFS.label),
    FZ.Observation: (FZ.measured, FZ.qualifier, FZ.value, FZ.unit),
    FZ.Honour: (FZ.recipient, RDFS.label),
    ORG.Membership: (ORG.organization, RDFS.label, ORG.member),
    FZ.Coverage: (FZ.coveredTheme, FZ.measureCount),
    FZ.Report: (DCTERMS.title, FZ.year),
    FZ.Jurisdiction: (RDFS.label,),
    FZ.Institution: (RDFS.label,),
    FZ.PolicyDocument: (DCTERMS.title,),
    FZ.Mechanism: (SKOS.prefLabel,),
    SKOS.Concept: (SKOS.prefLabel,),
    FOAF.Person: (RDFS.label,),
    PROV.SoftwareAgent: (f"{PREFIXES['schema']}softwareVersion",),
    PROV.Entity: (f"{PREFIXES['owl']}versionInfo",),
}
"""Classes that are told, each with the properties that say what a thing of it is."""
_REPORT = f"{BASE}report/"


class DiffError(KgError):
    """Something that is no graph."""


@dataclass(slots=True, kw_only=True)
class _Side:
    """One of the two graphs."""

    store: ox.Store
    lines: set[str] = field(default_factory=set)
    """Statements, as N-Triples, that the other side lacks."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """The statements that only one of two graphs holds."""

    old: _Side
    new: _Side

    @cached_property
    def added(self) -> list[str]:
        """Sorted N-Triples lines of what is new."""
        return sorted(self.new.lines)

    @cached_property
    def removed(self) -> list[str]:
        """Sorted N-Triples lines of what is gone."""
        return sorted(self.old.lines)


def compare(old: str | Path, new: str | Path) -> Difference:
    """Return what two graphs say differently; a graph is a folder or a .nq .trig .ttl .nt file.

    Raises:
        DiffError: A path holds no graph.
    """
    one, other = _Side(store=_load(Path(old))), _Side(store=_load(Path(new)))
    names = sorted(_names(one.store) | _names(other.store))
    if "" in names:  # a file without graphs: the unions are compared
        one.lines, other.lines = _union(one.store), _union(other.store)
        common = one.lines & other.lines
        one.lines -= common
        other.lines -= common
        return Difference(old=one, new=other)
    for name in names:  # graph by graph, so that two large stores need little memory
        if name in _FOLLOWS:
            continue
        mine, theirs = _lines(one.store, name), _lines(other.store, name)
        if mine != theirs:
            one.lines |= _only(mine - theirs, other.store, name)
            other.lines |= _only(theirs - mine, one.store, name)
    return Difference(old=one, new=other)


def _only(lines: set[str], store: ox.Store, name: str) -> set[str]:
    """Return the statements that no graph of the other side makes.

    Nodes under a report's own name stand in its graph alone and need not be looked for.
    """
    found = {line for line in lines if line.startswith((f"<{name}/", f"<{name}#"))}
    rest = sorted(lines - found)
    parsed = ox.parse("".join(f"{line}\n" for line in rest).encode(), format=ox.RdfFormat.N_TRIPLES)
    for line, quad in zip(rest, parsed, strict=True):
        held = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        if next(held, None) is None:
            found.add(line)
    return found


def _load(path: Path) -> ox.Store:
    if is_graph(path):
        return open_graph(path)
    form = _FORMATS.get(path.suffix.lower())
    if form is None or not path.is_file():
        endings = " ".join(_FORMATS)
        raise DiffError(f"{path}: no graph; give a graph folder or a file ending in {endings}")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except (OSError, SyntaxError, ValueError) as error:
        fault = " ".join(str(error).split())[:200]
        raise DiffError(f"{path}: cannot be read ({fault}); export it anew") from error
    return store


def _names(store: ox.Store) -> set[str]:
    """Return the names of the graphs; an empty name stands for the statements without one."""
    names = {node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode)}
    bare = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
    return names | {""} if bare else names


def _lines(store: ox.Store, name: str) -> set[str]:
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
    return set(data.decode().split("\n")) - {""}


def _union(store: ox.Store) -> set[str]:
    found: set[str] = set()
    for name in _names(store) - _FOLLOWS:
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
        found.update(data.decode().split("\n"))
    return {line for line in found if line and not line.startswith(_FOLLOWING)}


def fact_rows(difference: Difference) -> list[Record]:
    """Return the facts that were added, removed or changed, by report and class."""
    old, new = difference.old, difference.new
    gone, come = _subjects(old.lines), _subjects(new.lines)
    rows: list[Record] = []
    for iri in sorted(gone.keys() | come.keys()):
        before, after = _fact(old.store, iri), _fact(new.store, iri)
        if before and after:
            if changes := _changes(difference, gone.get(iri, ()), come.get(iri, ())):
                rows.append(after | {"change": "changed", "said": f"{after['said']}: {changes}"})
        elif (fact := before or after) and fact["class"] != "Concept":
            rows.append(fact | {"change": "removed" if before else "added"})
    return sorted(_without_moved(rows), key=_order)


def _subjects(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return statements by the IRI of their subject."""
    found: dict[str, list[str]] = {}
    for line in lines:
        subject = line.partition(" ")[0]
        if subject.startswith("<"):
            found.setdefault(subject[1:-1], []).append(line)
    return found


def _fact(store: ox.Store, iri: str) -> Record | None:
    """Return what a node says, in words; none for what only supports facts."""
    said = _said(store, iri)
    cls = next((cls for cls in _FACTS if cls in said.get(RDF.type, ())), "")
    if not cls:
        return None
    parts = [_word(store, value) for name in _FACTS[cls] for value in said.get(name, ())[:1]]
    report = next(iter(said.get(PROV.wasDerivedFrom, ())), iri if cls == FZ.Report else "")
    about = _said(store, report) if report else {}
    quote = ""
    for evidence in said.get(FZ.evidence, ())[:1]:
        quote = next(iter(_said(store, evidence).get(OA.exact, ())), "")
    return {
        "change": "",
        "class": cls.replace("#", "/").rsplit("/", 1)[-1],
        "said": " ".join(filter(None, parts)),
        "quote": quote,
        "file": next(iter(about.get(FZ.sourceFile, ())), ""),
        "year": next(iter(about.get(FZ.year, ())), ""),
        "report": report,
        "iri": iri,
    }


def _said(store: ox.Store, iri: str) -> dict[str, list[str]]:
    """Return the values of a node by property, each once, sorted."""
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None):
        if not isinstance(quad.object, ox.Triple):
            zh = not isinstance(quad.object, ox.Literal) or quad.object.language != "en"
            if zh:
                found.setdefault(quad.predicate.value, set()).add(quad.object.value)
    return {name: sorted(values) for name, values in found.items()}


def _word(store: ox.Store, value: str) -> str:
    """Return a value in words: the name of a thing, else the end of its IRI."""
    if not value.startswith("http"):
        return value
    labels = labels_of(store, value)
    return labels.get("zh") or labels.get("en") or value.rsplit("/", 1)[-1]


def _changes(difference: Difference, gone: Iterable[str], come: Iterable[str]) -> str:
    """Return what became of the values of a node that both graphs hold."""
    told = []
    before, after = _values(difference.old.store, gone), _values(difference.new.store, come)
    for name in sorted(before.keys() | after.keys()):
        if name in _EDGES or name == FZ.mentions:
            continue  # follows from facts that are told themselves
        short = name.replace("#", "/").rsplit("/", 1)[-1]
        one, other = ", ".join(before.get(name, ())), ", ".join(after.get(name, ()))
        told.append(f"{short} {one or '–'} → {other or '–'}")
    return "; ".join(told)


def _values(store: ox.Store, lines: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    data = "".join(f"{line}\n" for line in sorted(lines)).encode()
    for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES):
        if not isinstance(quad.object, ox.Triple):
            word = _word(store, quad.object.value)
            found.setdefault(quad.predicate.value, []).append(word)
    return found


def _without_moved(rows: Iterable[Record]) -> Iterator[Record]:
    """Leave out what was removed in one place of a file and added in the same words in another."""
    held = list(rows)
    added = Counter(_words(row) for row in held if row["change"] == "added")
    removed = Counter(_words(row) for row in held if row["change"] == "removed")
    both = added & removed
    left = {"added": Counter(both), "removed": Counter(both)}
    for row in held:
        change, words = str(row["change"]), _words(row)
        if change in left and left[change][words]:
            left[change][words] -= 1
        else:
            yield row


def _words(row: Record) -> tuple[object, ...]:
    return row["class"], row["file"], row["said"], row["quote"]


def _order(row: Record) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in ("file", "report", "class", "change", "said", "iri"))


_EDGES = {
    FZ[name]
    for name in (
        "adopts",
        "plansToAdopt",
        "reportsProblemWith",
        "issued",
        "revised",
        "implements",
        "plans",
        "studies",
        "consults",
        "cites",
    )
}


def changeset(difference: Difference) -> bytes:
    """Return the difference as Turtle: a change set of statements added and removed.

    Every statement has a name made from what it says; there are no blank nodes.
    """
    said = "\n".join((*difference.removed, "", *difference.added))
    name = f"{BASE}difference/{blake2b(said.encode(), digest_size=8).hexdigest()}"
    lines = {f"<{name}> {term('rdf:type')} <{_CHANGES}ChangeSet> ."}
    for kind, statements in (("removal", difference.removed), ("addition", difference.added)):
        for statement in statements:
            subject, predicate, value = statement.removesuffix(" .").split(" ", 2)
            digest = blake2b(statement.encode(), digest_size=8).hexdigest()
            node = ref(f"{name}/{kind}-{digest}")
            lines.add(f"<{name}> <{_CHANGES}{kind}> {node} .")
            lines.add(f"{node} {term('rdf:type')} {term('rdf:Statement')} .")
            lines.add(f"{node} {term('rdf:subject')} {subject} .")
            lines.add(f"{node} {term('rdf:predicate')} {predicate} .")
            lines.add(f"{node} {term('rdf:object')} {value} .")
    return turtle("".join(f"{line}\n" for line in sorted(lines)).encode())
