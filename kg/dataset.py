"""What a graph says of itself: DCAT and VoID, written anew at the end of every build.

Statements are counted report by report, where they are read (``kg.tally``), and added up here.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from importlib.resources import files

import pyoxigraph as ox

from kg.provenance import current_versions
from kg.quads import DATASET, GraphText, integer, ref, term, text
from kg.tally import PARTS, Counts, Tally, count_lines
from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = ["Whole", "dataset_quads", "parts_quads"]

_SET = f"{BASE}dataset"


class Whole:
    """What the reports add up to."""

    def __init__(self) -> None:
        """Start without reports."""
        self.states: dict[str, str] = {}
        """By report, what its contents depend on."""
        self.homes: set[str] = set()
        self.years: set[int] = set()
        self.counts = {part: Counter[str]() for part in PARTS}

    def add(self, tally: Tally) -> None:
        """Add a report."""
        self.states[tally.report] = tally.state
        self.homes.update(tally.homes)
        self.years.update(tally.years)
        self.count(tally.counts)

    def count(self, counts: Counts) -> None:
        """Add statements."""
        for part, numbers in counts.items():
            self.counts[part].update(numbers)


def dataset_quads(whole: Whole, versions: Iterable[str]) -> bytes:
    """Return the description of reports, and of what describes places and concepts beside them."""
    graph = GraphText(DATASET)
    _describe(graph, whole, versions)
    _describe_counts(graph, whole.counts)
    return graph.to_bytes()


def parts_quads(tallies: Iterable[Tally], counts: Counts, others: bytes) -> bytes:
    """Return the description of reports that are in no store, all counted together."""
    whole, versions = Whole(), current_versions()
    for tally in tallies:
        whole.add(tally)
    whole.count(counts)
    whole.count(count_lines(others))
    used = [versions.iri(part) for part in ("program", "vocabulary", "gazetteer")]
    return dataset_quads(whole, used)


def _describe(graph: GraphText, whole: Whole, versions: Iterable[str]) -> None:
    """State title, licence, version, and what is covered."""
    source = files("ontology").joinpath("dataset.ttl").read_bytes()
    for triple in ox.parse(source, format=ox.RdfFormat.TURTLE):
        graph.add(_SET, str(triple.predicate), str(triple.object))
    said = "\n".join(f"{iri} {state}" for iri, state in sorted(whole.states.items()))
    digest = blake2b(said.encode(), digest_size=6).hexdigest()
    graph.add(_SET, term("dcat:version"), text(f"{current_versions().released}+{digest}"))
    graph.add(_SET, term("dcterms:hasPart"), *map(ref, whole.states))
    graph.add(_SET, term("dcterms:spatial"), *map(ref, whole.homes))
    if years := whole.years:
        graph.add(_SET, term("dcterms:temporal"), text(f"{min(years)}/{max(years)}"))
    graph.add(_SET, term("dcterms:references"), *map(ref, versions))


def _describe_counts(graph: GraphText, total: Counts) -> None:
    triples = sum(total["properties"].values())
    graph.add(_SET, term("void:triples"), integer(triples))
    for name, number in total["properties"].items():
        part = f"{_SET}/property/{_short(name)}"
        graph.add(_SET, term("void:propertyPartition"), ref(part))
        _describe_part(graph, part, term("void:property"), name, number)
    for name, number in total["classes"].items():
        part = f"{_SET}/class/{_short(name)}"
        graph.add(_SET, term("void:classPartition"), ref(part))
        _describe_part(graph, part, term("void:class"), name, number)
        graph.add(part, term("void:entities"), integer(total["entities"][name]))


def _describe_part(graph: GraphText, part: str, property_: str, name: str, number: int) -> None:
    graph.add(part, term("rdf:type"), term("void:Dataset"))
    graph.add(part, property_, ref(name))
    graph.add(part, term("void:triples"), integer(number))


def _short(iri: str) -> str:
    """Return a name that stands in an IRI: ``fz-Adoption``; the whole name's hash if need be."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and iri[len(base) :].isalnum():
            return f"{prefix}-{iri[len(base) :]}"
    return blake2b(iri.encode(), digest_size=6).hexdigest()
