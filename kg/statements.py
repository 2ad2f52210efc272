"""What a report states: one node for each statement, its evidence and its direct edge."""

from hashlib import sha256
from typing import TypeAlias

from extract.facts import (
    Act,
    Adoption,
    DocumentAct,
    Evidence,
    Honour,
    Measure,
    Observation,
    Person,
    ReportFacts,
    Status,
)
from kg.counts import coverage
from kg.entities import describe_person
from kg.known import office
from kg.proof import Proof
from kg.quads import GraphText, decimal, integer, once, ref, refs, term, text
from ontology.iris import concept, fact

__all__ = ["Statements"]

_ADOPTS = {
    Status.ADOPTED: term("fz:adopts"),
    Status.PLANNED: term("fz:plansToAdopt"),
    Status.PROBLEM: term("fz:reportsProblemWith"),
}
_ACTS = {act: term(f"fz:{act}") for act in Act}
_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")
_YEAR = term("fz:year")
_STATUS = term("fz:status")
_JURISDICTION = term("fz:jurisdiction")
_EVIDENCE = term("fz:evidence")
_DERIVED = term("prov:wasDerivedFrom")
_MENTIONS = term("fz:mentions")
_MECHANISM, _SURFACE = term("fz:mechanism"), term("fz:surface")
_INSTITUTION, _SINCE = term("fz:institution"), term("fz:since")
_MEASURED, _VALUE, _UNIT = term("fz:measured"), term("fz:value"), term("fz:unit")
_QUALIFIER, _INDICATOR = term("fz:qualifier"), term("fz:indicator")
_VERB, _OBJECT, _ACTOR = term("fz:verb"), term("fz:object"), term("fz:actor")
_KIND, _THEME = term("fz:measureKind"), term("fz:theme")
_CONCERNS, _OBSERVATION = term("fz:concerns"), term("fz:observation")
_AGENT, _ACT, _DOCUMENT = term("fz:agent"), term("fz:act"), term("fz:document")
_COVERED, _COUNT = term("fz:coveredTheme"), term("fz:measureCount")
_RECIPIENT, _RECIPIENT_TEXT = term("fz:recipient"), term("fz:recipientText")
_MEMBER, _ORGANIZATION = term("org:member"), term("org:organization")
_ROLE = term("org:role")
_ADOPTION, _MEASURE = (term("fz:Adoption"),), (term("fz:Measure"),)
_OBSERVED, _DOCUMENT_ACT = (term("fz:Observation"),), (term("fz:DocumentAct"),)
_HONOUR, _COVERAGE = (term("fz:Honour"),), (term("fz:Coverage"),)
_MEMBERSHIP = (term("org:Membership"),)
_STATUSES = {status: (ref(concept("status", status)),) for status in Status}

_Values: TypeAlias = dict[str, tuple[str, ...]]


