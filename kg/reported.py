"""One report of a graph, ready to tell why it states each of its edges.

An edge is explained by the statement node that it rests on, by the evidence about it, or by the
report's own head. What the rules did is read anew from the kept text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from extract.annotations import SourceHints
from extract.facts import ReportKind
from kg.explained import Edge, Explanation, Proof, Source
from kg.known import place_code
from kg.tracing import Range, Rereading, Trace
from ontology.errors import KgError
from ontology.iris import BASE
from ontology.terms import DCTERMS, FOAF, FZ, OA, ORG, PREFIXES, PROV, RDF

__all__ = ["ReportFile"]

_AROUND = 30
"""Characters of context on either side of a quote."""
_STATUS_OF = {
    FZ.adopts: "adopted",
    FZ.plansToAdopt: "planned",
    FZ.reportsProblemWith: "problem",
}
_ACTS = {
    FZ[name]: name
    for name in ("issued", "revised", "implements", "plans", "studies", "consults", "cites")
}
_FILE = {FZ.sourceFile, FZ.sha256, FZ.textFile, FZ.alsoFrom, FZ.alsoAt, FZ.profile}
_OUTSIDE = {DCTERMS.source, DCTERMS.publisher, DCTERMS.issued, FZ.doubt, PROV.wasInfluencedBy}
_RULES = {
    FZ.Jurisdiction: "extract.rules.jurisdictions",
    FZ.Institution: "extract.rules.institutions",
    FZ.PolicyDocument: "extract.rules.documents",
    FZ.Mechanism: "extract.rules.mechanisms",
    FOAF.Person: "extract.rules.persons",
}


class ReportFile:
    """One report of a graph: its statements by subject, its text, its rereading."""

    def __init__(self, store: ox.Store, folder: Path, report: str) -> None:
        """Take the statements of the report's graph."""
        self.iri, self._folder = report, folder
        self._said: dict[str, dict[str, list[str]]] = {}
        self._about: dict[str, list[str]] = {}
        self._made_proofs: dict[str, Proof] = {}
        self._steps: dict[tuple[str, tuple[Proof, ...]], tuple[Trace, ...]] = {}
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(report)):
            subject, value = _plain(quad.subject), _plain(quad.object)
            self._said.setdefault(subject, {}).setdefault(quad.predicate.value, []).append(value)
            if quad.predicate.value == FZ.about:
                self._about.setdefault(value, []).append(subject)
        self._homes = {node: self._one(node, FZ.jurisdiction) for node in self._of(FZ.Institution)}

    def edges(self) -> Iterator[Edge]:
        """Yield every statement of the report."""
        for subject, values in self._said.items():
            for predicate, objects in values.items():
                for value in objects:
                    yield subject, predicate, value

    def explain(self, edge: Edge) -> Iterator[Explanation]:
        """Yield why the report states an edge; once for each statement that it rests on."""
        subject, predicate, value = edge
        if predicate in _STATUS_OF:
            nodes = self._adoptions(subject, value, _STATUS_OF[predicate])
        elif predicate in _ACTS:
            nodes = self._deeds(subject, value, _ACTS[predicate])
        elif FZ.evidence in self._said.get(subject, {}):
            nodes = [subject]
        elif predicate == PROV.wasDerivedFrom:
            nodes = self._memberships(subject)
        else:
            yield self._loose(edge)
            return
        for node in nodes:
            yield self._explained(edge, node, self._proofs(self._said[node][FZ.evidence]))

    def thing(self, iri: str) -> Iterator[Explanation]:
        """Yield why the report holds a thing: a statement, a quote, or what is mentioned."""
        said = self._said.get(iri, {})
        cls = (said.get(RDF.type) or [""])[0]
        if FZ.evidence in said or cls == FZ.Evidence or iri == self.iri:
            yield from self.explain((iri, RDF.type, cls))
        elif iri in self._about:
            yield from self.explain((self.iri, FZ.mentions, iri))
        elif said:
            yield from self.explain((iri, RDF.type, cls))

    @cached_property
    def source(self) -> Source:
        """The file and the versions by which it was read."""
        reading = next(iter(self._of(PROV.Activity)), "")
        agent = self._one(reading, PROV.wasAssociatedWith)
        used = {_kind_of_version(iri): iri for iri in self._all(reading, PROV.used)}
        info = f"{PREFIXES['owl']}versionInfo"
        return Source(
            report=self.iri,
            file=self._one(self.iri, FZ.sourceFile),
            sha256=self._one(self.iri, FZ.sha256),
            reading=reading,
            program=self._one(agent, f"{PREFIXES['schema']}softwareVersion"),
            vocabulary=self._one(used.get("vocabulary", ""), info),
            gazetteer=self._one(used.get("gazetteer", ""), info),
        )

    @cached_property
    def text(self) -> str:
        """The kept text, empty where it is not at hand."""
        file = self._folder / self._one(self.iri, FZ.textFile)
        return file.read_bytes().decode("utf-8") if file.is_file() else ""

    @cached_property
    def _rereading(self) -> Rereading | None:
        if not self.text:
            return None
        file = self._one(self.iri, FZ.sourceFile)
        for hints in (self._links(), self._hints()):
            try:
                found = Rereading(self.text, file, hints)
            except KgError:
                continue
            if found.jurisdiction == self._one(self.iri, FZ.jurisdiction):
                return found
        return None

    def _links(self) -> SourceHints:
        """Return the names that the user has linked to places."""
        links = [
            (self._one(node, FZ.correctedName), self._one(node, FZ.correctedTo))
            for node in self._of(FZ.Correction)
            if self._one(node, FZ.correctedTo).startswith(f"{BASE}area/")
        ]
        return SourceHints(
            file_name=self._one(self.iri, FZ.sourceFile),
            links=tuple((name, _last(to)) for name, to in links),
        )

    def _hints(self) -> SourceHints:
        """Return whose report it is, as the graph knows from outside the text."""
        return replace(
            self._links(),
            title=self._one(self.iri, DCTERMS.title) or None,
            code=place_code(self._one(self.iri, FZ.jurisdiction)),
            year=int(self._one(self.iri, FZ.year)),
            kind=ReportKind(_last(self._one(self.iri, FZ.reportKind))),
            given_by="the graph",
        )

    def _loose(self, edge: Edge) -> Explanation:
        """Explain an edge that no statement node bears."""
        subject, predicate, value = edge
        if FZ.Evidence in self._all(subject, RDF.type):
            about = value if predicate == FZ.about else ""
            proofs = self._proofs([subject])
            traces = self._thing(about, proofs) if about else tuple(self._any(subject))
            return self._made(edge, subject, proofs, traces)
        if subject == self.iri and predicate != FZ.mentions:
            return self._head(edge)
        if subject.startswith((f"{BASE}reading/", f"{BASE}version/")):
            return self._made(edge, "", (), (), ground="reading: see kg status for its time")
        if subject.startswith(f"{BASE}correction/"):
            return self._made(edge, "", (), (), ground="correction: a row of corrections.csv")
        if predicate == FZ.implementsDocument:
            both = set(self._about.get(subject, ())) & set(self._about.get(value, ()))
            proofs = self._proofs(both)
            rule = Trace(step="document", rule="extract.rules.document_links")
            return self._made(edge, "", proofs, (*self._thing(value, proofs), rule))
        thing = value if predicate == FZ.mentions else subject
        proofs = self._proofs(self._about.get(thing, ()))
        return self._made(edge, "", proofs, self._thing(thing, proofs))

    def _head(self, edge: Edge) -> Explanation:
        """Explain what a report says of itself: from the file, its head, or beside the text."""
        _, predicate, value = edge
        if predicate in _FILE:
            return self._made(edge, "", (), (), ground="file: its name and contents")
        if predicate in _OUTSIDE:
            return self._made(edge, "", (), (), ground="file: its header, or the user's tables")
        proofs = self._proofs(self._about.get(value, ()))
        title = self._title()
        proofs = title + tuple(proof for proof in proofs if proof not in title)
        traces = self._thing(value, proofs) if _class_of(value) else ()
        rule = Trace(
            step="head", rule="extract.titles", note="title, letterhead, file name, tables"
        )
        return self._made(edge, "", proofs, (*traces, rule), ground="file: its head and name")

    def _title(self) -> tuple[Proof, ...]:
        """Return where the title stands, line breaks left out of account."""
        title = self._one(self.iri, DCTERMS.title)
        places = [at for at, char in enumerate(self.text[:4000]) if not char.isspace()]
        head = "".join(self.text[at] for at in places)
        found = head.find("".join(title.split())) if title else -1
        if found < 0:
            return ()
        start, last = places[found], places[found + len("".join(title.split())) - 1]
        return (self._around(Proof(start=start, end=last + 1, quote=self.text[start : last + 1])),)

    def _explained(self, edge: Edge, node: str, proofs: tuple[Proof, ...]) -> Explanation:
        return self._made(edge, node, proofs, self._traces(node, proofs))

    def _made(
        self,
        edge: Edge,
        node: str,
        proofs: tuple[Proof, ...],
        traces: tuple[Trace, ...],
        ground: str = "",
    ) -> Explanation:
        once = tuple(dict.fromkeys(traces))
        return Explanation(
            edge=edge,
            statement=node,
            proofs=proofs,
            traces=once,
            source=self.source,
            ground=ground,
        )

    def _traces(self, node: str, proofs: tuple[Proof, ...]) -> tuple[Trace, ...]:
        """Return how a statement was found, worked out once for each."""
        key = (node, proofs)
        if key not in self._steps:
            self._steps[key] = tuple(dict.fromkeys(self._find_steps(node, proofs)))
        return self._steps[key]

    def _find_steps(self, node: str, proofs: Iterable[Proof]) -> Iterator[Trace]:
        """Yield how a statement was found; at least which rule makes such statements."""
        read, ranges = self._rereading, [(proof.start, proof.end) for proof in proofs]
        cls = self._one(node, RDF.type)
        found: Iterable[Trace] = ()
        if read and cls == FZ.Adoption:
            found = read.adoption(self._one(node, FZ.mechanism), ranges)
        elif read and cls == FZ.DocumentAct:
            found = read.act(self._one(node, FZ.document), ranges)
        elif read and cls == FZ.Measure:
            found = read.measure(ranges)
        elif read and cls == FZ.Observation:
            found = read.observation(_key(node))
        elif read and cls == FZ.Honour:
            found = read.honour(ranges)
        elif read and cls == ORG.Membership:
            found = read.person(self._one(node, ORG.member), ranges)
        elif cls == FZ.Coverage:
            said = f"{self._one(node, FZ.measureCount)} measures told as done; this is the first"
            theme = self._one(node, FZ.coveredTheme)
            found = [Trace(step="count", rule="kg.counts", entry=theme, note=said)]
        steps = tuple(found)
        yield from steps or (Trace(step="rule", rule=_rule_of(cls), note=self._unread()),)

    def _thing(self, iri: str, proofs: tuple[Proof, ...]) -> tuple[Trace, ...]:
        """Return how a thing was found in some quotes, worked out once for each."""
        key = (iri, proofs)
        if key not in self._steps:
            self._steps[key] = tuple(dict.fromkeys(self._find_thing(iri, proofs)))
        return self._steps[key]

    def _find_thing(self, iri: str, proofs: Iterable[Proof]) -> Iterator[Trace]:
        ranges = [(proof.start, proof.end) for proof in proofs]
        steps = tuple(self._rereading.thing(iri, ranges)) if self._rereading else ()
        cls = next((cls for cls in self._all(iri, RDF.type) if cls in _RULES), _class_of(iri))
        rule = _RULES.get(cls, "extract.rules.honours")
        yield from steps or (Trace(step="rule", rule=rule, note=self._unread()),)

    def _any(self, evidence: str) -> Iterator[Trace]:
        """Yield how whatever a quote is about was found."""
        proofs = self._proofs([evidence])
        things = self._all(evidence, FZ.about)
        for thing in things:
            yield from self._thing(thing, proofs)
        for node in () if things else self._by_value[FZ.evidence].get(evidence, ()):
            yield from self._traces(node, proofs)

    def _unread(self) -> str:
        if self._rereading is None:
            return "the kept text is not at hand"
        return "named elsewhere in the sentence, or told by a correction"

    def _adoptions(self, place: str, mechanism: str, status: str) -> list[str]:
        return [
            node
            for node in self._by_value[FZ.mechanism].get(mechanism, ())
            if self._one(node, FZ.jurisdiction) == place
            and _last(self._one(node, FZ.status)) == status
        ]

    def _deeds(self, actor: str, document: str, act: str) -> list[str]:
        return [
            node
            for node in self._by_value[FZ.document].get(document, ())
            if actor in {agent := self._one(node, FZ.agent), self._home(agent)}
            and _last(self._one(node, FZ.act)) == act
        ]

    def _memberships(self, person: str) -> list[str]:
        return self._by_value[ORG.member].get(person, [])

    def _home(self, agent: str) -> str:
        """Return the place of a body, as the report tells it or as its IRI names it."""
        code = agent.removeprefix(f"{BASE}body/").partition("/")[0]
        return self._homes.get(agent) or (f"{BASE}area/{code}" if code != agent else agent)

    @cached_property
    def _by_value(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for name in (FZ.mechanism, FZ.document, FZ.evidence, ORG.member):
            held = found.setdefault(name, {})
            for node, values in self._said.items():
                for value in values.get(name, ()):
                    held.setdefault(value, []).append(node)
        return found

    def _proofs(self, nodes: Iterable[str]) -> tuple[Proof, ...]:
        return tuple(sorted(self._proof(node) for node in nodes))

    def _proof(self, node: str) -> Proof:
        """Return the quote of an evidence node with its neighbours, made once."""
        if node not in self._made_proofs:
            self._made_proofs[node] = self._around(self._quote(node))
        return self._made_proofs[node]

    def _quote(self, node: str) -> Proof:
        start, end = int(self._one(node, OA.start)), int(self._one(node, OA.end))
        return Proof(
            start=start,
            end=end,
            quote=self._one(node, OA.exact) or self.text[start:end],  # a lean report keeps none
            section=self._one(node, FZ.section),
            surface=self._one(node, FZ.surface),
            confidence=self._one(node, FZ.confidence),
            reason=self._one(node, FZ.reason),
        )

    def _around(self, proof: Proof) -> Proof:
        before = self.text[max(0, proof.start - _AROUND) : proof.start]
        return replace(proof, before=before, after=self.text[proof.end : proof.end + _AROUND])

    def _of(self, cls: str) -> Iterator[str]:
        return (node for node, values in self._said.items() if cls in values.get(RDF.type, ()))

    def _all(self, node: str, name: str) -> list[str]:
        return self._said.get(node, {}).get(name, [])

    def _one(self, node: str, name: str) -> str:
        return next(iter(self._all(node, name)), "")


def _key(node: str) -> Range:
    """Return the range of a figure, which its IRI names: …/observation/120-125."""
    start, end = _last(node).split("-")[:2]
    return int(start), int(end)


def _rule_of(cls: str) -> str:
    names = {FZ.Adoption: "adoptions", FZ.DocumentAct: "acts", FZ.Measure: "measures"}
    names |= {FZ.Observation: "observations", FZ.Honour: "honours", ORG.Membership: "persons"}
    return f"extract.rules.{names.get(cls, 'sections')}"


def _class_of(iri: str) -> str:
    paths = {
        "area/": FZ.Jurisdiction,
        "body/": FZ.Institution,
        "document/": FZ.PolicyDocument,
        "mechanism/": FZ.Mechanism,
    }
    if "/person/" in iri:
        return FOAF.Person
    return next((cls for path, cls in paths.items() if iri.startswith(BASE + path)), "")


def _kind_of_version(iri: str) -> str:
    return iri.removeprefix(f"{BASE}version/").partition("-")[0]


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
