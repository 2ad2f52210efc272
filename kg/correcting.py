"""Apply a user's corrections to what a report says, before it becomes a graph."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from extract.facts import (
    Adoption,
    Correction,
    DocumentAct,
    Institution,
    Jurisdiction,
    Level,
    Mechanism,
    PolicyDocument,
    ReportFacts,
)
from kg.corrections import Corrections
from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, area, canonical
from ontology.schemes import load_scheme

__all__ = ["correct"]

_Thing = Jurisdiction | Institution | PolicyDocument | Mechanism


def correct(facts: ReportFacts, corrections: Corrections) -> ReportFacts:
    """Return what a report says after the corrections that concern it."""
    own = [item for item in corrections.items if item.concerns(facts.report.source_file)]
    if not own:
        return facts
    used: dict[str, Correction] = {}
    names = _renamings(facts, own, used)
    if names:
        facts = _merged(_renamed(facts, names))
    wrong = {item.subject: item for item in own if item.kind == "wrong"}
    said = f"{facts.report.iri}/"
    used |= {item.iri: item for iri, item in wrong.items() if iri.startswith(said)}
    for thing in list(_things(facts)):
        if thing.iri in wrong and thing.iri != facts.report.jurisdiction:
            item = wrong[thing.iri]
            used[item.iri] = item
            facts = _without(facts, thing.iri)
    for item in own:
        if _heard_before(facts, item):
            used[item.iri] = item
    return replace(
        facts,
        wrong=frozenset(iri for iri in wrong if iri.startswith(said)),
        corrections=tuple(used[iri] for iri in sorted(used)),
    )


def _things(facts: ReportFacts) -> tuple[_Thing, ...]:
    return (*facts.jurisdictions, *facts.institutions, *facts.documents, *facts.mechanisms)


def _heard_before(facts: ReportFacts, item: Correction) -> bool:
    """Tell whether a link of a place or a file was heard when the text was read."""
    if item.kind != "link":
        return False
    if item.names_file:
        return item.subject == facts.report.source_file
    places = {place.iri for place in facts.jurisdictions}
    return item.object in places and item.subject in facts.text


def _renamings(
    facts: ReportFacts, own: Iterable[Correction], used: dict[str, Correction]
) -> dict[str, str]:
    """Return the IRI that each thing shall have: by the row on its name, then by rows on ids."""
    linked = {canonical(i.subject): i for i in own if i.kind == "link" and not i.names_file}
    same = {item.subject: item for item in own if item.kind == "same"}
    found = {}
    for thing in _things(facts):
        iri = thing.iri
        name = thing.title if isinstance(thing, PolicyDocument) else thing.name
        for form in (name, *thing.alternatives):
            item = linked.get(canonical(form))
            if item and _path(item.object) == _path(iri) and item.object != iri:
                used[item.iri] = item
                iri = item.object
                break
        while iri in same:
            used[same[iri].iri] = same[iri]
            iri = same[iri].object
        if iri != thing.iri:
            found[thing.iri] = iri
    return found


def _path(iri: str) -> str:
    return iri.removeprefix(BASE).partition("/")[0]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a record in which every IRI has its new form."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(_renamed(each, names) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    old = {each.name: getattr(value, each.name) for each in fields(value)}
    new = {name: _renamed(each, names) for name, each in old.items()}
    changed = {name: each for name, each in new.items() if each != old[name]}
    return replace(value, **changed) if changed else value


def _merged(facts: ReportFacts) -> ReportFacts:
    """Return the facts with each thing and each statement once, under its own name."""
    return replace(
        facts,
        jurisdictions=_once(facts.jurisdictions, _place),
        institutions=_once(facts.institutions, _body),
        documents=_once(facts.documents, _document),
        mechanisms=_once(facts.mechanisms, _mechanism),
        mentions=tuple(dict.fromkeys(facts.mentions)),
        adoptions=_joined(facts.adoptions, lambda a: (a.mechanism, a.jurisdiction, a.status)),
        acts=_joined(facts.acts, lambda a: (a.agent, a.act, a.document)),
    )


_A = TypeVar("_A", Adoption, DocumentAct)
_N = TypeVar("_N", Jurisdiction, Institution, PolicyDocument, Mechanism)


def _joined(items: Iterable[_A], key: Callable[[_A], Hashable]) -> tuple[_A, ...]:
    """Return statements that say the same as one, with the evidence of all."""
    groups: dict[Hashable, list[_A]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return tuple(
        replace(group[0], evidence=tuple(dict.fromkeys(e for each in group for e in each.evidence)))
        for group in groups.values()
    )


def _once(things: Iterable[_N], named: Callable[[_N], _N]) -> tuple[_N, ...]:
    """Return each thing once, with the printed forms of all that it was taken for."""
    groups: dict[str, list[_N]] = {}
    for thing in things:
        groups.setdefault(thing.iri, []).append(named(thing))
    return tuple(
        replace(
            group[0],
            alternatives=tuple(dict.fromkeys(form for each in group for form in each.alternatives)),
        )
        for group in groups.values()
    )


def _forms(name: str, own: str, alternatives: Iterable[str]) -> tuple[str, ...]:
    return tuple(form for form in dict.fromkeys((own, *alternatives)) if form != name)


def _place(place: Jurisdiction) -> Jurisdiction:
    known = load_gazetteer().by_code(place.iri.rsplit("/", 1)[-1])
    if known is None or known.name == place.name:
        return place
    return replace(
        place,
        name=known.name,
        level=Level(known.level),
        code=known.code,
        within=area(known.parent) if known.parent else None,
        alternatives=_forms(known.name, place.name, place.alternatives),
    )


def _body(body: Institution) -> Institution:
    code, _, kind = body.iri.removeprefix(f"{BASE}body/").partition("/")
    place = load_gazetteer().by_code(code.partition("-")[0])
    if place is None or (body.name.endswith(kind) and body.jurisdiction == area(code)):
        return body
    name = kind if code == "100000" else place.name + kind
    forms = _forms(name, body.name, body.alternatives)
    return replace(body, name=name, jurisdiction=area(code), kind=None, alternatives=forms)


def _document(document: PolicyDocument) -> PolicyDocument:
    title = document.iri.rsplit("/", 1)[-1]
    if canonical(document.title) == title:
        return document
    known = {concept.iri: concept.zh for concept in load_scheme("documents")}
    name = known.get(document.iri, title)
    forms = _forms(name, document.title, document.alternatives)
    return replace(document, title=name, alternatives=forms)


def _mechanism(mechanism: Mechanism) -> Mechanism:
    known = load_scheme("mechanisms").by_iri().get(mechanism.iri)
    name = known.zh if known else mechanism.iri.rsplit("/", 1)[-1]
    if canonical(mechanism.name) == canonical(name):
        return mechanism
    forms = _forms(name, mechanism.name, mechanism.alternatives)
    return replace(mechanism, name=name, curated=known is not None, alternatives=forms)


def _without(facts: ReportFacts, iri: str) -> ReportFacts:
    """Return what a report says without a thing that it does not speak of."""
    home = facts.report.jurisdiction

    def others(things: tuple[_N, ...]) -> tuple[_N, ...]:
        return tuple(thing for thing in things if thing.iri != iri)

    report = facts.report
    return replace(
        facts,
        report=replace(
            report,
            issuer=None if report.issuer == iri else report.issuer,
            text_of=None if report.text_of == iri else report.text_of,
        ),
        jurisdictions=others(facts.jurisdictions),
        institutions=others(facts.institutions),
        documents=others(facts.documents),
        mechanisms=others(facts.mechanisms),
        persons=tuple(p for p in facts.persons if p.organization != iri),
        mentions=tuple(m for m in facts.mentions if m.entity != iri),
        adoptions=tuple(
            replace(a, institutions=tuple(body for body in a.institutions if body != iri))
            for a in facts.adoptions
            if iri not in {a.mechanism, a.jurisdiction}
        ),
        acts=tuple(a for a in facts.acts if iri not in {a.agent, a.document}),
        measures=tuple(
            replace(
                m,
                actor=home if m.actor == iri else m.actor,
                concerns=tuple(other for other in m.concerns if other != iri),
            )
            for m in facts.measures
        ),
        observations=tuple(o for o in facts.observations if o.jurisdiction != iri),
        honours=tuple(h for h in facts.honours if h.recipient != iri),
        links=tuple(link for link in facts.links if iri not in {link.document, link.higher}),
    )
