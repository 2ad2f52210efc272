"""Things that a report names, as that report shows them: printed forms, found descriptions."""

from collections.abc import Iterable
from functools import cache

from extract.facts import (
    Institution,
    Jurisdiction,
    Level,
    Mechanism,
    Person,
    PolicyDocument,
    ReportFacts,
)
from kg.known import known_names
from kg.quads import GraphText, integer, ref, term, text
from ontology.iris import canonical, concept
from ontology.schemes import load_scheme

__all__ = ["describe_entities", "describe_person"]

_TYPE = term("rdf:type")
_LABEL = term("rdfs:label")
_ALTERNATIVE = term("skos:altLabel")
_LEVELS = {level: ref(concept("level", level)) for level in Level}


def describe_entities(graph: GraphText, facts: ReportFacts) -> None:
    """State of every named thing its printed forms; of found things also what they are."""
    for place in facts.jurisdictions:
        _describe_place(graph, place)
    for institution in facts.institutions:
        _describe_institution(graph, institution)
    for document in facts.documents:
        _describe_document(graph, document)
    for mechanism in facts.mechanisms:
        _describe_mechanism(graph, mechanism)


def _describe_place(graph: GraphText, place: Jurisdiction) -> None:
    if _name(graph, place.iri, place.name, place.alternatives):
        return
    name = canonical(place.name)
    graph.add(place.iri, _TYPE, term("fz:Jurisdiction"))
    graph.add(place.iri, _LABEL, text(name, "zh"))
    graph.add(place.iri, term("fz:level"), _LEVELS[place.level])
    if place.code:
        graph.add(place.iri, term("fz:code"), text(place.code))
    if place.within:
        graph.add(place.iri, term("fz:within"), ref(place.within))


def _describe_institution(graph: GraphText, institution: Institution) -> None:
    name = _usual_name(institution)
    _name(graph, institution.iri, name, (institution.name, *institution.alternatives))
    graph.add(institution.iri, _TYPE, term("fz:Institution"))
    graph.add(institution.iri, _LABEL, text(canonical(name), "zh"))
    graph.add(institution.iri, term("fz:jurisdiction"), ref(institution.jurisdiction))
    if institution.kind:
        graph.add(institution.iri, term("fz:kind"), ref(institution.kind))


def _usual_name(institution: Institution) -> str:
    """Return the full name that the IRI determines, so that two reports give a body one label.

    甲县自然资源和规划局 and 甲县自然资源局 are one body; the first is another name of the second.
    """
    usual, *others = _endings().get(institution.kind or "", ("",))
    for ending in (usual, *others):
        if institution.name.endswith(ending):
            return institution.name.removesuffix(ending) + usual
    return institution.name


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """Return what follows the place in full names: the usual ending, the others longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in load_scheme("institution-kinds"):
        ends = [one.removeprefix("{place}") for one in kind.values("nameTemplate")]
        if len(ends) > 1 and not any("{" in end for end in ends):
            usual = next((end for end in ends if kind.zh in end), ends[0])
            others = sorted(set(ends) - {usual}, key=lambda end: (-len(end), end))
            found[kind.iri] = (usual, *others)
    return found


def _describe_document(graph: GraphText, document: PolicyDocument) -> None:
    if _name(graph, document.iri, document.title, document.alternatives):
        return
    title = text(canonical(document.title), "zh")
    graph.add(document.iri, _TYPE, term("fz:PolicyDocument"))
    graph.add(document.iri, _LABEL, title)
    graph.add(document.iri, term("dcterms:title"), text(_full_title(document), "zh"))
    if document.number:
        graph.add(document.iri, term("fz:number"), text(document.number))
    if document.document_type:
        graph.add(document.iri, term("fz:documentType"), ref(document.document_type))
    if document.issued_by:
        graph.add(document.iri, term("fz:issuedBy"), ref(document.issued_by))
    for name, year in (
        ("fz:year", document.year),
        ("fz:validFrom", document.valid_from),
        ("fz:validTo", document.valid_to),
    ):
        if year is not None:
            graph.add(document.iri, term(name), integer(year))


def _full_title(document: PolicyDocument) -> str:
    """Return the fullest title printed: 甲县乙办法, where the label is 乙办法 under 甲县's code."""
    name = canonical(document.title)
    forms = map(canonical, (document.title, *document.alternatives))
    return max((form for form in forms if form.endswith(name)), key=len)


def _describe_mechanism(graph: GraphText, mechanism: Mechanism) -> None:
    if _name(graph, mechanism.iri, mechanism.name, mechanism.alternatives):
        return
    graph.add(mechanism.iri, _TYPE, term("fz:Mechanism"))
    graph.add(mechanism.iri, term("skos:prefLabel"), text(canonical(mechanism.name), "zh"))
    graph.add(mechanism.iri, term("skos:inScheme"), ref(concept("mechanism", "found")))


def describe_person(graph: GraphText, person: Person) -> None:
    """State who holds an office."""
    graph.add(person.iri, _TYPE, term("foaf:Person"))
    graph.add(person.iri, _LABEL, text(canonical(person.name), "zh"))


def _name(graph: GraphText, iri: str, name: str, alternatives: Iterable[str]) -> bool:
    """Add the printed forms that are no known name, and tell whether the thing is curated.

    The label of a found thing is its canonical name, which its IRI determines, so that two
    reports never give it two; what was printed otherwise is another name.
    """
    known = known_names(iri)
    taken = {canonical(name)} if known is None else known
    forms = (name, *alternatives)
    for form in forms:
        if form and canonical(form) not in taken:
            graph.add(iri, _ALTERNATIVE, text(form, "zh"))
    return known is not None
