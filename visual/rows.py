"""The lists of one property joined to rows: things, sentences, links, statements, figures."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import TypeAlias

import pyoxigraph as ox

from ontology.iris import BASE
from ontology.terms import PREFIXES
from visual.scans import Progress, Said, read_said

__all__ = ["Rows", "Sentence"]

Sentence: TypeAlias = tuple[str, int, int, str, str, str, str]
"""Report, start, end, text, section, reason, confidence."""

_KINDS = (
    "fz:Jurisdiction fz:Institution fz:PolicyDocument fz:Mechanism fz:Report fz:Measure fz:Honour "
    "foaf:Person"
)
_STATEMENTS = ("fz:Adoption", "fz:DocumentAct", "org:Membership", "fz:Observation")
_WORDS = (
    "rdfs:label skos:prefLabel skos:altLabel skos:hiddenLabel fz:contextualLabel dcterms:title "
    "fz:code fz:level fz:kind fz:number fz:documentType fz:year fz:periodEnd fz:reportKind "
    "fz:sourceFile fz:alsoFrom fz:alsoAt dcterms:source dcterms:publisher dcterms:issued fz:status "
    "fz:measureKind fz:doubt fz:validFrom fz:validTo"
)
"""What is said of a thing in words."""
_LINKS = (
    "fz:within fz:jurisdiction fz:theme fz:memberOf skos:broader fz:establishedBy fz:issuedBy "
    "fz:implementsDocument fz:replacedBy fz:sameUnitAs fz:textOf fz:recipient fz:actor fz:concerns "
    "fz:guidedBy org:subOrganizationOf"
)
"""Links that hold between things, apart from what a report states of them."""
_OTHERS = (
    "oa:exact fz:section fz:reason fz:confidence fz:evidence fz:about fz:mechanism fz:institution "
    "fz:agent fz:document fz:act org:member org:organization fz:measured fz:value fz:observation "
    "fz:unit fz:qualifier fz:indicator org:originalOrganization org:resultingOrganization "
    "fz:changeLine fz:wholeBody"
)
_CODED = (
    "fz:level fz:kind fz:documentType fz:year fz:reportKind fz:status fz:measureKind "
    "fz:jurisdiction fz:theme fz:actor fz:act fz:reason fz:qualifier fz:indicator"
)
"""Properties with few objects: concepts, years, places."""
_CONCEPTS = (
    "fz:level fz:kind fz:documentType fz:reportKind fz:measureKind fz:qualifier fz:indicator "
    "fz:reason"
)
_PLACE = re.compile(r"^([^#]+)#char=(\d+),(\d+)")
_NONE = ("",)
_OFFICE, _PART = f"{BASE}interface/office", f"{BASE}interface/part-to"

_Index = Mapping[str, list[str]]


class Rows:
    """What can be read of a store that follows the graph contract, each list read once."""

    def __init__(self, store: ox.Store, progress: Progress | None = None) -> None:
        """Read all lists."""
        names = {*_WORDS.split(), *_LINKS.split(), *_OTHERS.split()}
        coded = _CODED.split()
        kinds = (*_KINDS.split(), *_STATEMENTS)
        plain = sorted(names - set(coded))
        self._said: Said = read_said(store, plain, coded, kinds, progress)
        self._by: dict[str, _Index] = {}

    def things(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield what is said of a thing in words: the thing, its class, the property, the value."""
        classes: dict[str, list[str]] = defaultdict(list)
        drawn = {_full(kind) for kind in _KINDS.split()}
        for iri, kind in self._said["rdf:type"]:
            if kind in drawn:
                classes[iri].append(kind)
        for name in _WORDS.split():
            full = _full(name)
            for iri, value in self._said[name]:
                for kind in classes.get(iri, ()):
                    yield iri, kind, full, value

    def quotes(self) -> Iterator[tuple[str, Sentence]]:
        """Yield each evidence with report, start, end, sentence, section, reason, confidence.

        Report and offsets stand in its IRI, by the graph contract.
        """
        sections, reasons = self._of("fz:section"), self._of("fz:reason")
        sure = self._of("fz:confidence")
        for evidence, text in self._said["oa:exact"]:
            if place := _PLACE.fullmatch(evidence):
                report, start, end = place.groups()
                section = max(sections.get(evidence, _NONE))
                both = (max(reasons.get(evidence, _NONE)), max(sure.get(evidence, _NONE)))
                inferred = both if all(both) else ("", "")
                yield evidence, (report, int(start), int(end), text, section, *inferred)

    def evidence(self) -> Iterator[tuple[str, str]]:
        """Yield facts and things with each evidence that shows or names them."""
        yield from self._said["fz:evidence"]
        yield from ((shown, evidence) for evidence, shown in self._said["fz:about"])

    def links(self) -> Iterator[tuple[str, str, str]]:
        """Yield source, relation and target of what holds whatever a report states.

        A body that gave part of its work away (民政局 to 退役军人事务局) was not replaced.
        """
        for name in _LINKS.split():
            relation = _full(name)
            yield from ((source, relation, target) for source, target in self._said[name])
        partly = {line for line, whole in self._said["fz:wholeBody"] if whole == "false"}
        targets, lines = self._of("org:resultingOrganization"), self._of("fz:changeLine")
        for event, source in self._said["org:originalOrganization"]:
            if not partly.isdisjoint(lines.get(event, ())):
                yield from ((source, _PART, target) for target in targets.get(event, ()))

    def statements(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield statement, source, relation, target and year of what reports state.

        An adoption links a jurisdiction and whoever runs it to a mechanism, a document act links
        an agent and its jurisdiction to a document, an office a person to an institution.
        """
        homes = self._of("fz:jurisdiction")
        agents: dict[str, list[str]] = {}
        for act, agent in self._said["fz:agent"]:
            agents.setdefault(act, []).extend([agent, *homes.get(agent, ())])
        runners = self._of("fz:institution")
        places = {each: [*found, *runners.get(each, ())] for each, found in homes.items()}
        status, years = self._of("fz:status"), self._of("fz:year")
        for kind, sources, relations, targets in (
            ("fz:Adoption", {**runners, **places}, status, self._of("fz:mechanism")),
            ("fz:DocumentAct", agents, self._of("fz:act"), self._of("fz:document")),
            ("org:Membership", self._of("org:member"), None, self._of("org:organization")),
        ):
            full = _full(kind)
            for each in (iri for iri, of in self._said["rdf:type"] if of == full):
                said = [_OFFICE] if relations is None else relations.get(each, ())
                of = (sources.get(each, ()), said, targets.get(each, ()), years.get(each, _NONE))
                yield from ((each, *row) for row in product(*of))

    def figures(self) -> Iterator[tuple[str, ...]]:
        """Yield figure, owner, what is measured, value, unit, qualifier, indicator, year."""
        owners = {iri: list(found) for iri, found in self._of("fz:jurisdiction").items()}
        for owner, figure in self._said["fz:observation"]:
            owners.setdefault(figure, []).append(owner)
        needed = (owners, self._of("fz:measured"), self._of("fz:value"))
        names = ("fz:unit", "fz:qualifier", "fz:indicator", "fz:year")
        more = [self._of(name) for name in names]
        full = _full(_STATEMENTS[-1])
        for each in (iri for iri, kind in self._said["rdf:type"] if kind == full):
            of = [by.get(each, ()) for by in needed] + [by.get(each, _NONE) for by in more]
            yield from ((each, *row) for row in product(*of))

    def concepts(self) -> Iterator[tuple[str, str]]:
        """Yield the concepts that describe things, with each of their names."""
        used = {value for name in _CONCEPTS.split() for _, value in self._said[name]}
        yield from (pair for pair in self._said["skos:prefLabel"] if pair[0] in used)

    def _of(self, name: str) -> _Index:
        """Return the objects of a property by its subject."""
        if name not in self._by:
            self._by[name] = _index(self._said[name])
        return self._by[name]


def _index(pairs: Iterable[tuple[str, str]]) -> _Index:
    found: dict[str, list[str]] = {}
    for subject, value in pairs:
        found.setdefault(subject, []).append(value)
    return found


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
