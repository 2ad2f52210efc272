"""What a report states: one node for each statement, its evidence and its direct edge."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias, TypeVar

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
from kg.quads import GraphText, decimal, integer, ref, term, text
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
_STATUSES = {status: (ref(concept("status", status)),) for status in Status}

_Values: TypeAlias = dict[str, tuple[str, ...]]


_F = TypeVar("_F")


class _WrongError(Exception):
    """A statement that the user has found wrong."""


@dataclass(slots=True)
class Statements:
    """Writes the statements of one report into its graph."""

    graph: GraphText
    proof: Proof
    facts: ReportFacts
    _used: set[str] = field(default_factory=set)
    _homes: dict[str, str] = field(default_factory=dict)
    _keys: frozenset[str] = frozenset()
    _report: tuple[str, ...] = ()
    _year: tuple[str, ...] = ()

    def write(self) -> None:
        """State every fact, then every mention."""
        facts = self.facts
        self._report, self._year = (ref(facts.report.iri),), (integer(facts.report.year),)
        self._homes = {body.iri: body.jurisdiction for body in facts.institutions}
        self._keys = frozenset(observation.key for observation in facts.observations)
        for mention in facts.mentions:
            self.proof.mention(mention.entity, mention.evidence)
        self._each(self._adoption, facts.adoptions)
        self._each(self._act, facts.acts)
        self._each(self._observation, facts.observations)
        self._each(self._measure, facts.measures)
        self._each(self._honour, facts.honours)
        self._each(self._person, facts.persons)
        self._coverage()
        self.graph.add(facts.report.iri, _MENTIONS, *map(ref, self.proof.mentioned))

    def _each(self, write: Callable[[_F], None], facts: Iterable[_F]) -> None:
        """State facts, but those that the user has found wrong."""
        for each in facts:
            try:
                write(each)
            except _WrongError:
                continue

    def _node(self, kind: str, name: str, cls: str, *evidence: Evidence) -> tuple[str, _Values]:
        """Start a statement, and return its name and values: class, report, ranges it rests on."""
        report = self.facts.report.iri
        iri = fact(report, kind, name)
        while iri in self._used:
            name = f"{name}-2" if iri == fact(report, kind, name) else name
            iri = fact(report, kind, name)
        self._used.add(iri)
        if iri in self.facts.wrong:
            raise _WrongError
        values: _Values = {
            _TYPE: (term(cls),),
            _DERIVED: self._report,
            _EVIDENCE: self.proof.cite(*evidence),
        }
        self.graph.put(iri, values)
        return iri, values

    def _adoption(self, adoption: Adoption) -> None:
        own = adoption.jurisdiction == self.facts.report.jurisdiction
        name = f"{_last(adoption.mechanism)}-{adoption.status}"
        name = name if own else f"{name}-{_last(adoption.jurisdiction)}"
        _, values = self._node("adoption", name, "fz:Adoption", *adoption.evidence)
        self._name(adoption.mechanism, adoption.evidence)
        mechanism = ref(adoption.mechanism)
        values[_JURISDICTION] = (ref(adoption.jurisdiction),)
        values[_MECHANISM] = (mechanism,)
        values[_STATUS] = _STATUSES[adoption.status]
        values[_YEAR] = self._year
        values[_SURFACE] = (text(adoption.surface),)
        if adoption.institutions:
            values[_INSTITUTION] = tuple(map(ref, adoption.institutions))
        if adoption.since is not None:
            values[_SINCE] = (integer(adoption.since),)
        if edge := _ADOPTS.get(adoption.status):
            self.graph.add(adoption.jurisdiction, edge, mechanism)

    def _act(self, act: DocumentAct) -> None:
        name = f"{act.act}-{_digest(act.agent, act.document)}"
        iri, _ = self._node("act", name, "fz:DocumentAct", *act.evidence)
        self._name(act.document, act.evidence)
        self.graph.add(iri, term("fz:agent"), ref(act.agent))
        self.graph.add(iri, term("fz:act"), ref(concept("act", act.act)))
        self.graph.add(iri, term("fz:document"), ref(act.document))
        self.graph.add(iri, _YEAR, integer(self.facts.report.year))
        for actor in {act.agent, self._homes.get(act.agent, act.agent)}:
            self.graph.add(actor, _ACTS[act.act], ref(act.document))

    def _observation(self, observation: Observation) -> None:
        key = observation.key
        _, values = self._node("observation", key, "fz:Observation", observation.evidence)
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
        proof = measure.evidence
        _, values = self._node("measure", f"{proof.start}-{proof.end}", "fz:Measure", proof)
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
            values[_CONCERNS] = tuple(map(ref, measure.concerns))
            self._name_all(measure.concerns, (proof,))
        if figures := tuple(map(ref, self._figures(measure))):
            values[_OBSERVATION] = figures

    def _coverage(self) -> None:
        """State how many measures of each system are told as done, but the wrong ones."""
        report, wrong = self.facts.report.iri, self.facts.wrong
        held = (
            measure
            for measure in self.facts.measures
            if fact(report, "measure", f"{measure.evidence.start}-{measure.evidence.end}")
            not in wrong
        )
        for theme, (number, first) in coverage(held).items():
            iri, _ = self._node("coverage", _last(theme), "fz:Coverage", first)
            self.graph.add(iri, term("fz:coveredTheme"), ref(theme))
            self.graph.add(iri, term("fz:measureCount"), integer(number))

    def _figures(self, measure: Measure) -> Iterator[str]:
        for key in measure.observations:
            iri = fact(self.facts.report.iri, "observation", key)
            if key in self._keys and iri not in self.facts.wrong:
                yield iri

    def _honour(self, honour: Honour) -> None:
        name = f"{honour.evidence[0].start}-{_digest(honour.label, honour.recipient)}"
        iri, _ = self._node("honour", name, "fz:Honour", *honour.evidence)
        self.proof.mention(iri, *honour.evidence)
        self.graph.add(iri, _LABEL, text(honour.label, "zh"))
        self.graph.add(iri, term("fz:recipient"), ref(honour.recipient))
        if honour.recipient_text:
            self.graph.add(iri, term("fz:recipientText"), text(honour.recipient_text))
        if honour.year is not None:
            self.graph.add(iri, _YEAR, integer(honour.year))

    def _person(self, person: Person) -> None:
        name = f"{_last(person.iri)}-{_digest(person.role, person.organization)}"
        iri, _ = self._node("membership", name, "org:Membership", *person.evidence)
        describe_person(self.graph, person)
        self.graph.add(person.iri, _DERIVED, ref(self.facts.report.iri))
        self.proof.mention(person.iri, *person.evidence)
        self.graph.add(iri, _LABEL, text(person.role, "zh"))
        self.graph.add(iri, term("org:member"), ref(person.iri))
        self.graph.add(iri, term("org:organization"), ref(person.organization))
        if role := office(person.role):
            self.graph.add(iri, term("org:role"), ref(role))
        self.graph.add(iri, _YEAR, integer(self.facts.report.year))

    def _name(self, entity: str, evidence: Iterable[Evidence]) -> None:
        """Take the evidence of a fact for a mention of its subject matter."""
        self.proof.mention(entity, *evidence)

    def _name_all(self, entities: Iterable[str], evidence: tuple[Evidence, ...]) -> None:
        """Mention things that no evidence names yet."""
        for entity in entities:
            if entity not in self.proof.mentioned:
                self.proof.mention(entity, *evidence)


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:8]