class Statements:
    """Writes the statements of one report into its graph."""

    def __init__(self, graph: GraphText, proof: Proof, facts: ReportFacts) -> None:
        """Look at what all statements share."""
        report = facts.report
        self._graph, self._proof, self._facts = graph, proof, facts
        self._iri, self._place, self._wrong = report.iri, report.jurisdiction, facts.wrong
        self._report, self._year = (ref(report.iri),), (integer(report.year),)
        self._homes = {body.iri: body.jurisdiction for body in facts.institutions}
        self._keys = {observation.key for observation in facts.observations}
        self._used = set[str]()
        self._edges: dict[str, dict[str, list[str]]] = {}
        """Direct edges by subject and property."""

    def write(self) -> None:
        """State every fact, then every mention."""
        facts = self._facts
        for mention in facts.mentions:
            self._proof.mention(mention.entity, mention.evidence)
        for adoption in facts.adoptions:
            self._adoption(adoption)
        for act in facts.acts:
            self._act(act)
        for observation in facts.observations:
            self._observation(observation)
        for measure in facts.measures:
            self._measure(measure)
        for honour in facts.honours:
            self._honour(honour)
        for person in facts.persons:
            self._person(person)
        self._coverage()
        self._graph.put(self._iri, {_MENTIONS: refs(self._proof.mentioned)})
        for subject, edges in self._edges.items():
            self._graph.put(subject, {name: once(tuple(ends)) for name, ends in edges.items()})

    def _node(
        self, kind: str, name: str, cls: tuple[str, ...], evidence: tuple[Evidence, ...]
    ) -> tuple[str, _Values] | None:
        """Start a statement, and return its name and values: class, report, ranges it rests on.

        One that the user has found wrong is not stated.
        """
        iri = fact(self._iri, kind, name)
        while iri in self._used:
            iri = f"{iri}-2"
        self._used.add(iri)
        if iri in self._wrong:
            return None
        cited = once(self._proof.cite(evidence))
        values: _Values = {_TYPE: cls, _DERIVED: self._report, _EVIDENCE: cited}
        self._graph.put(iri, values)
        return iri, values

    def _edge(self, subject: str, name: str, end: str) -> None:
        """Keep a direct edge."""
        self._edges.setdefault(subject, {}).setdefault(name, []).append(end)

    def _adoption(self, adoption: Adoption) -> None:
        name = f"{_last(adoption.mechanism)}-{adoption.status}"
        if adoption.jurisdiction != self._place:
            name = f"{name}-{_last(adoption.jurisdiction)}"
        node = self._node("adoption", name, _ADOPTION, adoption.evidence)
        if node is None:
            return
        self._proof.mention_all(adoption.mechanism, adoption.evidence)
        mechanism, values = ref(adoption.mechanism), node[1]
        values[_JURISDICTION] = (ref(adoption.jurisdiction),)
        values[_MECHANISM] = (mechanism,)
        values[_STATUS] = _STATUSES[adoption.status]
        values[_YEAR] = self._year
        values[_SURFACE] = (text(adoption.surface),)
        if adoption.institutions:
            values[_INSTITUTION] = refs(adoption.institutions)
        if adoption.since is not None:
            values[_SINCE] = (integer(adoption.since),)
        if edge := _ADOPTS.get(adoption.status):
            self._edge(adoption.jurisdiction, edge, mechanism)

    def _act(self, act: DocumentAct) -> None:
        name = f"{act.act}-{_digest(act.agent, act.document)}"
        node = self._node("act", name, _DOCUMENT_ACT, act.evidence)
        if node is None:
            return
        self._proof.mention_all(act.document, act.evidence)
        document, values = ref(act.document), node[1]
        values[_AGENT] = (ref(act.agent),)
        values[_ACT] = (ref(concept("act", act.act)),)
        values[_DOCUMENT] = (document,)
        values[_YEAR] = self._year
        for actor in {act.agent, self._homes.get(act.agent, act.agent)}:
            self._edge(actor, _ACTS[act.act], document)

    def _observation(self, observation: Observation) -> None:
        node = self._node("observation", observation.key, _OBSERVED, (observation.evidence,))
        if node is None:
            return
        values = node[1]
        values[_MEASURED] = (text(observation.measured),)
        values[_VALUE] = (decimal(observation.value),)
        values[_YEAR] = self._year
        values[_JURISDICTION] = (ref(observation.jurisdiction),)
        if observation.unit:
            values[_UNIT] = (text(observation.unit),)
        if observation.qualifier:
            values[_QUALIFIER] = (ref(concept("qualifier", observation.qualifier)),)
        if observation.indicator:
            values[_INDICATOR] = (ref(observation.indicator),)

    def _measure(self, measure: Measure) -> None:
        proof = (measure.evidence,)
        node = self._node("measure", _range_of(measure), _MEASURE, proof)
        if node is None:
            return
        values = node[1]
        values[_LABEL] = (text(measure.label, "zh"),)
        values[_VERB] = (text(measure.verb),)
        values[_OBJECT] = (text(measure.object),)
        values[_ACTOR] = (ref(measure.actor),)
        values[_STATUS] = _STATUSES[measure.status]
        values[_YEAR] = self._year
        if measure.kind:
            values[_KIND] = (ref(measure.kind),)
        if measure.theme:
            values[_THEME] = (ref(measure.theme),)
        if measure.concerns:
            values[_CONCERNS] = refs(measure.concerns)
            for entity in measure.concerns:
                if entity not in self._proof.mentioned:
                    self._proof.mention_all(entity, proof)
        if measure.observations and (figures := self._figures(measure)):
            values[_OBSERVATION] = refs(figures)

    def _coverage(self) -> None:
        """State how many measures of each system are told as done, but the wrong ones."""
        held = self._facts.measures
        if self._wrong:
            held = tuple(
                measure
                for measure in held
                if fact(self._iri, "measure", _range_of(measure)) not in self._wrong
            )
        for theme, (number, first) in coverage(held).items():
            node = self._node("coverage", _last(theme), _COVERAGE, (first,))
            if node:
                node[1][_COVERED] = (ref(theme),)
                node[1][_COUNT] = (integer(number),)

    def _figures(self, measure: Measure) -> list[str]:
        """Return the figures inside a measure that are stated."""
        keys = [key for key in measure.observations if key in self._keys]
        iris = [fact(self._iri, "observation", key) for key in keys]
        return [iri for iri in iris if iri not in self._wrong]

    def _honour(self, honour: Honour) -> None:
        name = f"{honour.evidence[0].start}-{_digest(honour.label, honour.recipient)}"
        node = self._node("honour", name, _HONOUR, honour.evidence)
        if node is None:
            return
        iri, values = node
        self._proof.mention_all(iri, honour.evidence)
        values[_LABEL] = (text(honour.label, "zh"),)
        values[_RECIPIENT] = (ref(honour.recipient),)
        if honour.recipient_text:
            values[_RECIPIENT_TEXT] = (text(honour.recipient_text),)
        if honour.year is not None:
            values[_YEAR] = (integer(honour.year),)

    def _person(self, person: Person) -> None:
        name = f"{_last(person.iri)}-{_digest(person.role, person.organization)}"
        node = self._node("membership", name, _MEMBERSHIP, person.evidence)
        if node is None:
            return
        describe_person(self._graph, person)
        self._graph.put(person.iri, {_DERIVED: self._report})
        self._proof.mention_all(person.iri, person.evidence)
        values = node[1]
        values[_LABEL] = (text(person.role, "zh"),)
        values[_MEMBER] = (ref(person.iri),)
        values[_ORGANIZATION] = (ref(person.organization),)
        if role := office(person.role):
            values[_ROLE] = (ref(role),)
        values[_YEAR] = self._year


def _range_of(measure: Measure) -> str:
    return f"{measure.evidence.start}-{measure.evidence.end}"


def _last(iri: str) -> str:
    return iri[iri.rfind("/") + 1 :]


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:8]
