"""What the rules found in a report, in the form in which it is compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extract.facts import Evidence, ReportFacts
from ontology.iris import canonical

__all__ = ["KINDS", "Found", "found_in"]

KINDS = (
    "places",
    "institutions",
    "documents",
    "mechanisms",
    "indicators",
    "measures",
    "honours",
    "persons",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One found thing or statement."""

    label: str
    names: frozenset[str] = frozenset()
    quote: str = ""
    start: int = 0
    tags: frozenset[str] = frozenset()
    value: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    verb: str = ""


def found_in(facts: ReportFacts) -> dict[str, tuple[Found, ...]]:
    """Return the things and statements of a report by the kinds of the annotation."""
    shown: dict[str, Evidence] = {}
    for mention in facts.mentions:
        shown.setdefault(mention.entity, mention.evidence)
    return {
        "places": _places(facts, shown),
        "institutions": tuple(
            _thing(body.name, body.alternatives, shown.get(body.iri))
            for body in facts.institutions
            if body.iri in shown
        ),
        "documents": _documents(facts, shown),
        "mechanisms": _mechanisms(facts, shown),
        "indicators": _figures(facts),
        "measures": _measures(facts),
        "honours": tuple(_thing(item.label, (), item.evidence[0]) for item in facts.honours),
        "persons": tuple(_thing(item.name, (), item.evidence[0]) for item in facts.persons),
    }


def _thing(
    label: str, others: Iterable[str], evidence: Evidence | None, tags: Iterable[str] = ()
) -> Found:
    return Found(
        label=label,
        names=frozenset(map(canonical, (label, *others))),
        quote=evidence.quote if evidence else "",
        start=evidence.start if evidence else 0,
        tags=frozenset(tags),
    )


def _places(facts: ReportFacts, shown: dict[str, Evidence]) -> tuple[Found, ...]:
    return tuple(
        _thing(place.name, (), shown[place.iri])
        for place in facts.jurisdictions
        if place.iri in shown
    )


def _documents(facts: ReportFacts, shown: dict[str, Evidence]) -> tuple[Found, ...]:
    acts: dict[str, set[str]] = {}
    for act in facts.acts:
        acts.setdefault(act.document, set()).add(act.act.value)
    return tuple(
        _thing(item.title, item.alternatives, shown.get(item.iri), acts.get(item.iri, ()))
        for item in facts.documents
    )


def _mechanisms(facts: ReportFacts, shown: dict[str, Evidence]) -> tuple[Found, ...]:
    statuses: dict[str, set[str]] = {}
    surfaces: dict[str, set[str]] = {}
    for adoption in facts.adoptions:
        statuses.setdefault(adoption.mechanism, set()).add(adoption.status.value)
        surfaces.setdefault(adoption.mechanism, set()).add(adoption.surface)
    return tuple(
        _thing(
            item.name,
            (*item.alternatives, *surfaces[item.iri]),
            shown.get(item.iri),
            statuses[item.iri],
        )
        for item in facts.mechanisms
        if item.iri in statuses
    )


def _figures(facts: ReportFacts) -> tuple[Found, ...]:
    return tuple(
        Found(
            label=item.measured,
            quote=item.evidence.quote,
            start=item.start,
            value=item.value,
            unit=item.unit,
            qualifier=item.qualifier.value if item.qualifier else "",
        )
        for item in facts.observations
    )


def _measures(facts: ReportFacts) -> tuple[Found, ...]:
    return tuple(
        Found(
            label=item.label,
            quote=item.evidence.quote,
            start=item.evidence.start,
            verb=item.verb,
            tags=frozenset({item.status.value}),
        )
        for item in facts.measures
    )
